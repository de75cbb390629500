"""An immutable, indexed picture of all that lookups need, and the answer for a moment."""

import copy
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Self, TypeVar

from directory.catalogue.answering import AnsweringTimes
from directory.catalogue.people import Access, Person
from directory.catalogue.phones import Audience, Phone
from directory.catalogue.roles import Role
from directory.catalogue.services import NO_HOURS, Service
from directory.catalogue.specialties import Specialty, official_lexicon
from directory.catalogue.units import Unit, UnitKind
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.names.aliases import Alias, taught
from directory.names.kept import ALIASES
from directory.names.resolver import Names
from directory.parts import Part, Parts
from directory.region import Region
from directory.rosters.chains import (
    AnswerStep,
    ChainStep,
    Contacts,
    StepKind,
    default_chain,
    phones_during,
    phones_shown,
    resolve,
)
from directory.rosters.duty import Duty
from directory.rosters.kept import OVERRIDES, ROSTER_AGES, ROSTER_SOURCES
from directory.rosters.line import Line
from directory.rosters.rosters import HORIZON, Rosters
from directory.rosters.rotation import Rotation
from directory.rosters.shift import LONGEST_SHIFT, Shift
from directory.rosters.somebody import Colleague, Outsider, Replaceable
from directory.rosters.sources import RosterName, joined, sourced_lines
from directory.rosters.steps_in_hours import in_hours
from directory.snapshot.memory import Memory, MemoryOfMoment
from directory.walltime.days import Calendar, Day, TimeClass, local
from directory.walltime.hours import Hours
from directory.walltime.opening import time_class


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for a service at a moment.

    `open`: whether the service answers at all then. `next_change`: the first instant after which
    another answer may hold, within a fortnight. `opens`: when a closed service opens next.
    `is_read`: whether it is known who is on duty; else its steps are those that need no shifts.
    """

    service: Service
    moment: datetime
    day: Day
    time_class: TimeClass
    open: bool
    steps: tuple[AnswerStep, ...]
    next_change: datetime | None
    opens: datetime | None = None
    is_read: bool = True

    @property
    def audiences(self) -> frozenset[Audience]:
        """All whom some of its numbers are for."""
        return frozenset([phone.audience for step in self.steps for phone in step.phones])


V = TypeVar("V")

MOST_REMEMBERED = 4000
_INSTANT = timedelta(microseconds=1)


class Snapshot:
    """Built once per revision of the store; never changed afterwards.

    `parts`: what lies on top of the region. Overrides, roster sources and aliases are used here;
    the others are only handed out, by `of`.
    `region.shifts` holds only the shifts that touch `window`.
    `rostered`: the shifts of roster sources that touch the window.
    `popular`: the ids of the services that each unit has asked for most.
    """

    def __init__(
        self,
        region: Region,
        parts: Parts,
        *,
        window: Hours,
        loaded_at: datetime,
        rostered: Sequence[Shift] = (),
        popular: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        sources = parts.of(ROSTER_SOURCES)
        self.parts = parts
        self.popular = popular or {}
        self.settings = region.settings
        self.loaded_at = loaded_at
        self.calendar = Calendar(region.calendar)
        self.units: Mapping[str, Unit] = {unit.id: unit for unit in region.units}
        self.services: Mapping[str, Service] = {service.id: service for service in region.services}
        self.people: Mapping[str, Person] = {person.id: person for person in region.people}
        self._outsiders = {outsider: outsider for outsider in self._named_outside(sources.names)}
        lexicon = official_lexicon()
        self.specialties: Mapping[str, Specialty] = {s.id: s for s in lexicon.specialties}
        self._terms = region.terms
        self.names = self._names(parts.of(ALIASES))
        self._chains = grouped(region.chain_steps, _chain_key)
        in_order = sorted(region.role_phones, key=lambda row: row.position)
        self._role_phones = grouped(in_order, lambda row: row.line)
        self._by_specialty = grouped(region.services, lambda service: service.specialty)
        self._reach = grouped(
            ((key, service) for service in region.services for key in _reach_keys(service)),
            lambda row: row[0],
        )
        self._by_unit = grouped(region.services, lambda service: service.unit)
        self._people_by_unit = grouped(region.people, lambda person: person.unit)
        self._people_by_access = grouped(
            (
                (access, person)
                for person in sorted(region.people, key=lambda person: person.id)
                for access in person.access
            ),
            lambda row: row[0],
        )
        self._switchboards = {
            unit.hospital: unit for unit in region.units if unit.kind is UnitKind.SWITCHBOARD
        }
        self._signed_in = {
            key.casefold(): person
            for person in region.people
            for key in (person.email, person.hsa_id)
        }
        self._digits = _digits_of(region)
        self._rules = grouped(region.rotations, lambda rule: rule.line)
        self.rosters = rosters_of(region, parts, rostered, window)
        self._forget()

    def _forget(self) -> None:
        """Begin with nothing worked out."""
        self._remembered = Memory(MOST_REMEMBERED)
        self._of_moment = MemoryOfMoment(MOST_REMEMBERED)

    def of(self, part: Part[V]) -> V:
        """The value of a part."""
        return self.parts.of(part)

    def with_parts(self, newer: Parts) -> Self:
        """The same directory with newer values of some parts; slow where the aliases differ."""
        other = copy.copy(self)
        other.parts = self.parts | newer
        if ALIASES in newer and newer.of(ALIASES) != self.of(ALIASES):
            other.names = self._names(newer.of(ALIASES))
        if OVERRIDES in newer:
            other.rosters = self.rosters.with_overrides(newer.of(OVERRIDES))
        other._forget()
        return other

    def with_shifts(self, shifts: Iterable[Shift], window: Hours) -> Self:
        """The same directory with the stored shifts of another window."""
        other = copy.copy(self)
        other.rosters = self.rosters.with_shifts(shifts, window)
        other._forget()
        return other

    def renewed(
        self,
        newer: Parts,
        shifts: Iterable[Shift],
        window: Hours,
        popular: Mapping[str, tuple[str, ...]],
        loaded_at: datetime,
    ) -> Self:
        """The same directory some hours later: all that goes with time is anew."""
        other = self.with_parts(newer).with_shifts(shifts, window)
        other.popular, other.loaded_at = popular, loaded_at
        return other

    def unread(self, first: datetime, last: datetime) -> Self:
        """The same directory for a time whose stored shifts cannot be read: `answer` gives what
        needs none of them, and what asks who is on duty raises ShiftsUnreadError."""
        other = copy.copy(self)
        other.rosters = self.rosters.unread(Hours(first, last + _INSTANT).widened(LONGEST_SHIFT))
        other._forget()
        return other

    def _named_outside(self, names: Iterable[RosterName]) -> Iterator[Outsider]:
        """The outsiders whom rosters name, each with the unit of the service."""
        for name in names:
            if isinstance(name.person, Outsider) and name.service in self.services:
                yield Outsider(name.person.name, self.services[name.service].unit)

    def _names(self, aliases: Iterable[Alias]) -> Names:
        targets = self.services.keys() | self.units.keys() | self.specialties.keys()
        terms = taught(self._terms, aliases, targets)
        units, services = tuple(self.units.values()), tuple(self.services.values())
        return Names(official_lexicon(), services, units, terms)

    # -- the directory ------------------------------------------------------------------

    def title(self, service_id: str) -> str:
        """”Kardiologi · Norra sjukhuset”; the hospital only where the name does not say it.

        A service that no longer exists is called by its id.
        """
        service = self.services.get(service_id)
        if service is None:
            return service_id
        hospital = self.units.get(service.hospital)
        if hospital is None or hospital.name.casefold() in service.name.casefold():
            return service.name
        return f"{service.name} · {hospital.name}"

    def services_of(self, specialty: str) -> Sequence[Service]:
        """All services of a specialty, in the order of the files."""
        return self._by_specialty.get(specialty, ())

    def services_near(self, specialty: str, home: Unit) -> list[Service]:
        """The services of a specialty at the home unit's hospital or serving its municipality."""
        keys = (
            (specialty, "hospital", home.hospital),
            (specialty, "municipality", home.municipality),
            (specialty, "municipality", ""),
        )
        near = (service for key in keys for _, service in self._reach.get(key, ()))
        return list({service.id: service for service in near}.values())

    def services_at(self, unit: str) -> Sequence[Service]:
        """All services that a unit runs."""
        return self._by_unit.get(unit, ())

    def colleague(self, who: Replaceable | None) -> Colleague | None:
        """The person whom a roster names; None for nobody, and for an id that no longer exists."""
        if isinstance(who, Outsider):
            return self._outsiders.get(who)
        return self.people.get(who) if isinstance(who, str) else None

    @property
    def colleagues(self) -> tuple[Colleague, ...]:
        """Everybody whom a roster can name."""
        return (*self.people.values(), *self._outsiders)

    def people_at(self, unit: str) -> Sequence[Person]:
        """All people who belong to a unit."""
        return self._people_by_unit.get(unit, ())

    def people_with(self, access: Access) -> Sequence[Person]:
        """Everybody with the right, in the order of their ids."""
        return [person for _, person in self._people_by_access.get(access, ())]

    def role_phones(self, line: Line) -> tuple[Phone, ...]:
        """The phones of the function itself."""
        return tuple(row.phone for row in self._role_phones.get(line, ()))

    def phones_of(self, duty: Duty, now: datetime) -> tuple[Phone, ...]:
        """The numbers that reach the person on duty and may be seen now: see `phones_shown`."""
        person, of_function = self.colleague(duty.person), self.role_phones(duty.line)
        return phones_shown(duty, person, of_function, now)

    def phones_during(self, duty: Duty) -> tuple[Phone, ...]:
        """What callers will see while the duty runs, for the person themselves alone."""
        return phones_during(self.colleague(duty.person), self.role_phones(duty.line))

    def is_own(self, phone: Phone, duty: Duty) -> bool:
        """Whether a number of `phones_of` is that of the person themselves."""
        return phone in phones_during(self.colleague(duty.person), ())

    def is_callable(self, duty: Duty) -> bool:
        """Whether there is a number on which to call the person while the duty runs."""
        return any(phone.is_callable for phone in self.phones_during(duty))

    def switchboard(self, hospital: str) -> Unit | None:
        """The hospital's switchboard, else the region's."""
        return self._switchboards.get(hospital) or self.units.get(self.settings.switchboard)

    def person_signed_in_as(self, email_or_hsa_id: str) -> Person | None:
        """The person with that e-mail or HSA-id, ignoring case."""
        key = email_or_hsa_id.strip().casefold()
        return self._signed_in.get(key) if key else None

    def knows_digits(self, digits: str) -> bool:
        """Whether the digits are a telephone number of the directory, in national form."""
        return digits in self._digits

    def roster_read(self, service: str) -> datetime | None:
        """When the service's roster was last read or found unchanged: the oldest of its sources."""
        sources = self.of(ROSTER_SOURCES).of_service(service)
        reads = [source.read for source in sources if source.read]
        age = self.of(ROSTER_AGES).get(service)
        return min(reads, default=None) or (age.read_at if age else None)

    def is_stale(self, service: Service, now: datetime) -> bool:
        """Whether the roster is older than the service allows, or an address unread for a day."""
        read = self.roster_read(service.id)
        limit = timedelta(hours=service.roster_fresh_hours)
        too_old = bool(limit) and (read is None or now - read > limit)
        sources = self.of(ROSTER_SOURCES).of_service(service.id)
        return too_old or any(source.is_stale(now) for source in sources)

    # -- who is on ----------------------------------------------------------------------

    def rotations(self, line: Line) -> tuple[Rotation, ...]:
        """The region's rotations of a line."""
        return tuple(self._rules.get(line, ()))

    def own_lines(self, service: Service) -> list[Line]:
        """The lines of the service itself that have a roster, in the order of roles."""
        return [line for role in Role if self.rosters.has(line := Line(service.id, role))]

    def chain_lines(self, service: Service) -> list[Line]:
        """The lines that answer for the service: its own, then those of others in its chains."""
        return list(dict.fromkeys([*self.own_lines(service), *self._others_lines(service)]))

    def _others_lines(self, service: Service) -> Iterator[Line]:
        for at in TimeClass:
            for step in self.chain(service, at):
                if step.of_service and step.line:
                    yield step.line

    def answering(self, service: Service) -> frozenset[str]:
        """The ids of the services whose rosters the service's answers come from."""
        return frozenset({service.id, *(line.service for line in self._others_lines(service))})

    def answer(self, service: Service, moment: datetime, *, now: datetime) -> Answer:
        """Who answers for the service at the moment, and who is next if nobody does.

        `now`: when it is seen; people's own numbers are there only while their duty runs.
        """
        key = ("answer", service.id, moment)
        return self.remembered_at(now, key, lambda: self._answer(service, moment, now))

    def remembered(self, key: Hashable, make: Callable[[], V]) -> V:
        """The value for the key, worked out once: see `Memory`."""
        return self._remembered.value(key, make)

    def remembered_at(self, now: datetime, key: Hashable, make: Callable[[], V]) -> V:
        """The same for what is seen at a moment, since many ask the same within a minute."""
        return self._of_moment.at(now).value(key, make)

    def _answer(self, service: Service, moment: datetime, now: datetime) -> Answer:
        at, is_read = time_class(moment, service.hours, self.calendar), self.rosters.is_read
        chain = self.chain(service, at)
        contacts = Contacts(
            duties=lambda line: self.rosters.duties(line, moment),
            role_phones=self.role_phones,
            colleague=self.colleague,
            now=now,
            is_read=is_read,
        )
        is_open = service.kind.always_answers or at is TimeClass.OFFICE
        steps = tuple(
            in_hours(step, self.answering_times(step.service or service.id, moment))
            for step in resolve(chain, self._closing(service, moment), contacts)
        )
        return Answer(
            service=service,
            moment=moment,
            day=self.calendar.day(local(moment).date()),
            time_class=at,
            open=is_open,
            steps=steps,
            next_change=self._next_change(service, chain, steps, moment) if is_read else None,
            opens=None if is_open else service.hours.next_opening(moment, self.calendar),
            is_read=is_read,
        )

    def chain(self, service: Service, at: TimeClass) -> Sequence[ChainStep]:
        """The service's own chain for a time class, else the default one.

        A closed service without a chain of its own for that time has only the closing steps.
        """
        own = self._chains.get((service.id, at))
        if own:
            return own
        if not service.kind.always_answers and at is TimeClass.ON_CALL:
            return ()
        return default_chain(service.id, at)

    def _closing(self, service: Service, moment: datetime) -> list[ChainStep]:
        settings = self.settings
        switchboard = self.switchboard(service.hospital)
        main = next(iter(self.unit_phones(switchboard, moment)), None) if switchboard else None

        def step(kind: StepKind, text: str, phone: Phone | None) -> ChainStep:
            return ChainStep(
                service=service.id,
                time_class=TimeClass.ON_CALL,
                position=99,
                kind=kind,
                text=text,
                phone=phone,
            )

        return [
            step(StepKind.FALLBACK, settings.fallback_text, settings.fallback_phone),
            step(StepKind.MANAGEMENT, settings.management_text, settings.management_phone),
            step(StepKind.SWITCHBOARD, "", main),
        ]

    def answering_times(self, service: str, moment: datetime) -> AnsweringTimes:
        """When the numbers of the service's roles answer, at the moment."""
        known = self.services.get(service)
        return AnsweringTimes(moment, self.calendar, known.hours if known else NO_HOURS)

    def unit_phones(self, unit: Unit, moment: datetime) -> tuple[Phone, ...]:
        """The numbers of the unit, those that answer at the moment first."""
        return self.unit_times(unit, moment).best_first(unit.phones)

    def unit_times(self, unit: Unit, moment: datetime) -> AnsweringTimes:
        """When the numbers of the unit answer, at the moment."""
        return AnsweringTimes(moment, self.calendar, unit.opening or NO_HOURS)

    def _next_change(
        self,
        service: Service,
        chain: Sequence[ChainStep],
        steps: Sequence[AnswerStep],
        moment: datetime,
    ) -> datetime | None:
        lines = [step.line for step in chain if step.line]
        times = self.answering_times(service.id, moment)
        edges = (
            service.hours.next_change(moment, self.calendar),
            self.rosters.next_change(lines, moment),
            times.next_change(phone for step in steps for phone in step.phones),
        )
        ahead = [edge for edge in edges if edge is not None and edge < moment + HORIZON]
        return min(ahead, default=None)


def rosters_of(region: Region, parts: Parts, rostered: Iterable[Shift], window: Hours) -> Rosters:
    """The region's own rosters, the roster sources that replace them, and the overrides.

    The shifts of the region and of the sources are those that touch the window.
    """
    sourced = sourced_lines(parts.of(ROSTER_SOURCES))
    shifts = joined(region.shifts, rostered, sourced)
    rosters = Rosters(region.rotations, Calendar(region.calendar), sourced)
    return rosters.with_shifts(shifts, window).with_overrides(parts.of(OVERRIDES))


def _digits_of(region: Region) -> frozenset[str]:
    phones = [row.phone for row in region.role_phones]
    phones += [phone for unit in region.units for phone in unit.phones]
    phones += [phone for person in region.people for phone in person.phones]
    phones += [step.phone for step in region.chain_steps if step.phone]
    return frozenset("".join(filter(str.isdigit, phone.number)) for phone in phones)


def _reach_keys(service: Service) -> Iterator[tuple[str, str, str]]:
    for municipality in service.municipalities or ("",):
        yield service.specialty, "municipality", municipality
    if service.hospital:
        yield service.specialty, "hospital", service.hospital


def _chain_key(step: ChainStep) -> tuple[str, TimeClass]:
    return step.service, step.time_class
