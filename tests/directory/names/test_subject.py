"""What a clinician types about a patient or a field, and the specialty that they mean."""

import pytest

from directory.names.found import Certainty
from directory.names.patient import PatientGroup, patient
from tests.directory.names.region import NAMES, ids


@pytest.mark.parametrize(
    ("text", "specialty"),
    [
        ("kardiologi", "kardiologi"),
        ("KARDIOLOGI!", "kardiologi"),
        ("öron-, näs- och halssjukdomar", "oron-nas-och-halssjukdomar"),
        ("karlkirurgi", "karlkirurgi"),
        ("kaerlkirurgi", "karlkirurgi"),
        ("plastik kirurgi", "plastikkirurgi"),
        ("urology", "urologi"),
        ("önh", "oron-nas-och-halssjukdomar"),
    ],
)
def test_names_are_found_however_they_are_typed(text: str, specialty: str) -> None:
    found = NAMES.subject(text)
    assert (found.certainty, ids(found)) == (Certainty.SURE, [specialty])


@pytest.mark.parametrize(
    ("text", "specialty"),
    [
        ("kardiologen", "kardiologi"),
        ("ortopederna", "ortopedi"),
        ("psykiatern", "psykiatri"),
        ("reumatologisk bedömning", "reumatologi"),
        ("urologjour", "urologi"),
        ("hjärtsviktsmottagning", "kardiologi"),
        ("barnkardiolog", "barn-och-ungdomskardiologi"),
        ("akutkirurg", "kirurgi"),
        ("underarmsfraktur", "ortopedi"),
        ("Crohn", "medicinsk-gastroenterologi-och-hepatologi"),
    ],
)
def test_inflected_and_compounded_words_mean_the_same(text: str, specialty: str) -> None:
    assert ids(NAMES.subject(text)) == [specialty]


def test_urolog_is_urology_and_not_neurology() -> None:
    assert ids(NAMES.subject("urolog")) == ["urologi"]
    assert ids(NAMES.subject("neurolog")) == ["neurologi"]


@pytest.mark.parametrize(
    ("text", "specialty"),
    [
        ("vem kan jag ringa om förmaksflimmer?", "kardiologi"),
        ("patient med svullna leder vem kontakta", "reumatologi"),
        ("78-årig man med PSA 12", "urologi"),
        ("neurokirurg vid skallskada", "neurokirurgi"),
        ("rehabläkare efter stroke", "rehabiliteringsmedicin"),
        ("jag undrar över högt TSH", "endokrinologi-och-diabetologi"),
        ("BUP akut", "barn-och-ungdomspsykiatri"),
    ],
)
def test_a_phrase_is_read_for_what_it_is_about(text: str, specialty: str) -> None:
    assert ids(NAMES.subject(text)) == [specialty]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("självskadebeteende 15 år", "barn-och-ungdomspsykiatri"),
        ("8-åring med epilepsi", "barn-och-ungdomsneurologi-med-habilitering"),
        ("ADHD 35 år", "psykiatri"),
        ("depression hos 80-åring", "aldrepsykiatri"),
        ("15 år med akne", "hud-och-konssjukdomar"),
        ("hosta sedan 3 år", "lungsjukdomar"),
        ("kirurg till barn", "barn-och-ungdomskirurgi"),
        ("inkontinens hos man", "urologi"),
        ("gravid med högt blodtryck", "obstetrik-och-gynekologi"),
    ],
)
def test_the_patient_matters_where_another_specialty_has_the_condition(
    text: str, first: str
) -> None:
    assert ids(NAMES.subject(text))[0] == first


@pytest.mark.parametrize(
    ("text", "specialties"),
    [
        ("tbc", {"infektionssjukdomar", "lungsjukdomar"}),
        ("karpaltunnelsyndrom", {"handkirurgi", "ortopedi"}),
        ("ADHD", {"psykiatri", "barn-och-ungdomspsykiatri"}),
        ("KF", {"klinisk-farmakologi", "klinisk-fysiologi"}),
        ("kirurg eller ortoped", {"kirurgi", "ortopedi"}),
    ],
)
def test_what_several_may_have_is_a_choice(text: str, specialties: set[str]) -> None:
    found = NAMES.subject(text)
    assert found.certainty is Certainty.CHOICE
    assert set(ids(found)) == specialties


def test_an_ambiguous_abbreviation_with_a_default_is_the_default() -> None:
    found = NAMES.subject("KK")
    assert (found.certainty, ids(found)) == (Certainty.SURE, ["obstetrik-och-gynekologi"])


def test_short_abbreviations_mean_something_only_alone() -> None:
    assert ids(NAMES.subject("med")) == ["internmedicin"]
    assert ids(NAMES.subject("ger")) == ["geriatrik"]
    assert ids(NAMES.subject("hjälp med patient")) == []
    assert ids(NAMES.subject("patient med akut rygg")) == ["ortopedi"]


@pytest.mark.parametrize(
    ("text", "specialty"),
    [
        ("kardilogi", "kardiologi"),
        ("otropedi", "ortopedi"),
        ("infketion", "infektionssjukdomar"),
        ("öron-näsa-hlas", "oron-nas-och-halssjukdomar"),
        ("anasthesi", "anestesi-och-intensivvard"),
        ("gynekolog0", "obstetrik-och-gynekologi"),
        ("klinisk fysologi", "klinisk-fysiologi"),
        ("barn- och ungdomspsykatri", "barn-och-ungdomspsykiatri"),
        ("medicinsk gastroenteroolgi och hepatologi", "medicinsk-gastroenterologi-och-hepatologi"),
        ("förmaksflimer", "kardiologi"),
    ],
)
def test_misspelt_words_are_understood(text: str, specialty: str) -> None:
    found = NAMES.subject(text)
    assert (found.certainty, ids(found)) == (Certainty.SURE, [specialty])


def test_two_names_equally_near_are_a_choice() -> None:
    found = NAMES.subject("nerologi")
    assert found.certainty is Certainty.CHOICE
    assert set(ids(found)) == {"neurologi", "njurmedicin"}


@pytest.mark.parametrize(
    "text",
    [
        "pizza",
        "astrologi",
        "wifi",
        "tack så mycket",
        "handboll",
        "barnvakt",
        "test",
        "generator",
        "kemi läxa",
        "uroxe",
        "19121212-1212",
        "",
        "   ",
        "?!",
        "😀",
        "städning",
        "arkeologi",
        "psykologi",
    ],
)
def test_nonsense_is_not_claimed(text: str) -> None:
    found = NAMES.subject(text)
    assert not found.claimed
    assert len(found.hits) <= 3


def test_what_leads_to_no_specialty_is_not_taken_for_one() -> None:
    assert NAMES.subject("käkkirurgi").certainty is Certainty.NOTHING
    assert NAMES.subject("dietist").certainty is Certainty.NOTHING


def test_a_finding_on_an_examination_is_not_a_question_to_the_examiner() -> None:
    assert ids(NAMES.subject("misstänkt lungcancer på röntgen"))[0] == "lungsjukdomar"
    assert ids(NAMES.subject("vem svarar på röntgen")) == ["radiologi"]
    assert ids(NAMES.subject("väntar på odling")) == ["klinisk-mikrobiologi"]


def test_a_hit_names_the_word_that_matched() -> None:
    hit = NAMES.subject("vem kan jag ringa om förmaksflimret").hits[0]
    assert (hit.word, hit.target.id) == ("förmaksflimmer", "kardiologi")
    assert 0 < hit.score <= 100


@pytest.mark.parametrize(
    ("text", "group"),
    [
        ("ingen kramp på fem år", None),
        ("inga anfall på 3 år", None),
        ("pojke på fem år", PatientGroup.CHILD),
        ("en på 7 år", PatientGroup.CHILD),
        ("barn på 12 år", PatientGroup.CHILD),
        ("91 och yr", PatientGroup.OLD),
        ("91 i puls", None),
    ],
)
def test_years_that_something_has_lasted_are_no_age(text: str, group: PatientGroup | None) -> None:
    groups = patient(text.split()).groups
    assert groups[:1] == (() if group is None else (group,))
