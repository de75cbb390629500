"""The small rules: forms of words, typing errors, the patient, and the text itself."""

import pytest

from directory.names.inflection import first_parts, remainders
from directory.names.normalise import MAX_TEXT, fold, key, restored, words
from directory.names.patient import PatientGroup, patient
from directory.names.spelling import Spelling, errors_allowed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kardiologi", "kardiologen"),
        ("kirurg", "kirurgernas"),
        ("geriatrik", "geriatriska"),
        ("psykiatri", "psykiatern"),
        ("internmedicin", "internmedicinarna"),
        ("hjärtsvikt", "hjärtsviktens"),
    ],
)
def test_forms_of_a_word_share_a_remainder(one: str, other: str) -> None:
    assert set(remainders(one)) & set(remainders(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("genetiken", "generator"), ("internist", "internet"), ("hemat", "hemmet"), ("kirurg", "kir")],
)
def test_other_words_do_not(one: str, other: str) -> None:
    assert not set(remainders(one)) & set(remainders(other))


def test_a_compound_without_its_last_part() -> None:
    assert next(first_parts("hjärtsviktsmottagning")) == "hjärtsvikts"
    assert "hjärtsvikt" in first_parts("hjärtsviktsmottagning")
    assert list(first_parts("läkare")) == []


def test_words_of_a_text() -> None:
    assert words("Öron-, näs- och HALS") == ["öron", "näs", "och", "hals"]
    assert words("gonorré, Ménière") == ["gonorre", "meniere"]
    assert key("öron-näsa-hals") == "öronnäsahals"
    assert fold("kärlkirurgi") == "karlkirurgi"
    assert restored("oegon") == "ögon"


def test_a_long_text_is_read_to_its_bound() -> None:
    assert "".join(words("a" * 10_000)) == "a" * MAX_TEXT
    assert len(words("a " * 10_000)) == 40


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("78-årig man", {PatientGroup.OLD, PatientGroup.MAN}),
        ("8-åring", {PatientGroup.CHILD}),
        ("8åring", {PatientGroup.CHILD}),
        ("15 år", {PatientGroup.CHILD}),
        ("35 år", {PatientGroup.ADULT}),
        ("3 veckor gammal", {PatientGroup.CHILD}),
        ("sedan 15 år", set()),
        ("hosta 3 veckor", set()),
        ("gravid kvinna", {PatientGroup.PREGNANT, PatientGroup.WOMAN}),
    ],
)
def test_the_patient(text: str, groups: set[PatientGroup]) -> None:
    assert set(patient(words(text)).groups) == groups


@pytest.mark.parametrize(("length", "errors"), [(4, 0), (5, 1), (8, 1), (9, 2), (17, 2), (18, 3)])
def test_longer_words_may_hold_more_errors(length: int, errors: int) -> None:
    assert errors_allowed(length) == errors


@pytest.mark.parametrize(
    "typed", ["urlogi", "urolgi", "urollogi", "urplogi", "ruologi", "rologi", "surologi", "irologi"]
)
def test_one_error_anywhere_is_found(typed: str) -> None:
    assert ("urologi", 1) in Spelling(["urologi", "neurologi"]).near(typed, 1)


def test_the_nearest_comes_first() -> None:
    near = Spelling(["neurologi", "nefrologi", "urologi"]).near("neurolgi", 2)
    assert near[0] == ("neurologi", 1)
    assert ("nefrologi", 2) in near
