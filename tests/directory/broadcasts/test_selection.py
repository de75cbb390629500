"""Who gets a broadcast: everyone once, nobody else, and every unit is reached or named."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.broadcasts.addressing import Addressing
from directory.broadcasts.same_person import identities_of
from directory.broadcasts.selection import (
    Addressable,
    NotReached,
    Selection,
    select_recipients,
)
from directory.catalogue.people import Access, Person
from directory.catalogue.roles import Role
from directory.catalogue.units import Ownership, UnitKind
from tests.builders import person, unit

HEAD, LEAD = Role.HEAD_OF_UNIT, Role.MEDICAL_LEAD
PRIVATE = Ownership.PRIVATE
UNITS = (
    unit("bjorken", municipality="Granvik"),
    unit("eken", municipality="Tallåsa", ownership=PRIVATE, operator="Eken AB"),
    unit("granen", municipality="Granvik", ownership=PRIVATE),
    unit("kardiologi", kind=UnitKind.CLINIC, municipality="Tallåsa", hospital="lasarettet"),
)
PEOPLE = (
    person("anna", unit="bjorken", functions=(HEAD, LEAD), email="Anna@region.example"),
    person("bo", unit="eken", functions=(HEAD,)),
    person("cilla", unit="kardiologi", functions=(HEAD,), email="cilla@region.example"),
    person("dan", unit="kardiologi", access=frozenset({Access.COORDINATOR}), email="dan@region.example"),
    person("elin", email="elin@region.example"),
)  # fmt: skip
AMONG = Addressable(
    units=UNITS,
    people=PEOPLE,
    followers={("rest", "G03"): ["elin", "anna", "cilla", "slack:U1"]},
    groups={"krisledning": ["dan", "elin"]},
)


def chosen(among: Addressable = AMONG, **choices: Any) -> Selection:
    fields: dict[str, Any] = {
        name: chosen if isinstance(chosen, bool) else frozenset(chosen)
        for name, chosen in choices.items()
    }
    return select_recipients(Addressing(**fields), among)


@pytest.mark.parametrize(
    ("choices", "ids"),
    [
        ({}, []),
        ({"roles": [HEAD]}, ["anna", "bo", "cilla"]),
        ({"roles": [HEAD, LEAD], "kinds": [UnitKind.HEALTH_CENTRE]}, ["anna", "bo"]),
        ({"roles": [HEAD], "ownerships": [PRIVATE]}, ["bo"]),
        ({"roles": [HEAD], "municipalities": ["Granvik"]}, ["anna"]),
        ({"roles": [HEAD], "hospitals": ["lasarettet"]}, ["cilla"]),
        ({"coordinators": True}, ["dan"]),
        ({"roles": [LEAD], "groups": ["krisledning"]}, ["anna", "dan", "elin"]),
        ({"followed": [("rest", "G03")]}, ["anna", "cilla", "elin", "slack:U1"]),
        ({"followed": [("rest", "G03")], "municipalities": ["Granvik"]}, ["anna"]),
        ({"followed": [("rest", "G03")], "not_units": ["bjorken"]}, ["cilla", "elin", "slack:U1"]),
        ({"followed": [("rest", "G03")], "not_people": ["slack:U1", "anna"]}, ["cilla", "elin"]),
        ({"roles": [HEAD], "groups": ["krisledning"], "not_people": ["dan", "bo"]}, ["anna", "cilla", "elin"]),
    ],
)  # fmt: skip
def test_who_gets_it(choices: dict[str, Any], ids: list[str]) -> None:
    assert [one.id for one in chosen(**choices).recipients] == ids


def test_units_that_are_not_reached_are_named_with_the_reason_and_by_who_runs_them() -> None:
    selection = chosen(roles=[HEAD], not_people=["anna"])
    assert [(one.unit.id, one.why) for one in selection.unreached] == [
        ("bjorken", NotReached.EXCEPTED),
        ("eken", NotReached.NO_ADDRESS),
        ("granen", NotReached.NOBODY),
    ]
    assert [one.unit.id for one in selection.unreached_by(PRIVATE)] == ["eken", "granen"]
    assert [one.unit.id for one in selection.unreached_by(Ownership.PUBLIC)] == ["bjorken"]
    assert [one.id for one in selection.to_call] == ["bo"]


def test_why_exactly_so_many() -> None:
    reckoning = chosen(
        roles=[HEAD, LEAD], groups=["krisledning"], not_people=["bo", "zz"]
    ).reckoning
    assert reckoning.found == {"MLA": 1, "krisledning": 2, "verksamhetschef": 3}
    assert (reckoning.twice, reckoning.excepted, reckoning.count) == (1, 1, 4)


def test_one_who_heads_two_centres_gets_it_once_for_both() -> None:
    second = person("anna-2", unit="granen", functions=(HEAD,), email=" ANNA@REGION.example")
    selection = chosen(replace(AMONG, people=(*PEOPLE, second)), roles=[HEAD])
    anna = next(one for one in selection.recipients if one.id == "anna")
    assert anna.units == ("bjorken", "granen")
    assert [one.unit.id for one in selection.unreached] == ["eken"]
    assert "anna" not in [
        one.id
        for one in chosen(
            replace(AMONG, people=(*PEOPLE, second)), roles=[HEAD], not_people=["anna-2"]
        ).recipients
    ]


def test_the_row_with_an_address_is_written_to() -> None:
    rows = (
        person("a", hsa_id="SE1-1", unit="bjorken", functions=(HEAD,)),
        person("b", hsa_id="se1-1", unit="eken", email="x@region.example"),
    )
    [recipient] = chosen(replace(AMONG, people=rows), roles=[HEAD]).recipients
    assert (recipient.id, recipient.has_address, recipient.units) == ("b", True, ("bjorken",))


def test_a_chain_of_shared_identities_is_one_person() -> None:
    rows = (
        person("a", hsa_id="SE1-1", unit="bjorken", functions=(HEAD,)),
        person("c", email="x@region.example", unit="eken", functions=(HEAD,)),
        person("b", hsa_id="SE1-1", email="X@region.example"),
    )
    assert len(chosen(replace(AMONG, people=rows), roles=[HEAD]).recipients) == 1


IDS = st.sampled_from([f"p{n}" for n in range(8)])
UNIT_IDS = [f"u{n}" for n in range(5)]
TOPIC = ("rest", "N02")
units = st.builds(
    unit,
    st.sampled_from(UNIT_IDS),
    kind=st.sampled_from([UnitKind.HEALTH_CENTRE, UnitKind.CLINIC]),
    ownership=st.sampled_from(Ownership),
    municipality=st.sampled_from(["Granvik", "Tallåsa"]),
    hospital=st.sampled_from(["", "lasarettet"]),
)
people = st.builds(
    person,
    IDS,
    unit=st.sampled_from(["", *UNIT_IDS, "borta"]),
    email=st.sampled_from(["", "a@x.example", "A@X.example", "b@x.example", "c@x.example"]),
    hsa_id=st.sampled_from(["", "", "SE1", "se1", "SE2"]),
    functions=st.sets(st.sampled_from([HEAD, LEAD])).map(tuple),
    access=st.sampled_from([frozenset({Access.CLINICIAN}), frozenset({Access.COORDINATOR})]),
)
some_ids = st.frozensets(IDS | st.just("slack:U1"), max_size=3)
directories = st.builds(
    Addressable,
    units=st.lists(units, unique_by=lambda one: one.id),
    people=st.lists(people, unique_by=lambda one: one.id),
    followers=st.fixed_dictionaries({TOPIC: some_ids}),
    groups=st.fixed_dictionaries({"g": some_ids}),
)
addressings = st.builds(
    Addressing,
    roles=st.frozensets(st.sampled_from([HEAD, LEAD])),
    coordinators=st.booleans(),
    followed=st.sampled_from([frozenset(), frozenset({TOPIC})]),
    groups=st.sampled_from([frozenset(), frozenset({"g"})]),
    kinds=st.frozensets(st.sampled_from([UnitKind.HEALTH_CENTRE, UnitKind.CLINIC]), max_size=1),
    ownerships=st.frozensets(st.sampled_from(Ownership), max_size=1),
    municipalities=st.frozensets(st.sampled_from(["Granvik", "Tallåsa"]), max_size=1),
    hospitals=st.sampled_from([frozenset(), frozenset({"lasarettet"})]),
    not_units=st.frozensets(st.sampled_from(UNIT_IDS), max_size=2),
    not_people=some_ids,
)


def _rows_of(id_: str, among: Addressable) -> list[Person]:
    """All rows that share identities with it, in however many steps."""
    rows = [one for one in among.people if one.id == id_]
    while True:
        words = {word for row in rows for word in identities_of(row)}
        more = [
            one
            for one in among.people
            if one not in rows and not words.isdisjoint(identities_of(one))
        ]
        if not more:
            return rows
        rows += more


@given(addressings, directories)
def test_nobody_twice_and_no_exception_whatever_identity(
    addressing: Addressing, among: Addressable
) -> None:
    seen: set[str] = set()
    for recipient in select_recipients(addressing, among).recipients:
        theirs = {recipient.id, *(row.id for row in _rows_of(recipient.id, among))}
        assert seen.isdisjoint(theirs)
        assert addressing.not_people.isdisjoint(theirs)
        seen |= theirs


@given(addressings, directories)
def test_nobody_outside_and_everybody_inside(addressing: Addressing, among: Addressable) -> None:
    scope = {one.id for one in among.units if addressing.has_in_scope(one)}
    selection = select_recipients(addressing, among)
    reached = {row.id for one in selection.recipients for row in _rows_of(one.id, among)}
    reached |= {one.id for one in selection.recipients}
    excepted = {row.id for id_ in addressing.not_people for row in _rows_of(id_, among)}
    for row in among.people:
        wanted = addressing.roles.intersection(row.functions) or (
            addressing.coordinators and Access.COORDINATOR in row.access
        )
        if row.unit in scope and wanted:
            assert (row.id in reached) == (row.id not in excepted)
    allowed = {row.id for row in among.people if row.unit in scope}
    allowed |= set(among.groups["g"] if addressing.groups else ())
    allowed |= set(among.followers[TOPIC] if addressing.followed else ())
    for recipient in selection.recipients:
        own = {recipient.id, *(row.id for row in _rows_of(recipient.id, among))}
        assert not own.isdisjoint(allowed)
        assert scope.issuperset(recipient.units)


@given(addressings, directories)
def test_every_unit_in_scope_is_reached_or_named(
    addressing: Addressing, among: Addressable
) -> None:
    selection = select_recipients(addressing, among)
    reached = {unit for one in selection.recipients if one.has_address for unit in one.units}
    named = {one.unit.id for one in selection.unreached}
    assert reached.isdisjoint(named)
    if addressing.wants_every_unit:
        assert reached | named == {one.id for one in among.units if addressing.has_in_scope(one)}
    assert selection.reckoning.count == len(selection.recipients)
