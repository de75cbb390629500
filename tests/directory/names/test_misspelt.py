"""Misspelt conditions: claimed where hardly another word can be meant, else only suggested."""

import pytest

from directory.names.found import Certainty
from directory.names.sound import sound
from tests.directory.names.region import NAMES, ids


@pytest.mark.parametrize(
    ("written", "specialty"),
    [
        ("epelepsi", "neurologi"),
        ("migrön", "neurologi"),
        ("struam", "endokrinologi-och-diabetologi"),
        ("skitzofreni", "psykiatri"),
        ("tonsilitt", "oron-nas-och-halssjukdomar"),
        ("tyreotoksikos", "endokrinologi-och-diabetologi"),
    ],
)
def test_a_vowel_an_order_or_a_sound_is_forgiven(written: str, specialty: str) -> None:
    found = NAMES.subject(written)
    assert found.claimed
    assert ids(found)[0] == specialty


@pytest.mark.parametrize("written", ["städning", "stavning", "spindel", "sallad", "källare"])
def test_an_everyday_word_near_a_condition_is_not_taken_for_it(written: str) -> None:
    assert not NAMES.subject(written).claimed


@pytest.mark.parametrize("written", ["lymfon", "glakom"])
def test_another_consonant_in_a_short_word_is_only_suggested(written: str) -> None:
    assert NAMES.subject(written).certainty is Certainty.NEAREST


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("schizofreni", "skitzofreni"),
        ("katarakt", "catharackt"),
        ("hypofys", "hipophys"),
        ("rytm", "rhythm"),
    ],
)
def test_spellings_that_are_read_alike_sound_the_same(one: str, other: str) -> None:
    assert sound(one) == sound(other)


@pytest.mark.parametrize(
    "phrase", ["kirurgisk precision i köket", "radiologiskt institut kurs", "psykiatrisk roman"]
)
def test_an_adjective_before_a_word_that_nobody_knows_is_only_suggested(phrase: str) -> None:
    assert NAMES.query(phrase).subject.certainty is Certainty.NEAREST


@pytest.mark.parametrize(
    ("phrase", "specialty"),
    [
        ("kirurgisk bedömning", "kirurgi"),
        ("allergiska besvär", "allergologi"),
        ("kirurgiskt sår", "kirurgi"),
        ("neurologiska symtom", "neurologi"),
        ("urologisk åkomma", "urologi"),
    ],
)
def test_an_adjective_before_a_word_of_care_names_its_field(phrase: str, specialty: str) -> None:
    assert ids(NAMES.query(phrase).subject)[0] == specialty
