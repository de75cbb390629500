"""Any region at all, imported over any other, is read back as it was."""

from collections.abc import AsyncIterator, Callable
from datetime import date, time, timedelta
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as configured
from hypothesis import strategies as st

from directory.catalogue.people import Access, Person, Profession
from directory.catalogue.phones import Audience, Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.shift_times import ShiftTimes
from directory.catalogue.terms import Term
from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.region import Region, RegionSettings, RolePhone, Row, normalised, row_key
from directory.rosters.chains import ChainStep, StepKind
from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.rosters.shift import Shift
from directory.store.engine import create_engine
from directory.store.store import SqlStore
from directory.walltime.days import DayKind, Exceptional, TimeClass
from directory.walltime.opening import WorkingHours
from tests.builders import in_order
from tests.contract.conftest import NOW

R = TypeVar("R", bound=Row)

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
    st.sampled_from(["Åsa ”Öberg” d'Arc", "👩‍⚕️ 🚑", "ä" * 5_000, "a\nb\tc", "null", "[]", "%(x)s"]),
)
names = texts.filter(bool)
unit_ids = st.sampled_from(["lasarettet", "öst", "väst-2"])
person_ids = st.sampled_from(["anna-a", "bo-b", "åsa-å"])
service_ids = st.sampled_from(["kardiologi", "medicin"])
dates = st.dates(date(2000, 1, 1), date(2100, 1, 1))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
microseconds = st.integers(0, 3_000_000_000_000_000)
instants = microseconds.map(lambda some: NOW - timedelta(days=9_000) + timedelta(microseconds=some))
hours = st.sampled_from(["", "dygnet runt", "mån–fre 08–16:30", "lör 10–24, även röda dagar"])
numbers = st.sampled_from(
    [
        (PhoneKind.DIRECT, "08-465 004 00", ""),
        (PhoneKind.SWITCHBOARD, "031-390 06 00", "1234"),
        (PhoneKind.MOBILE, "070-174 06 05", ""),
        (PhoneKind.INTERNAL, "5-1234", ""),
        (PhoneKind.TEXT, "Fråga i receptionen – ”luckan”", ""),
    ]
)


@st.composite
def phones(draw: st.DrawFn) -> Phone:
    kind, number, extension = draw(numbers)
    return Phone(
        kind=kind,
        number=number,
        extension=extension,
        label=draw(texts),
        audience=draw(st.sampled_from(Audience)),
        hours=draw(texts),
        source=draw(texts),
        verified=draw(st.none() | dates),
    )


several_phones = st.lists(phones(), max_size=3).map(tuple)
several_texts = st.lists(texts, max_size=3).map(tuple)
optional_unit = unit_ids | st.just("")
settings = st.builds(
    RegionSettings,
    name=names,
    default_entry=texts,
    switchboard=texts,
    fallback_text=texts,
    fallback_phone=st.none() | phones(),
    management_text=texts,
    management_phone=st.none() | phones(),
    demo_people=several_texts,
)


def _units(unit_id: str) -> st.SearchStrategy[Unit]:
    return st.builds(
        Unit,
        id=st.just(unit_id),
        name=names,
        kind=st.sampled_from(UnitKind),
        municipality=texts,
        hospital=optional_unit,
        ownership=st.sampled_from(Ownership),
        operator=texts,
        former_names=several_texts,
        aliases=several_texts,
        hours=texts,
        phones=several_phones,
    )


def _people(person_id: str) -> st.SearchStrategy[Person]:
    return st.builds(
        Person,
        id=st.just(person_id),
        name=names,
        title=texts,
        profession=st.sampled_from(Profession),
        unit=optional_unit,
        functions=st.lists(st.sampled_from(Role), max_size=2).map(tuple),
        access=st.frozensets(st.sampled_from(Access)),
        show_name=st.booleans(),
        show_number=st.booleans(),
        phones=several_phones,
    )


def _services(service_id: str) -> st.SearchStrategy[Service]:
    return st.builds(
        Service,
        id=st.just(service_id),
        name=names,
        specialty=texts,
        kind=st.sampled_from(ServiceKind),
        unit=unit_ids,
        hospital=optional_unit,
        municipalities=st.frozensets(texts, max_size=3),
        hours=hours.map(WorkingHours.parse),
        before_call=texts,
        roster_fresh_hours=st.integers(0, 1_000),
        shift_times=st.sampled_from([ShiftTimes(), ShiftTimes.parse("08–17; bakjour 16–08")]),
        doubled_roles=st.frozensets(st.sampled_from(Role)),
        swaps_approved=st.booleans(),
        shifts_confirmed=st.booleans(),
    )


@st.composite
def chain_steps(draw: st.DrawFn) -> ChainStep:
    kind = draw(st.sampled_from(StepKind))
    return ChainStep(
        service=draw(service_ids),
        time_class=draw(st.sampled_from(TimeClass)),
        position=draw(st.integers(1, 9)),
        kind=kind,
        role=draw(st.sampled_from(Role)) if kind is StepKind.ROLE else None,
        of_service=draw(service_ids | st.just("")),
        if_rostered=draw(st.booleans()),
        text=draw(texts),
        phone=draw(st.none() | phones()),
    )


@st.composite
def shifts(draw: st.DrawFn) -> Shift:
    start = draw(instants)
    length = draw(st.timedeltas(timedelta(microseconds=1), timedelta(days=8)))
    person = draw(person_ids | st.none())
    return Shift(draw(service_ids), draw(st.sampled_from(Role)), person, start, start + length)


rotations = st.builds(
    Rotation,
    service=service_ids,
    role=st.sampled_from(Role),
    weekdays=st.frozensets(st.integers(0, 6), min_size=1),
    choice=st.sampled_from(DayChoice),
    start=times,
    end=times,
    days=st.integers(1, 7),
    people=st.lists(person_ids | st.none(), min_size=1, max_size=3).map(tuple),
    turn=st.sampled_from(Turn),
    anchor=dates,
    until=st.none() | dates,
)
exceptionals = st.builds(Exceptional, dates, st.sampled_from(DayKind), texts, st.booleans())


def _some(values: st.SearchStrategy[R]) -> st.SearchStrategy[tuple[R, ...]]:
    return st.lists(values, max_size=3, unique_by=row_key).map(tuple)


def _each(build: Callable[[str], st.SearchStrategy[R]], *ids: str) -> Any:
    return st.tuples(*map(build, ids))


regions = st.builds(
    Region,
    settings=settings,
    units=_each(_units, "lasarettet", "öst", "väst-2"),
    people=_each(_people, "anna-a", "bo-b", "åsa-å"),
    services=_each(_services, "kardiologi", "medicin"),
    role_phones=_some(st.builds(RolePhone, service_ids, st.sampled_from(Role), phones())).map(
        in_order
    ),
    chain_steps=_some(chain_steps()),
    rotations=_some(rotations),
    shifts=_some(shifts()),
    terms=_some(st.builds(Term, texts, texts)),
    calendar=_some(exceptionals),
)


@pytest.fixture
async def repository(migrated_sqlite: str) -> AsyncIterator[SqlStore]:
    engine = create_engine(migrated_sqlite)
    yield SqlStore(engine)
    await engine.dispose()


@given(region=regions)
@configured(
    max_examples=50,
    deadline=None,
    # one store for all examples: each region is imported over the one before
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_every_region_is_read_back(repository: SqlStore, region: Region) -> None:
    await repository.import_region(region, actor="konsult", now=NOW)

    stored = await repository.load_region()

    assert stored is not None
    assert normalised(stored) == normalised(region)
    assert await repository.import_region(region, actor="konsult", now=NOW) == []
