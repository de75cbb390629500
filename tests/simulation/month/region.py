"""A small hospital: two services with a line each, and people who can be reached in every way."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from bot.rosters.topics import GAPS, ROSTER
from directory.catalogue.people import Access, Person
from directory.catalogue.phones import PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.units import UnitKind
from directory.changes import Keep
from directory.lazy.values import dataclass
from directory.letters.subscriptions import Pace, Subscription
from directory.region import Region, RolePhone
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.store import SqlStore
from tests.builders import at, person, phone, region, service, settings, unit
from tests.simulation.clock import begins, ends
from tests.simulation.files import rows
from tests.simulation.oracle import LineKey, Rostered

SENIOR = Role.SENIOR_ON_CALL
POLLED, BY_HAND = "kardiologi", "medicin"
LINES: tuple[LineKey, ...] = ((POLLED, SENIOR), (BY_HAND, SENIOR))
HOSPITAL = "granviks-lasarett"
SPANS = {0: (time(16), time(7, 30), 3), 3: (time(16), time(7, 30), 4)}
"""Monday to Thursday, and over the weekend to Monday."""
IMPORTED = at("2025-12-20 08:00")


@dataclass(frozen=True)
class Someone:
    """Where a person can be reached: as Slack knows them, and whether their mail arrives."""

    id: str
    name: str
    slack: str = "member"
    mail: bool = True

    @property
    def address(self) -> str:
        return f"{self.id}@region.example"

    @property
    def user(self) -> str:
        return f"U{self.id.replace('-', '').upper()}"


DOCTORS = {
    POLLED: (
        Someone("anna-a", "Anna Asp"),
        Someone("bo-b", "Bo Björn"),
        Someone("cecilia-c", "Cecilia Ceder", slack=""),
        Someone("david-d", "David Dal", slack="guest"),
    ),
    BY_HAND: (
        Someone("eva-e", "Eva Ek"),
        Someone("fredrik-f", "Fredrik Fors", slack="deactivated"),
        Someone("gun-g", "Gun Gran", slack="", mail=False),
        Someone("hanna-h", "Hanna Hed", mail=False),
    ),
}
COORDINATOR = Someone("karin-k", "Karin Kulle")
SWITCHBOARD = Someone("sofia-s", "Sofia Sjö", slack="")
FOLLOWER = Someone("ivar-i", "Ivar Is")
EVERYBODY = (*DOCTORS[POLLED], *DOCTORS[BY_HAND], COORDINATOR, SWITCHBOARD, FOLLOWER)
BY_ID = {one.id: one for one in EVERYBODY}
TRAITS = {
    "guest": {"is_restricted": True},
    "deactivated": {"deleted": True},
}


def _person(one: Someone, unit_id: str, *access: Access) -> Person:
    rights = frozenset({Access.CLINICIAN, *access})
    return person(one.id, name=one.name, email=one.address, unit=unit_id, access=rights)


def small_hospital() -> Region:
    """All that the region's files say."""
    inside = {"hospital": HOSPITAL}
    board = phone("08-465 004 01", kind=PhoneKind.SWITCHBOARD)
    units = (
        unit(HOSPITAL, name="Granviks lasarett", kind=UnitKind.HOSPITAL, **inside),
        unit("vaxel", kind=UnitKind.SWITCHBOARD, phones=(board,), **inside),
        unit("hjartkliniken", name="Hjärtkliniken", kind=UnitKind.CLINIC, **inside),
        unit("medicinkliniken", name="Medicinkliniken", kind=UnitKind.CLINIC, **inside),
        unit("bjorken", name="Björkens hälsocentral", phones=(phone("0980-319 200"),)),
    )
    clinics = {POLLED: "hjartkliniken", BY_HAND: "medicinkliniken"}
    doctors = [
        _person(one, clinics[id_], Access.SPECIALIST)
        for id_, some in DOCTORS.items()
        for one in some
    ]
    others = (
        _person(COORDINATOR, HOSPITAL, Access.COORDINATOR),
        _person(SWITCHBOARD, "vaxel", Access.SWITCHBOARD),
        _person(FOLLOWER, "bjorken"),
    )
    services = tuple(
        service(
            id_,
            name=f"{id_.capitalize()} Granvik",
            specialty=specialty,
            unit=clinics[id_],
            **inside,
        )
        for id_, specialty in ((POLLED, "kardiologi"), (BY_HAND, "internmedicin"))
    )
    phones = tuple(RolePhone(id_, role, phone("08-465 004 30")) for id_, role in LINES)
    return region(
        settings=settings(default_entry=BY_HAND),
        units=units,
        people=(*doctors, *others),
        services=services,
        role_phones=phones,
    )


def choices() -> list[Subscription]:
    """Who follows what, and that nobody wants to hear of gaps."""
    made, none = IMPORTED, {"topic": GAPS.topic, "target": ""}
    off = Subscription(follower=COORDINATOR.id, pace=Pace.OFF, made=made, **none)  # type: ignore[arg-type]  # words
    follows = Subscription(
        follower=FOLLOWER.id, topic=ROSTER.topic, target=POLLED, pace=Pace.AT_ONCE, made=made
    )
    return [off, follows]


async def fill(path: Path) -> None:
    """A database with the hospital in it."""
    engine = create_engine(f"sqlite+aiosqlite:///{path}")
    await migrate(engine)
    store = SqlStore(engine)
    await store.import_region(small_hospital(), actor="test", now=IMPORTED)
    await store.apply([Keep(one) for one in choices()], actor="test", now=IMPORTED)
    await engine.dispose()


def spans(first: date, days: int) -> list[tuple[datetime, datetime]]:
    """When a shift begins and ends, from a day on for so many days."""
    found = []
    for number in range(days):
        day = first + timedelta(days=number)
        if day.weekday() in SPANS:
            start, end, later = SPANS[day.weekday()]
            found.append((begins(day, start), ends(day + timedelta(days=later), end)))
    return found


def written(shifts: list[Rostered]) -> bytes:
    """A list with a row for each shift, in UTC by the wall clock of Stockholm."""
    names = {one.id: one.name for one in EVERYBODY}
    return rows(sorted(shifts, key=lambda one: one.start), names, []).content
