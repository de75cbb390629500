"""Whom a written name means: exactly one person, or a question."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.rosters.somebody import Outsider
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.who import PersonMatch, Who, is_nobody
from tests.directory.sources.rosters.stories import PEOPLE

WHO = Who(PEOPLE, "hjartkliniken", {})


@pytest.mark.parametrize(
    ("written", "person"),
    [
        ("SE2321000016-1A2B", "anna-a"),
        ("se2321000016-1a2b", "anna-a"),
        ("Anna.Asp@Region.example", "anna-a"),
        ("mailto:anna.asp@region.example", "anna-a"),
        ("MAILTO:anna.asp@region.example", "anna-a"),
        ("Anna A. <anna.asp@region.example>", "anna-a"),
        ("Anna Asp", "anna-a"),
        ("  anna   ASP ", "anna-a"),
        ("Asp, Anna", "anna-a"),
        ("Anna Asp (AA)", "anna-a"),
        ("Dr Anna Asp", "anna-a"),
        ("dr. Anna Asp", "anna-a"),
        ("ÖL Anna Asp", "anna-a"),
        ("Anna Asp, överläkare", "anna-a"),
        ("Bitr. överläkare Anna Asp", "anna-a"),
        ("ST-läkare Bo Björn", "bo-b"),
        ("Bo Björn, leg läk", "bo-b"),
        ("Bo Bjo\u0308rn", "bo-b"),
        ("BB", "bo-b"),
        ("bb", "bo-b"),
        ("B.B.", "bo-b"),
        ("B. B.", "bo-b"),
        ("ÖL BB", "bo-b"),
        ("AA", "anna-a"),  # their own unit's AA, not medicin's
        ("II", "ida-i"),  # nobody in the own unit
        ("Ida Ivarsdotter", "ida-i"),
        ("cecilia-c", "cecilia-c"),
        ("Lena Lind (LL)", "lena-1"),
        ("Lena Lind (LLI)", "lena-2"),
    ],
)
def test_a_name_means_one_person(written: str, person: str) -> None:
    assert WHO.find(written) == PersonMatch(person)


@pytest.mark.parametrize(
    "written",
    [
        "XY",
        "Ana Asp",
        "Anna",
        "Asp",
        "AAA",
        "Anna Aspp",
        "anna@region.example",
        "",
        "?",
        "A",
        "Anna Asp Bo Björn",
    ],
)
def test_nothing_near_is_ever_taken_for_somebody(written: str) -> None:
    found = WHO.find(written)
    assert (found.person, found.unknown) == (None, True)


def test_an_unknown_name_asks_who_it_is() -> None:
    assert (
        WHO.find("XY").problem
        == "Ingen i katalogen heter ”XY”. Välj vem det är, eller godta namnet som det står."
    )
    assert "adressen" in WHO.find("x@y.example").problem


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (
            "EE",
            "Två personer har initialerna ”EE”. Skriv hela namnet, e-postadressen eller HSA-id.",
        ),
        (
            "GG",
            "Två personer har initialerna ”GG”. Skriv hela namnet, e-postadressen eller HSA-id.",
        ),
        ("Lena Lind", "Två personer heter ”Lena Lind”. Skriv e-postadress eller HSA-id."),
    ],
)
def test_two_with_the_same_name_are_counted_and_not_named(written: str, problem: str) -> None:
    assert WHO.find(written) == PersonMatch(problem=problem)


def test_initials_that_contradict_the_name_are_a_question() -> None:
    found = WHO.find("Anna Asp (BB)")
    assert not found.person
    assert "olika personer" in found.problem


def test_what_a_human_has_said_goes_first() -> None:
    said = Who(
        PEOPLE, "hjartkliniken", {"aa": "cecilia-c", "xy": Outsider("xenia"), "zz": "has-left"}
    )
    assert said.find(" A A").person is None
    assert said.find("AA").person == "cecilia-c"
    assert said.find("”XY”").person == Outsider("xenia")
    assert said.find("ZZ").unknown  # somebody who is no longer in the directory is nobody


@pytest.mark.parametrize(
    "written",
    [
        "AA/BB",
        "AA + BB",
        "AA & XY",
        "Anna Asp och Bo Björn",
        "AA, BB",
        "AA BB",
        "Xenia Yxa / Ymer Zon",
        "AA\nBB",
    ],
)
def test_two_people_are_seen(written: str) -> None:
    assert WHO.are_several(written)


@pytest.mark.parametrize(
    "written",
    [
        "AA",
        "Asp, Anna",
        "Yxa, Xenia",
        "Anna Asp",
        "Xenia Yxa",
        "anna.asp@region.example",
        "Lindroth",
        "",
    ],
)
def test_one_person_is_not_two(written: str) -> None:
    assert not WHO.are_several(written)


@pytest.mark.parametrize(
    "written",
    ["-", "–", "—", " - ", "vakant", "VAKANT", "(vakant)", "obemannad", "Obemannat", "---"],
)
def test_nobody_is_said_explicitly(written: str) -> None:
    assert is_nobody(written)


@pytest.mark.parametrize("written", ["", " ", "A-A", "vakanta", "0"])
def test_nothing_is_not_nobody(written: str) -> None:
    assert not is_nobody(written)


@pytest.mark.parametrize(
    ("written", "key"),
    [
        (" ”AA” ", "aa"),
        ("Anna\u00a0 ASP.", "anna asp"),
        ("Bo Bjo\u0308rn", "bo björn"),
        ("--", ""),
        ("(XY)", "xy"),
    ],
)
def test_the_key_of_a_name(written: str, key: str) -> None:
    assert folded(written) == key


@given(st.text())
def test_folding_twice_changes_nothing(written: str) -> None:
    assert folded(folded(written)) == folded(written)


@given(st.text())
def test_any_text_is_answered(written: str) -> None:
    found = WHO.find(written)
    assert bool(found.person) != bool(found.problem)
    assert WHO.are_several(written) in (True, False)


@pytest.mark.parametrize(
    "written", ["Hyrläkare", "Hyrläkare Tre", "Stafettläkare 2", "Bemanning Nord"]
)
def test_a_locum_without_a_name_is_a_name_to_accept(written: str) -> None:
    match = Who([], "bjorken", {}).find(written)
    assert match.unknown
    assert "godta namnet som det står" in match.problem
