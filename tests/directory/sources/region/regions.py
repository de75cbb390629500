"""Random small regions: everything a file can hold, whatever it means."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from directory.catalogue.people import Access, Person, Profession
from directory.catalogue.phones import Audience, Phone, PhoneKind
from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.shift_times import ShiftTimes
from directory.catalogue.specialties import official_lexicon
from directory.catalogue.terms import Term
from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.region import Region, RegionSettings, RolePhone, row_key
from directory.rosters.chains import ChainStep, StepKind
from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.rosters.shift import Shift
from directory.sources.text_file import UnreadableError, clean, decode
from directory.walltime.days import DayKind, Exceptional, TimeClass, to_utc
from directory.walltime.opening import WorkingHours
from tests.builders import in_order

Draw = Callable[[st.SearchStrategy[Any]], Any]

HOSPITAL, SWITCHBOARD = "lasarettet", "vaxel"
UNITS = (HOSPITAL, SWITCHBOARD, "kliniken", "bjorken")
PEOPLE = ("anna-a", "bo-b", "c0")
SERVICES = ("medicin", "kardiologi")


def _readable(text: str) -> str:
    """The text as a file can hold it; ”x” where that is not text at all."""
    try:
        return clean(decode(text.encode()))
    except UnreadableError:
        return "x"


def _in_a_list(text: str) -> str:
    return clean(text.replace("|", "")) or "x"


_CHARACTERS = st.sampled_from("aåäöÅ \"';,|\n\t=+-@–‐0") | st.characters(exclude_categories=["Cs"])
TEXT = st.text(_CHARACTERS, max_size=8).map(_readable)
NAME = TEXT.map(lambda text: text or "x")
NAMES = st.lists(TEXT.map(_in_a_list), max_size=3).map(tuple)
DUTY = st.sampled_from(sorted(ON_CALL_ROLES))
DATES = st.dates(date(1990, 1, 1), date(2100, 12, 31))
CLOCKS = st.times().map(lambda clock: time(clock.hour, clock.minute))
HOURS = st.sampled_from(
    [WorkingHours.parse(text) for text in ("mån–fre 08–17", "dygnet runt", "tis 13–15, tor 9–11")]
)
HSA_IDS = st.integers(0, 10**9).map(lambda number: f"SE2321000016-{number:X}")
PHONES = st.builds(
    replace,
    st.sampled_from(
        [
            Phone(kind=PhoneKind.DIRECT, number="08-465 004 00"),
            Phone(kind=PhoneKind.DIRECT, number="+46 (0)8-465 004 01"),
            Phone(kind=PhoneKind.DIRECT, number="070-174 06 05"),
            Phone(kind=PhoneKind.MOBILE, number="0701740606"),
            Phone(kind=PhoneKind.SWITCHBOARD, number="031-390 06 00"),
            Phone(kind=PhoneKind.SWITCHBOARD, number="031-390 06 00", extension="0123"),
            Phone(kind=PhoneKind.INTERNAL, number="5-1234"),
            Phone(kind=PhoneKind.INTERNAL, number="*123#"),
            Phone(kind=PhoneKind.PAGER, number="+12345"),
            Phone(kind=PhoneKind.DIRECT, number="112"),
            Phone(kind=PhoneKind.TEXT, number="-Ring 08-465 004 00, eller gå dit"),
        ]
    ),
    label=TEXT,
    audience=st.sampled_from(Audience),
    hours=TEXT,
    source=TEXT,
    verified=st.none() | DATES,
)
OWN_PHONES = st.lists(PHONES, max_size=3, unique=True).map(tuple)
LONE_PHONES = st.none() | st.sampled_from(
    [
        Phone(kind=PhoneKind.DIRECT, number="08-465 004 00"),
        Phone(kind=PhoneKind.MOBILE, number="+46 70-174 06 06"),
        Phone(kind=PhoneKind.SWITCHBOARD, number="031-390 06 00", extension="0123"),
        Phone(kind=PhoneKind.SWITCHBOARD, number="031-390 06 00"),
        Phone(kind=PhoneKind.INTERNAL, number="5-1234"),
        Phone(kind=PhoneKind.PAGER, number="12345"),
        Phone(kind=PhoneKind.TEXT, number="gå dit"),
    ]
)


def unit(unit_id: str) -> st.SearchStrategy[Unit]:
    usual = {HOSPITAL: UnitKind.HOSPITAL, SWITCHBOARD: UnitKind.SWITCHBOARD}
    kinds = sorted(set(UnitKind) - {UnitKind.HOSPITAL})
    number = Phone(kind=PhoneKind.SWITCHBOARD, number="08-465 004 00")
    return st.builds(
        Unit,
        id=st.just(unit_id),
        name=NAME,
        kind=st.just(usual[unit_id]) if unit_id in usual else st.sampled_from(kinds),
        municipality=NAME,
        hospital=st.just(HOSPITAL) if unit_id == HOSPITAL else st.sampled_from(["", HOSPITAL]),
        ownership=st.sampled_from(Ownership),
        operator=TEXT,
        hsa_id=HSA_IDS.map(lambda hsa: f"{hsa}{UNITS.index(unit_id)}E") | st.just(""),
        former_names=NAMES,
        aliases=NAMES,
        hours=TEXT,
        address=TEXT,
        phones=OWN_PHONES.map(lambda own: (number, *own)) if unit_id == SWITCHBOARD else OWN_PHONES,
    )


def person(person_id: str) -> st.SearchStrategy[Person]:
    own = PEOPLE.index(person_id)
    return st.builds(
        Person,
        id=st.just(person_id),
        name=NAME,
        title=TEXT,
        profession=st.sampled_from(Profession),
        initials=TEXT,
        unit=st.sampled_from(["", *UNITS]),
        email=st.sampled_from(["", f"Person{own}@exempel.se", f"åke+{own}@exempel.se"]),
        hsa_id=HSA_IDS.map(lambda hsa: f"{hsa}{own}F") | st.just(""),
        functions=st.lists(st.sampled_from(sorted(set(Role) - ON_CALL_ROLES))).map(tuple),
        access=st.frozensets(st.sampled_from(Access), min_size=1),
        show_name=st.booleans(),
        show_number=st.booleans(),
        phones=OWN_PHONES,
    )


@st.composite
def service(draw: Draw, service_id: str) -> Service:
    kind = draw(st.sampled_from(ServiceKind))
    hours = HOURS | st.just(WorkingHours()) if kind.always_answers else HOURS
    return Service(
        id=service_id,
        name=draw(NAME),
        specialty=draw(st.sampled_from(official_lexicon().specialties)).id,
        kind=kind,
        unit=draw(st.sampled_from(UNITS)),
        hospital=draw(st.sampled_from(["", HOSPITAL])),
        municipalities=frozenset(draw(NAMES)),
        audience=draw(st.sampled_from(Audience)),
        hours=draw(hours),
        before_call=draw(TEXT),
        aliases=draw(NAMES),
        roster_source=draw(TEXT),
        roster_fresh_hours=draw(st.integers(0, 9999)),
        shift_times=draw(st.sampled_from([ShiftTimes(), ShiftTimes.parse("08–17; bakjour 16–08")])),
        doubled_roles=frozenset(draw(st.lists(DUTY, max_size=2))),
        swaps_approved=draw(st.booleans()),
        shifts_confirmed=draw(st.booleans()),
    )


@st.composite
def chain_step(draw: Draw) -> ChainStep:
    kind = draw(st.sampled_from(StepKind))
    role = kind is StepKind.ROLE
    return ChainStep(
        service=draw(st.sampled_from(SERVICES)),
        time_class=draw(st.sampled_from(TimeClass)),
        position=draw(st.integers(1, 9)),
        kind=kind,
        role=draw(DUTY) if role else None,
        of_service=draw(st.sampled_from(["", *SERVICES])) if role else "",
        if_rostered=role and draw(st.booleans()),
        text=draw(TEXT),
        phone=None if role else draw(LONE_PHONES),
    )


@st.composite
def rotation(draw: Draw) -> Rotation:
    start, end = draw(CLOCKS), draw(CLOCKS)
    anchor = draw(DATES)
    return Rotation(
        service=draw(st.sampled_from(SERVICES)),
        role=draw(DUTY),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        choice=draw(st.sampled_from(DayChoice)),
        start=start,
        end=end,
        days=draw(st.integers(0 if start < end else 1, 7)),
        people=tuple(draw(st.lists(st.sampled_from([None, *PEOPLE]), min_size=1, max_size=4))),
        turn=draw(st.sampled_from(Turn)),
        anchor=anchor,
        until=draw(st.none() | st.dates(anchor, date(2100, 12, 31))),
    )


_CLOCK_CHANGES = st.sampled_from([date(2026, 3, 29), date(2026, 10, 25)])


@st.composite
def shift(draw: Draw) -> Shift:
    day, clock = draw(_CLOCK_CHANGES | st.dates(date(1990, 1, 1), date(2100, 12, 1))), draw(CLOCKS)
    wall = datetime.combine(day, clock) + timedelta(minutes=draw(st.integers(121, 7 * 24 * 60)))
    start = to_utc(day, clock)
    end = to_utc(wall.date(), wall.time(), end=True)
    who = draw(st.sampled_from([None, *PEOPLE]))
    return Shift(draw(st.sampled_from(SERVICES)), draw(DUTY), who, start, end)


def settings() -> st.SearchStrategy[RegionSettings]:
    return st.builds(
        RegionSettings,
        name=NAME,
        default_entry=st.sampled_from(SERVICES),
        switchboard=st.just(SWITCHBOARD),
        fallback_text=NAME,
        fallback_phone=LONE_PHONES,
        management_text=NAME,
        management_phone=LONE_PHONES,
        demo_people=st.lists(st.sampled_from(PEOPLE)).map(tuple),
    )


def _rows(row: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(row, max_size=4, unique_by=row_key).map(tuple)


TARGETS = (*UNITS, *SERVICES, "kardiologi", "oron-nas-och-halssjukdomar")
REGIONS: st.SearchStrategy[Region] = st.builds(
    Region,
    settings=settings(),
    units=st.tuples(*map(unit, UNITS)),
    people=st.tuples(*map(person, PEOPLE)),
    services=st.tuples(*map(service, SERVICES)),
    role_phones=_rows(st.builds(RolePhone, st.sampled_from(SERVICES), DUTY, PHONES)).map(in_order),
    chain_steps=_rows(chain_step()),
    rotations=_rows(rotation()),
    shifts=_rows(shift()),
    terms=_rows(st.builds(Term, NAME, st.sampled_from(TARGETS))),
    calendar=_rows(st.builds(Exceptional, DATES, st.sampled_from(DayKind), TEXT, st.booleans())),
)
