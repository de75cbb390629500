"""An immutable picture of all that lookups need, with its indexes, and the answer for a moment."""

import copy
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self, TypeVar

from directory.calendar import Calendar, Day, TimeClass, local
from directory.chains import AnswerStep, ChainStep, Contacts, StepKind, default_chain, resolve
from directory.changes import Account, ContactFailure
from directory.names.resolver import Names
from directory.oncall import LONGEST_SHIFT, Duty, Override, Shift, duties_between, on_duty
from directory.people import Person
from directory.phones import Phone
from directory.region import Region, RolePhone
from directory.roles import Role
from directory.rotation import Rotation
from directory.services import Service
from directory.specialties import Specialty, official_lexicon
from directory.units import Unit, UnitKind
from directory.working_hours import time_class

K = TypeVar("K")
V = TypeVar("V")
Line = tuple[str, Role]

HORIZON = timedelta(days=14)
NEAR = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What lies on top of the region's files: written by people in chat and by imports.

    `rosters_read`: when each service's roster was last read. `failures`: the last 30 days.
    """

    overrides: tuple[Override, ...] = ()
    rosters_read: Mapping[str, datetime] = field(default_factory=dict)
    accounts: Mapping[str, Account] = field(default_factory=dict)
    failures: tuple[ContactFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Who answers for a service at a moment.

    `open`: whether the service answers at all then. `next_change`: the first instant after which
    another answer may hold, within a fortnight. `opens`: when a closed service opens next.
    """

    service: Service
    moment: datetime
    day: Day
    time_class: TimeClass
    open: bool
    steps: tuple[AnswerStep, ...]
    next_change: datetime | None
    opens: datetime | None = None


class Snapshot:
    """Built once per revision of the store; never changed afterwards.

    `region.shifts` holds only the shifts that touch `window` (first, last: UTC, last exclusive).
    """

    def __init__(
        self,
        region: Region,
        state: State,
        *,
        window: tuple[datetime, datetime],
        loaded_at: datetime,
    ) -> None:
        self.settings = region.settings
        self.loaded_at = loaded_at
        self.calendar = Calendar(region.calendar)
        self.units: Mapping[str, Unit] = {unit.id: unit for unit in region.units}
        self.people: Mapping[str, Person] = {person.id: person for person in region.people}
        self.services: Mapping[str, Service] = {service.id: service for service in region.services}
        lexicon = official_lexicon()
        self.specialties: Mapping[str, Specialty] = {s.id: s for s in lexicon.specialties}
        self.names = Names(lexicon, region.services, region.units, region.terms)
        self._chains = _grouped(region.chain_steps, _chain_key)
        self._rotations = _grouped(region.rotations, _line)
        in_order = sorted(region.role_phones, key=lambda row: row.position)
        self._role_phones = _grouped(in_order, _line)
        self._by_specialty = _grouped(region.services, lambda service: service.specialty)
        self._reach = _grouped(
            ((key, service) for service in region.services for key in _reach_keys(service)),
            lambda row: row[0],
        )
        self._by_unit = _grouped(region.services, lambda service: service.unit)
        self._people_by_unit = _grouped(region.people, lambda person: person.unit)
        self._switchboards = {
            unit.hospital: unit for unit in region.units if unit.kind is UnitKind.SWITCHBOARD
        }
        self._signed_in = {
            key.casefold(): person
            for person in region.people
            for key in (person.email, person.hsa_id)
        }
        self._digits = _digits_of(region)
        self._set_shifts(region.shifts, window)
        self._set_state(state)

    def with_state(self, state: State) -> Self:
        """The same directory with another state on top."""
        other = copy.copy(self)
        other._set_state(state)
        return other

    def with_shifts(self, shifts: Iterable[Shift], window: tuple[datetime, datetime]) -> Self:
        """The same directory with the stored shifts of another window."""
        other = copy.copy(self)
        other._set_shifts(shifts, window)
        return other

    def _set_state(self, state: State) -> None:
        self.state = state
        self._overrides = _grouped(state.overrides, _line)

    def _set_shifts(self, shifts: Iterable[Shift], window: tuple[datetime, datetime]) -> None:
        self.window = window
        self._shifts = _grouped(sorted(shifts, key=_start), _line)

    # -- the directory ------------------------------------------------------------------

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
        found = (service for key in keys for _, service in self._reach.get(key, ()))
        return list({service.id: service for service in found}.values())

    def services_at(self, unit: str) -> Sequence[Service]:
        """All services that a unit runs."""
        return self._by_unit.get(unit, ())

    def people_at(self, unit: str) -> Sequence[Person]:
        """All people who belong to a unit."""
        return self._people_by_unit.get(unit, ())

    def role_phones(self, service: str, role: Role) -> tuple[Phone, ...]:
        """The phones of the function, whoever holds it."""
        return tuple(row.phone for row in self._role_phones.get((service, role), ()))

    def switchboard(self, hospital: str) -> Unit | None:
        """The hospital's switchboard, else the region's."""
        return self._switchboards.get(hospital) or self.units.get(self.settings.switchboard)

    def person_signed_in_as(self, email_or_hsa_id: str) -> Person | None:
        """The person with that e-mail or HSA-id, whatever the case of letters."""
        key = email_or_hsa_id.strip().casefold()
        return self._signed_in.get(key) if key else None

    def knows_digits(self, digits: str) -> bool:
        """Whether the digits are a telephone number of the directory, in national form."""
        return digits in self._digits

    def roster_read(self, service: str) -> datetime | None:
        """When the service's roster was last read."""
        return self.state.rosters_read.get(service)

    def is_stale(self, service: Service, now: datetime) -> bool:
        """Whether the roster has gone unread for longer than the service allows."""
        read = self.roster_read(service.id)
        limit = timedelta(hours=service.roster_fresh_hours)
        return bool(limit) and (read is None or now - read > limit)

    def covers(self, moment: datetime) -> bool:
        """Whether the shifts around the moment are in memory."""
        first, last = self.window
        return first + LONGEST_SHIFT <= moment < last - LONGEST_SHIFT

    # -- who is on ----------------------------------------------------------------------

    def shifts(self, line: Line, first: datetime, last: datetime) -> list[Shift]:
        """The shifts of a service and role that touch first–last, in order of time."""
        stored = self._shifts.get(line, ())
        begin = bisect_left(stored, first - LONGEST_SHIFT, key=_start)
        end = bisect_left(stored, last, lo=begin, key=_start)
        found = [shift for shift in stored[begin:end] if shift.end > first]
        for rotation in self._rotations.get(line, ()):
            found += rotation.shifts(first, last, self.calendar)
        return sorted(found, key=_start)

    def duties(self, service: str, role: Role, moment: datetime) -> list[Duty] | None:
        """Who is on duty; None where no roster is kept for the role at all."""
        line = (service, role)
        overrides = self._overrides.get(line, ())
        if not self._is_rostered(line):
            return None
        instant = timedelta(microseconds=1)
        return on_duty(self.shifts(line, moment, moment + instant), overrides, moment)

    def own_lines(self, service: Service) -> list[Line]:
        """The rosters of the service itself, the first called first."""
        return [line for role in Role if self._is_rostered(line := (service.id, role))]

    def chain_lines(self, service: Service) -> list[Line]:
        """The rosters that answer for the service: its own, then those of others in its chains."""
        steps = [step for at in TimeClass for step in self.chain(service, at)]
        others = [(s.of_service, s.role) for s in steps if s.of_service and s.role]
        return list(dict.fromkeys([*self.own_lines(service), *others]))

    def _is_rostered(self, line: Line) -> bool:
        return line in self._shifts or line in self._rotations or line in self._overrides

    def schedule(self, lines: Iterable[Line], first: datetime, last: datetime) -> list[Duty]:
        """Everybody's duty that touches first–last, in order of time."""
        duties = [
            duty
            for line in lines
            for duty in duties_between(
                self.shifts(line, first, last), self._overrides.get(line, ()), first, last
            )
        ]
        return sorted(duties, key=lambda duty: max(duty.start, first))

    def answer(self, service: Service, moment: datetime) -> Answer:
        """Who answers for the service at the moment, and who is next if nobody does."""
        at = time_class(moment, service.hours, self.calendar)
        chain = self.chain(service, at)
        contacts = Contacts(
            duties=lambda name, role: self.duties(name, role, moment),
            role_phones=self.role_phones,
            people=self.people,
        )
        is_open = service.kind.always_answers or at is TimeClass.OFFICE
        return Answer(
            service=service,
            moment=moment,
            day=self.calendar.day(local(moment).date()),
            time_class=at,
            open=is_open,
            steps=resolve(chain, self._closing(service), contacts),
            next_change=self._next_change(service, chain, moment),
            opens=None if is_open else service.hours.next_opening(moment, self.calendar),
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

    def _closing(self, service: Service) -> list[ChainStep]:
        settings = self.settings
        switchboard = self.switchboard(service.hospital)
        main = switchboard.phones[0] if switchboard and switchboard.phones else None

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

    def _next_change(
        self, service: Service, chain: Sequence[ChainStep], moment: datetime
    ) -> datetime | None:
        """The first edge after the moment; most are within two days, so those are tried first."""
        lines = {(step.of_service or service.id, step.role) for step in chain if step.role}
        hours = service.hours.next_change(moment, self.calendar)
        for last in (moment + NEAR, moment + HORIZON):
            edges = [hours, *(edge for line in lines for edge in self._edges(line, moment, last))]
            ahead = [edge for edge in edges if edge is not None and moment < edge < last]
            if ahead:
                return min(ahead)
        return None

    def _edges(self, line: Line, first: datetime, last: datetime) -> Iterator[datetime]:
        for span in (*self.shifts(line, first, last), *self._overrides.get(line, ())):
            yield from (span.start, span.end)


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


def _grouped(rows: Iterable[V], key: Callable[[V], K]) -> Mapping[K, list[V]]:
    groups: defaultdict[K, list[V]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return dict(groups)


def _line(row: Shift | Rotation | Override | RolePhone) -> Line:
    return row.service, row.role


def _chain_key(step: ChainStep) -> tuple[str, TimeClass]:
    return step.service, step.time_class


def _start(shift: Shift) -> datetime:
    return shift.start
