"""Sentences as they are spoken: findings in any order, investigations, several matters."""

import pytest

from directory.catalogue.specialties import official_lexicon
from directory.names.normalise import plain, words
from directory.names.patient import PatientGroup, patient
from directory.names.said_together import SaidTogether
from directory.names.spoken import as_written
from tests.directory.names.region import NAMES

NOBODY = patient([])
TOGETHER = SaidTogether(
    {"ben kort*": ["ortopedi"], "ben kort* vrid*": ["kirurgi"], "hb #": ["hematologi"]}
)


def _said(text: str) -> list[str]:
    return [row.entry.targets[0].id for row in TOGETHER.said(words(text), NOBODY)]


def _ids(text: str) -> list[str]:
    return [hit.target.id for hit in NAMES.query(text).subject.hits]


def test_words_say_a_finding_in_any_order() -> None:
    assert _said("kortare är hans ben") == ["ortopedi"]
    assert _said("hans ben") == []


def test_a_longer_finding_stands_for_those_that_it_holds() -> None:
    assert _said("ben kortare, vridet") == ["kirurgi"]


def test_a_number_is_of_the_word_before_it() -> None:
    assert _said("hb är 81") == ["hematologi"]
    assert _said("81 år, hb") == []


def test_a_denied_word_does_not_count() -> None:
    assert _said("inga ben, kortare") == []


def test_a_finding_of_a_group_is_of_no_other() -> None:
    of_children = SaidTogether({"skär sig @barn": ["barn-och-ungdomspsykiatri"]})
    for text, count in (("tös 14 skär sig", 1), ("dam 41 skär sig", 0)):
        tokens = words(text)
        assert len(of_children.said(tokens, patient(tokens))) == count


def test_owners_of_findings_are_specialties() -> None:
    ids = {specialty.id for specialty in official_lexicon().specialties}
    for finding, owners in official_lexicon().said_together.items():
        assert set(owners) <= ids, finding


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("hon ramla å slog sej", "hon ramlat och slog sig"),
        ("ramla inte", "ramla inte"),
    ],
)
def test_speech_is_read_as_it_is_written(text: str, written: str) -> None:
    assert " ".join(as_written(words(text))) == written


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("tös 14", [PatientGroup.CHILD]),
        ("dam 84", [PatientGroup.OLD, PatientGroup.WOMAN]),
        ("87 årig", [PatientGroup.OLD]),
        ("10 v spädis", [PatientGroup.CHILD]),
        ("drogfri två år", []),
        ("tre år sen", []),
        ("kvinna 2 veckor", [PatientGroup.WOMAN]),
    ],
)
def test_ages_of_speech(text: str, groups: list[PatientGroup]) -> None:
    assert list(patient(words(text)).groups) == groups


def test_an_investigation_is_a_finding_beside_a_condition() -> None:
    assert _ids("mr hjärna: migrän")[0] == "neurologi"
    assert "radiologi" not in _ids("mr hjärna: migrän")


def test_a_question_about_the_test_goes_to_those_who_do_it() -> None:
    assert "radiologi" in _ids("boka mr hjärna, migrän")


def test_weak_words_about_the_asker_claim_nothing() -> None:
    assert not NAMES.query("jag är trött").subject.claimed
    assert NAMES.query("pat är trött").subject.claimed


def test_each_matter_has_its_own_patient() -> None:
    found = _ids("fråga ett: barn med ljumskbråck. fråga två: farbror 82 med psoriasis")
    assert found[:2] == ["barn-och-ungdomskirurgi", "hud-och-konssjukdomar"]


def test_every_word_of_a_finding_can_be_heard() -> None:
    for finding in official_lexicon().said_together:
        for slot in finding.split():
            written = [] if slot.startswith("@") else slot.split("/")
            for word in set(written) - {"#"}:
                assert words(word.removesuffix("*")) == [plain(word.removesuffix("*"))], finding
