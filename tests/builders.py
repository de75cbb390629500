"""Short ways to build valid values. Everybody is invented, every number is reserved for fiction."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from directory.catalogue.people import Access, Person, Profession
from directory.catalogue.phones import Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.terms import Term
from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.kinds import Kept, Loaded
from directory.parts import Parts
from directory.region import Region, RegionSettings, RolePhone
from directory.rosters.chains import ChainStep, StepKind
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.override import Override, OverrideKind
from directory.rosters.rotation import DayChoice, Rotation, Turn
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written, read_replaced, read_somebody
from directory.store.registry import REGISTRY
from directory.walltime.days import TimeClass, to_utc
from directory.walltime.hours import Hours
from directory.walltime.opening import WorkingHours

Fields = dict[str, Any]

OFFICE_HOURS = WorkingHours.parse("mån–fre 08–17")


def at(wall: str) -> datetime:
    """The instant, in UTC, when the wall clock shows ”2026-11-24 16:00”."""
    moment = datetime.fromisoformat(wall)
    return to_utc(moment.date(), moment.time())


def between(first: str, last: str) -> Hours:
    """The time from when the wall clock shows ”2026-11-24 16:00” until it shows the other."""
    return Hours(at(first), at(last))


def phone(number: str = "08-465 004 00", **fields: Any) -> Phone:
    usual: Fields = {"kind": PhoneKind.DIRECT, "number": number}
    return Phone(**usual | fields)


def unit(unit_id: str = "bjorken", **fields: Any) -> Unit:
    usual: Fields = {
        "name": unit_id.capitalize(),
        "kind": UnitKind.HEALTH_CENTRE,
        "municipality": "Granvik",
    }
    return Unit(id=unit_id, **usual | fields)


def person(person_id: str = "anna-a", **fields: Any) -> Person:
    usual: Fields = {"name": person_id.replace("-", " ").title()}
    return Person(id=person_id, **usual | fields)


def service(service_id: str = "kardiologi", **fields: Any) -> Service:
    usual: Fields = {
        "name": service_id.capitalize(),
        "specialty": "kardiologi",
        "kind": ServiceKind.ON_CALL,
        "unit": "bjorken",
        "hours": OFFICE_HOURS,
    }
    return Service(id=service_id, **usual | fields)


def role_phone(
    of: str = "kardiologi",
    role: Role = Role.SENIOR_ON_CALL,
    *,
    position: int = 0,
    **fields: Any,
) -> RolePhone:
    return RolePhone(of, role, phone(**fields), position)


def in_order(phones: tuple[RolePhone, ...]) -> tuple[RolePhone, ...]:
    """The phones with their places among those of the same function."""
    lines = [row.line for row in phones]
    return tuple(
        replace(row, position=lines[:index].count(lines[index])) for index, row in enumerate(phones)
    )


def chain_step(of: str = "kardiologi", position: int = 1, **fields: Any) -> ChainStep:
    kind = fields.get("kind", StepKind.ROLE)
    usual: Fields = {
        "time_class": TimeClass.ON_CALL,
        "kind": kind,
        "role": Role.SENIOR_ON_CALL if kind is StepKind.ROLE else None,
    }
    return ChainStep(service=of, position=position, **usual | fields)


def rotation(of: str = "kardiologi", *people: str, **fields: Any) -> Rotation:
    """Every day 16:00–07:30, a turn for each shift, counted from Monday 5 January 2026."""
    usual: Fields = {
        "role": Role.SENIOR_ON_CALL,
        "weekdays": frozenset(range(7)),
        "choice": DayChoice.ALL,
        "start": time(16),
        "end": time(7, 30),
        "days": 1,
        "turn": Turn.SHIFT,
        "anchor": date(2026, 1, 5),
    }
    named = tuple(map(read_somebody, people or ("anna-a",)))
    return Rotation(service=of, people=named, **usual | fields)


def shift(
    start: str = "2026-11-24 16:00",
    hours: float = 15.5,
    *,
    of: str = "kardiologi",
    role: Role = Role.SENIOR_ON_CALL,
    who: str = "anna-a",
) -> Shift:
    """A shift that begins when the wall clock shows `start`; an empty `who` is a gap."""
    return Shift(of, role, read_somebody(who), at(start), at(start) + timedelta(hours=hours))


def override(
    override_id: str = "byte-1", start: str = "2026-11-24 18:00", hours: float = 4, **fields: Any
) -> Override:
    usual: Fields = {
        "service": "kardiologi",
        "role": Role.SENIOR_ON_CALL,
        "kind": OverrideKind.TAKES_OVER,
        "person": "bo-b",
        "made": at(start) - timedelta(days=1),
    }
    begins = at(start)
    span: Fields = {"start": begins, "end": begins + timedelta(hours=hours)}
    given = span | usual | fields
    whom: Fields = {"person": read_somebody(as_written(given["person"]))}
    if "instead_of" in given:
        whom["instead_of"] = read_replaced(as_written(given["instead_of"]))
    return Override(id=override_id, **given | whom)


def settings(**fields: Any) -> RegionSettings:
    usual: Fields = {
        "name": "Region Exempel",
        "default_entry": "kardiologi",
        "switchboard": "vaxel",
        "fallback_text": "Ring medicinbakjouren",
        "fallback_phone": phone("08-465 004 20"),
        "management_text": "Chefsläkare i beredskap",
        "management_phone": phone("08-465 004 21"),
    }
    return RegionSettings(**usual | fields)


def region(**fields: Any) -> Region:
    usual: Fields = {"settings": settings()}
    return Region(**usual | fields)


def small_region(**fields: Any) -> Region:
    """One hospital with kardiologi and internmedicin around the clock, and two health centres.

    Working hours: consulting physician, then bakjour. Other time: primärjour (medicin), bakjour.
    """
    parts: Fields = {
        "settings": settings(default_entry="medicin", demo_people=("hanna-h", "sofia-s")),
        "units": _units(),
        "people": _people(),
        "services": _services(),
        "role_phones": _role_phones(),
        "chain_steps": _chain_steps(),
        "rotations": _rotations(),
        "terms": (Term("HIA", "kardiologi"), Term("hjärtsvikt", "kardiologi")),
    }
    return Region(**parts | fields)


def _units() -> tuple[Unit, ...]:
    inside: Fields = {"hospital": "granviks-lasarett"}
    return (
        unit("granviks-lasarett", name="Granviks lasarett", kind=UnitKind.HOSPITAL, **inside),
        unit(
            "vaxel",
            name="Växeln Granviks lasarett",
            kind=UnitKind.SWITCHBOARD,
            phones=(phone("08-465 004 01", kind=PhoneKind.SWITCHBOARD),),
            **inside,
        ),
        unit(
            "akuten",
            name="Akutmottagningen Granvik",
            kind=UnitKind.EMERGENCY_DEPARTMENT,
            aliases=("akuten",),
            phones=(phone("08-465 004 02", label="Koordinator"),),
            **inside,
        ),
        unit("hjartkliniken", name="Hjärtkliniken", kind=UnitKind.CLINIC, **inside),
        unit("medicinkliniken", name="Medicinkliniken", kind=UnitKind.CLINIC, **inside),
        unit(
            "bjorken",
            name="Björkens hälsocentral",
            former_names=("Norra hälsocentralen",),
            phones=(phone("0980-319 200"), phone("0980-319 201", label="Läkarlinje")),
        ),
        unit(
            "eken",
            name="Ekens hälsocentral",
            municipality="Åsbo",
            ownership=Ownership.PRIVATE,
            operator="Ekens Läkare AB",
            phones=(phone("0980-319 210"),),
        ),
    )


def _people() -> tuple[Person, ...]:
    specialist = frozenset({Access.CLINICIAN, Access.SPECIALIST})
    cardiologist: Fields = {"unit": "hjartkliniken", "title": "Överläkare", "access": specialist}
    internist: Fields = {
        "unit": "medicinkliniken",
        "title": "Specialistläkare",
        "access": specialist,
    }
    return (
        person(
            "anna-a",
            name="Anna Asp",
            show_number=True,
            phones=(phone("070-174 06 05", kind=PhoneKind.MOBILE),),
            **cardiologist,
        ),
        person("bo-b", name="Bo Björn", **cardiologist),
        person("cecilia-c", name="Cecilia Ceder", **cardiologist),
        person("david-d", name="David Dal", **cardiologist),
        person("eva-e", name="Eva Ek", **internist),
        person("fredrik-f", name="Fredrik Fors", **internist),
        person("gun-g", name="Gun Gran", **internist),
        person("hanna-h", name="Hanna Hed", unit="bjorken", title="Distriktsläkare"),
        person("ivar-i", name="Ivar Is", unit="bjorken", functions=(Role.MEDICAL_LEAD,)),
        person("julia-j", name="Julia Jord", unit="eken", profession=Profession.NURSE),
        person(
            "karin-k",
            name="Karin Kulle",
            unit="hjartkliniken",
            profession=Profession.NURSE,
            access=frozenset({Access.CLINICIAN, Access.COORDINATOR}),
        ),
        person("sofia-s", name="Sofia Sjö", unit="vaxel", access=frozenset({Access.SWITCHBOARD})),
    )


def _services() -> tuple[Service, ...]:
    granvik: Fields = {"hospital": "granviks-lasarett", "roster_fresh_hours": 24}
    return (
        service(
            "kardiologi",
            name="Kardiologi Granvik",
            unit="hjartkliniken",
            before_call="EKG och troponin",
            **granvik,
        ),
        service(
            "medicin",
            name="Internmedicin Granvik",
            specialty="internmedicin",
            unit="medicinkliniken",
            aliases=("medicinjouren",),
            **granvik,
        ),
    )


def _role_phones() -> tuple[RolePhone, ...]:
    return (
        role_phone("kardiologi", Role.CONSULTING_PHYSICIAN, number="08-465 004 10"),
        role_phone("kardiologi", Role.SENIOR_ON_CALL, number="08-465 004 13"),
        role_phone("medicin", Role.PRIMARY_ON_CALL, number="08-465 004 30"),
        role_phone("medicin", Role.SENIOR_ON_CALL, number="08-465 004 31"),
    )


def _chain_steps() -> tuple[ChainStep, ...]:
    primary: Fields = {"role": Role.PRIMARY_ON_CALL, "of_service": "medicin"}
    say = "Be om kardiologbakjouren"
    return (
        chain_step("kardiologi", 1, **primary),
        chain_step("kardiologi", 2),
        chain_step("kardiologi", 3, kind=StepKind.SWITCHBOARD, text=say),
    )


def _rotations() -> tuple[Rotation, ...]:
    daytime: Fields = {
        "role": Role.CONSULTING_PHYSICIAN,
        "weekdays": frozenset(range(5)),
        "choice": DayChoice.WORKING_DAYS,
        "start": time(8),
        "end": time(17),
        "days": 0,
        "turn": Turn.WEEK,
    }
    return (
        rotation("kardiologi", "anna-a", "bo-b", "cecilia-c", "david-d"),
        rotation("kardiologi", "david-d", "cecilia-c", "bo-b", **daytime),
        rotation("medicin", "eva-e", "fredrik-f", "gun-g"),
        rotation("medicin", "gun-g", "", "eva-e", role=Role.PRIMARY_ON_CALL),
    )


def held(*values: Kept) -> Parts:
    """All parts that are made of kinds, with these values in them."""
    parts = [part for part in REGISTRY.parts.values() if part.kinds]
    of_kind = {
        kind: kind.in_order(value for value in values if isinstance(value, kind.type))
        for part in parts
        for kind in part.kinds
    }
    return Parts({part: part.make(Loaded(of_kind)) for part in parts})


def in_parts(parts: Parts) -> list[Kept]:
    """All values that parts of the real registry are made of."""
    values: list[Kept] = [value for part in parts for value in parts.of(part)]
    return [*values, *parts.of(ROSTER_SOURCES).names]
