"""Which hospital answers first for somebody's area."""

from directory.catalogue.scope import at_place, scope
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.units import UnitKind
from tests.builders import service, unit

GRANVIK, ASBO, COAST = (frozenset({town}) for town in ("Granvik", "Åsbo", "Kusten"))
NORTH = service("norra", hospital="norra", unit="k-norra", municipalities=GRANVIK | ASBO)
SOUTH = service("södra", hospital="södra", unit="k-södra", municipalities=COAST)
ALL = service("regionen", hospital="norra", unit="k-norra")
GRANVIK_GP = unit("bjorken", municipality="Granvik")
COAST_GP = unit("stranden", municipality="Kusten")
SOUTH_ED = unit(
    "akuten", kind=UnitKind.EMERGENCY_DEPARTMENT, hospital="södra", municipality="Granvik"
)


def ids(services: tuple[Service, ...]) -> list[str]:
    return [one.id for one in services]


def test_without_a_home_unit_all_are_equally_near() -> None:
    assert ids(scope([NORTH, SOUTH], None).first) == ["norra", "södra"]


def test_the_service_that_names_her_municipality_comes_first() -> None:
    found = scope([ALL, NORTH, SOUTH], GRANVIK_GP)
    assert (ids(found.first), ids(found.also), ids(found.outside)) == (
        ["norra"],
        ["regionen"],
        ["södra"],
    )


def test_what_serves_the_whole_region_serves_everybody() -> None:
    assert ids(scope([ALL, NORTH], COAST_GP).first) == ["regionen"]


def test_what_does_not_serve_her_is_kept_apart() -> None:
    found = scope([NORTH], COAST_GP)
    assert (found.first, ids(found.outside)) == ((), ["norra"])


def test_inside_a_hospital_its_own_service_is_nearest() -> None:
    assert ids(scope([NORTH, SOUTH, ALL], SOUTH_ED).first) == ["södra"]


def test_around_the_clock_comes_before_opening_hours() -> None:
    subacute = service(
        "subakut", kind=ServiceKind.SUBACUTE, hospital="norra", municipalities=GRANVIK
    )
    found = scope([subacute, NORTH], GRANVIK_GP)
    assert (ids(found.first), ids(found.also)) == (["norra"], ["subakut"])


def test_where_nothing_answers_around_the_clock_all_that_serve_her_are_a_choice() -> None:
    subacute = service("subakut", kind=ServiceKind.SUBACUTE, municipalities=GRANVIK)
    fixed = service("fasta-tider", kind=ServiceKind.FIXED_HOURS)
    found = scope([fixed, subacute], GRANVIK_GP)
    assert (ids(found.first), found.also) == (["subakut", "fasta-tider"], ())


def test_a_named_place_is_taken_at_its_word() -> None:
    hospital = unit("södra", kind=UnitKind.HOSPITAL)
    clinic = unit("k-norra", kind=UnitKind.CLINIC, hospital="norra")
    assert ids(at_place([NORTH, SOUTH, ALL], hospital)) == ["södra"]
    assert ids(at_place([NORTH, SOUTH, ALL], clinic)) == ["norra", "regionen"]
    assert ids(at_place([NORTH, SOUTH], COAST_GP)) == ["södra"]
