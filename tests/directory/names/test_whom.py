"""A field, a condition and several of them meet the patient's group: whose it is first."""

import pytest

from directory.names.normalise import words
from directory.names.patient import PatientGroup, patient
from tests.directory.names.region import NAMES

CHILD, OLD, PREGNANT = PatientGroup.CHILD, PatientGroup.OLD, PatientGroup.PREGNANT


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("barnet har feber", [CHILD]),
        ("ungdomar med ångest", [CHILD]),
        ("tvååring", [CHILD]),
        ("6åring", [CHILD]),
        ("tva manaders bebis", [CHILD]),
        ("fyra veckors", [CHILD]),
        ("tolvårig kille", [CHILD]),
        ("gymnasieelev", [CHILD]),
        ("grav v 32", [PREGNANT]),
        ("gravida", [PREGNANT]),
        ("85-åring", [OLD]),
        ("grav aortastenos", []),
        ("mamma till 2 barn", []),
        ("har tre barn", []),
        ("ont i två år", []),
        ("sedan tre veckor", []),
    ],
)
def test_whom_the_words_are_about(text: str, groups: list[PatientGroup]) -> None:
    assert list(patient(words(text)).groups) == groups


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("psykiatriker på jour för ett barn på 12 år", "barn-och-ungdomspsykiatri"),
        ("kirurgen, tvååring", "barn-och-ungdomskirurgi"),
        ("endokrinolog till tioåring", "barn-och-ungdomsmedicin"),
        ("gravid vecka 30 högt blodtryck", "obstetrik-och-gynekologi"),
        ("diabetes hos en sjuåring", "barn-och-ungdomsmedicin"),
        ("barn med fraktur i underarmen", "ortopedi"),
        ("ortoped till fyraåring", "ortopedi"),
        ("mamma till 2 barn, depression", "psykiatri"),
    ],
)
def test_a_group_and_a_subject_meet(text: str, first: str) -> None:
    assert NAMES.query(text).subject.hits[0].target.id == first


@pytest.mark.parametrize(
    ("text", "all_of"),
    [
        ("hematuri samt migrän", {"urologi", "neurologi"}),
        ("två saker: psoriasis, och sen gallsten", {"hud-och-konssjukdomar", "kirurgi"}),
        ("njurläkare och ögonläkare", {"njurmedicin", "ogonsjukdomar"}),
    ],
)
def test_all_that_are_meant_are_among_the_first_three(text: str, all_of: set[str]) -> None:
    hits = NAMES.query(text).subject.hits[:3]
    assert all_of <= {hit.target.id for hit in hits}


def test_a_field_that_was_named_is_all_that_was_asked_for() -> None:
    hits = NAMES.query("urologen, gäller hematuri och migrän").subject.hits
    assert [hit.target.id for hit in hits] == ["urologi"]
