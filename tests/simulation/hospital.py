"""The hospitals of the replay: their services, lines, people and chains. Everybody is invented."""

import random
from datetime import date, time, timedelta
from functools import cached_property
from itertools import product
from typing import Any

from bot.rosters.topics import ROSTER
from directory.catalogue.people import Access, Person
from directory.catalogue.phones import PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.specialties import official_lexicon
from directory.catalogue.units import Unit, UnitKind
from directory.lazy.values import dataclass
from directory.letters.subscriptions import Pace, Subscription
from directory.region import Region, RolePhone
from directory.rosters.chains import ChainStep, StepKind
from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.rosters.somebody import as_written
from directory.walltime.days import TimeClass
from tests.builders import at, chain_step, person, phone, region, rotation, service, settings, unit
from tests.simulation.clock import begins, ends
from tests.simulation.oracle import LineKey, Rostered

P, S, C = Role.PRIMARY_ON_CALL, Role.SENIOR_ON_CALL, Role.CONSULTING_PHYSICIAN
HOSPITALS = ("norra-sjukhuset", "sodra-sjukhuset")
SERVICES = 34
OFFICE = (time(8), time(17))

Span = tuple[time, time, int]
"""The wall clock at the beginning and at the end, and how many days later that is."""
Week = tuple[tuple[Span, ...], ...]
"""What begins on each day of the week, Monday first."""


def _spans(written: str) -> tuple[Span, ...]:
    """”16:00-07:30+1 08:00-20:00” as spans."""
    found = []
    for one in written.split():
        clocks, _, days = one.partition("+")
        start, end = clocks.split("-")
        found.append((time.fromisoformat(start), time.fromisoformat(end), int(days or 0)))
    return tuple(found)


def _week(weekday: str, friday: str, saturday: str, sunday: str) -> Week:
    return (*[_spans(weekday)] * 4, _spans(friday), _spans(saturday), _spans(sunday))


NIGHT, ROUND = "16:00-07:30+1", "08:00-20:00 20:00-08:00+1"
NIGHTS = _week(NIGHT, NIGHT, f"07:30-16:00 {NIGHT}", f"07:30-16:00 {NIGHT}")
AROUND = _week("16:00-08:00+1", "16:00-08:00+1", ROUND, ROUND)
WEEKENDS = _week(NIGHT, "16:00-07:30+3", "", "")
WHOLE_DAYS = _week(*["08:00-08:00+1"] * 4)
HALF_NIGHTS = _week(*["02:00-08:00 20:00-02:00+1"] * 4)
"""Two share each night, and change when the clock is changed."""
DAYS = _week("08:00-17:00", "08:00-17:00", "", "")
PATTERNS = {P: (AROUND, NIGHTS), S: (NIGHTS, WEEKENDS, WHOLE_DAYS, AROUND), C: (DAYS,)}


@dataclass(frozen=True)
class Chain:
    """The lines that are asked one after another; those of `if_rostered` only where somebody is."""

    office: tuple[LineKey, ...]
    on_call: tuple[LineKey, ...]
    if_rostered: frozenset[LineKey] = frozenset()


@dataclass(frozen=True)
class Ward:
    """A service with its people, what begins on each day in its lines, and its chain."""

    service: Service
    people: tuple[str, ...]
    weeks: dict[Role, Week]
    chain: Chain
    imported: bool
    coordinator: str

    @property
    def lines(self) -> list[LineKey]:
        return [(self.service.id, role) for role in self.weeks]


@dataclass(frozen=True)
class Hospital:
    """All that the region's files say, and the same as the replay needs it."""

    region: Region
    wards: dict[str, Ward]
    subscriptions: tuple[Subscription, ...]
    switchboards: dict[str, str]
    coordinators: dict[str, str]
    callable_lines: frozenset[LineKey]

    @cached_property
    def people(self) -> dict[str, Person]:
        return {one.id: one for one in self.region.people}

    @cached_property
    def lines(self) -> list[LineKey]:
        return [line for ward in self.wards.values() for line in ward.lines]


_FIRST = "Anna Bo Cecilia David Eva Fredrik Gun Hans Ivar Julia Karin Lars Maria Nils Olga Per"
_LAST = "Asp Björn Ceder Dal Ek Fors Gran Hed Is Jord Kulle Lund Mo Näs Old Palm Quist Rask"
_NAMES = [f"{first} {last}" for first, last in product(_FIRST.split(), _LAST.split())]


def _person(number: int, unit_id: str, **fields: Any) -> Person:
    letters = f"Q{chr(65 + number // 26)}{chr(65 + number % 26)}"
    usual: dict[str, Any] = {
        "name": _NAMES[number],
        "initials": letters,
        "email": f"{letters.lower()}@region.example",
        "unit": unit_id,
        "access": frozenset({Access.CLINICIAN, Access.SPECIALIST}),
        "show_number": number % 3 == 0,
        "phones": (phone("070-174 06 05", kind=PhoneKind.MOBILE),) if number % 4 else (),
    }
    return person(f"p{number:03}", **usual | fields)


class _Builder:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.people: list[Person] = []
        self.units: list[Unit] = []
        self.phones: list[RolePhone] = []
        self.steps: list[ChainStep] = []
        self.rotations: list[Rotation] = []
        self.wards: dict[str, Ward] = {}

    def somebody(self, unit_id: str, **fields: Any) -> str:
        self.people.append(_person(len(self.people), unit_id, **fields))
        return self.people[-1].id

    def ward(self, number: int, specialty: str, name: str) -> None:
        hospital = HOSPITALS[number % 4 == 3]
        id_, unit_id = f"{specialty}-{hospital[:5]}", f"klinik-{number:02}"
        self.units.append(unit(unit_id, name=f"{name}kliniken", hospital=hospital))
        roles = ((S,), (P, S), (S, C), (P, S, C))[number % 4]
        only_days = number == 10
        weeks = self._weeks(number, (C,) if only_days else roles)
        people = [self.somebody(unit_id) for _ in range(6 + number % 5)]
        if number % 5 == 4:  # somebody of another clinic is on here, too
            people.append(self.random.choice(list(self.wards.values())[-3:][0].people))
        has_own = number % 6 == 0
        made = service(
            id_,
            name=f"{name} {hospital.split('-')[0].capitalize()}",
            specialty=specialty,
            unit=unit_id,
            hospital=hospital,
            kind=ServiceKind.DIRECT_ADMISSION if only_days else ServiceKind.ON_CALL,
            swaps_approved=number % 5 == 1,
        )
        clerk = {"access": frozenset({Access.CLINICIAN, Access.COORDINATOR})}
        coordinator = self.somebody(unit_id, **clerk) if has_own or made.swaps_approved else ""
        for role in weeks:
            if (number + len(role)) % 3:
                self.phones.append(RolePhone(id_, role, phone(f"08-465 004 {30 + number:02}")))
        imported = number % 7 != 5
        self.wards[id_] = Ward(
            made, tuple(people), weeks, self._chain(number, made, weeks), imported, coordinator
        )
        if not imported:
            self._rotate(self.wards[id_])

    def _weeks(self, number: int, roles: tuple[Role, ...]) -> dict[Role, Week]:
        weeks = {role: PATTERNS[role][number // 3 % len(PATTERNS[role])] for role in roles}
        return {S: HALF_NIGHTS} if number == 8 else weeks

    def _chain(self, number: int, made: Service, weeks: dict[Role, Week]) -> Chain:
        """The default order where the service has both lines; else one of its own."""
        id_ = made.id
        if made.kind is not ServiceKind.ON_CALL:
            self._step(made, 1, TimeClass.OFFICE, C)
            return Chain(((id_, C),), ())
        borrowed = next((w for w in self.wards.values() if P in w.weeks), None)
        office = tuple(line for line in ((id_, C), (id_, S)) if line[1] in weeks)
        if P in weeks:
            return Chain((((id_, C)), (id_, S)), ((id_, P), (id_, S)), frozenset({(id_, C)}))
        for position, (_, role) in enumerate(office, start=1):
            self._step(made, position, TimeClass.OFFICE, role, if_rostered=role is C)
        steps: list[LineKey] = [(id_, S)]
        if borrowed and number % 2 == 0:
            steps.insert(0, (borrowed.service.id, P))
        for position, (of, role) in enumerate(steps, start=1):
            other = "" if of == id_ else of
            self._step(made, position, TimeClass.ON_CALL, role, of_service=other)
        return Chain(office, tuple(steps), frozenset({(id_, C)}))

    def _step(self, of: Service, position: int, when: TimeClass, role: Role, **fields: Any) -> None:
        step: dict[str, Any] = {"time_class": when, "kind": StepKind.ROLE, "role": role}
        self.steps.append(chain_step(of.id, position, **step | fields))

    def _rotate(self, ward: Ward) -> None:
        for role, week in ward.weeks.items():
            by_span: dict[Span, set[int]] = {}
            for weekday, spans in enumerate(week):
                for span in spans:
                    by_span.setdefault(span, set()).add(weekday)
            for number, ((start, end, days), weekdays) in enumerate(by_span.items()):
                turns = (*ward.people[number:], "") if number else ward.people
                self.rotations.append(
                    rotation(
                        ward.service.id,
                        *turns,
                        role=role,
                        weekdays=frozenset(weekdays),
                        choice=DayChoice.ALL,
                        start=start,
                        end=end,
                        days=days,
                        turn=Turn.SHIFT,
                        anchor=date(2025, 12, 1),
                    )
                )


def build(seed: int, services: int = SERVICES) -> Hospital:
    """Two hospitals with so many services."""
    made = _Builder(seed)
    switchboards, coordinators = {}, {}
    for hospital in HOSPITALS:
        name = hospital.replace("-", " ").capitalize()
        made.units.append(unit(hospital, name=name, kind=UnitKind.HOSPITAL, hospital=hospital))
        board = f"vaxel-{hospital}"
        number = phone("08-465 004 01", kind=PhoneKind.SWITCHBOARD)
        made.units.append(
            unit(board, kind=UnitKind.SWITCHBOARD, hospital=hospital, phones=(number,))
        )
        access = frozenset({Access.SWITCHBOARD})
        switchboards[hospital] = made.somebody(board, access=access)
        access = frozenset({Access.CLINICIAN, Access.COORDINATOR})
        coordinators[hospital] = made.somebody(hospital, access=access)
    lexicon = [one for one in official_lexicon().specialties if " " not in one.name]
    for place, one in enumerate(lexicon[:services]):
        made.ward(place, one.id, one.name)
    wards = list(made.wards.values())
    built = region(
        settings=settings(default_entry=wards[0].service.id, switchboard=f"vaxel-{HOSPITALS[0]}"),
        units=tuple(made.units),
        people=tuple(made.people),
        services=tuple(ward.service for ward in wards),
        role_phones=tuple(made.phones),
        chain_steps=tuple(made.steps),
        rotations=tuple(made.rotations),
    )
    return Hospital(
        built,
        made.wards,
        tuple(_subscriptions(made)),
        switchboards,
        coordinators,
        frozenset((row.service, row.role) for row in made.phones),
    )


def _subscriptions(made: _Builder) -> list[Subscription]:
    """A few follow: at once, in the daily digest, or not at all for a while."""
    wards, found = list(made.wards.values()), []
    for number, pace in enumerate([Pace.AT_ONCE, Pace.DAILY, Pace.OFF] * 6):
        follower, ward = wards[-1 - number].people[0], wards[number * 2 % len(wards)]
        found.append(
            Subscription(
                follower=follower,
                topic=ROSTER.topic,
                target=ward.service.id,
                pace=pace,
                made=at("2025-12-01 08:00"),
                hour=7,
            )
        )
    return found


def rotated(hospital: Hospital, first: date, last: date) -> list[Rostered]:
    """What the rotations mean from one day to another, the last included: each line's spans in
    turn, from the anchor on."""
    found = []
    for rule in hospital.region.rotations:
        turn, day = 0, rule.anchor
        while day <= last:
            if day.weekday() in rule.weekdays:
                who = as_written(rule.people[turn % len(rule.people)])
                turn += 1
                if day >= first:
                    start = begins(day, rule.start)
                    end = ends(day + timedelta(days=rule.days), rule.end)
                    found.append(Rostered((rule.service, rule.role), who, start, end))
            day += timedelta(days=1)
    return found
