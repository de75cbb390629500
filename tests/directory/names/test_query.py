"""Whole phrases: role, place and kind of service are taken away, and the subject is left."""

import pytest

from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.names.found import Certainty, TargetKind
from tests.directory.names.region import NAMES, ids


@pytest.mark.parametrize(
    ("text", "subject", "place"),
    [
        ("kardiologi norra", "kardiologi", "norra"),
        ("kardiologi norra sjukhuset", "kardiologi", "norra"),
        ("medicin granvik", "internmedicin", "norra"),
        ("medicin granviks lasarett", "internmedicin", "norra"),
        ("hud i åkersele", "hud-och-konssjukdomar", "sodra"),
        ("hud akersele", "hud-och-konssjukdomar", "sodra"),
        ("kirurgen norra", "kirurgi", "norra"),
        ("ortopedi åkesele", "ortopedi", "sodra"),
        ("ortpedi åkesele", "ortopedi", "sodra"),
        ("hud björkens hc", "hud-och-konssjukdomar", "bjorken"),
        ("hud östra vårdcentralen", "hud-och-konssjukdomar", "bjorken"),
    ],
)
def test_a_subject_at_a_place(text: str, subject: str, place: str) -> None:
    query = NAMES.query(text)
    assert (ids(query.subject), ids(query.place)) == ([subject], [place])


def test_the_words_are_given_back_apart() -> None:
    query = NAMES.query("vem är bakjour på kirurgi södra sjukhuset")
    assert query.role is Role.SENIOR_ON_CALL
    assert (query.subject_words, query.place_words) == ("kirurgi", "södra sjukhuset")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("bakjouren kirurgi", Role.SENIOR_ON_CALL),
        ("kirurgbakjour", Role.SENIOR_ON_CALL),
        ("pj kirurgi", Role.PRIMARY_ON_CALL),
        ("mellanjour kirurgi", Role.MIDDLE_ON_CALL),
        ("konsultläkaren kirurgi", Role.CONSULTING_PHYSICIAN),
        ("konsulten på kirurgen", Role.CONSULTING_PHYSICIAN),
        ("primär jour kirurgi", Role.PRIMARY_ON_CALL),
        ("primarjouren kirurgi", Role.PRIMARY_ON_CALL),
        ("bakjouer kirurgi", Role.SENIOR_ON_CALL),
        ("kirurgi bj", Role.SENIOR_ON_CALL),
        ("mellanjourerna på kirurgen", Role.MIDDLE_ON_CALL),
        ("kirurgkonsult", None),
        ("konsult från kirurgi", None),
        ("kirurgi", None),
        ("kirurgjour", None),
    ],
)
def test_a_role(text: str, role: Role | None) -> None:
    query = NAMES.query(text)
    assert query.role is role
    assert query.subject.claimed


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("subakut kardiologi", ServiceKind.SUBACUTE),
        ("direktinläggning geriatrik", ServiceKind.DIRECT_ADMISSION),
        ("mobilt team palliativ", ServiceKind.MOBILE_TEAM),
        ("bildremiss hud", ServiceKind.PICTURE_REFERRAL),
        ("hud bild", ServiceKind.PICTURE_REFERRAL),
        ("hud", None),
    ],
)
def test_a_kind_of_service(text: str, kind: ServiceKind | None) -> None:
    query = NAMES.query(text)
    assert query.kind is kind
    assert query.subject.claimed


def test_bild_without_a_subject_is_no_kind_of_service() -> None:
    assert NAMES.query("bild").kind is None


def test_a_clinic_by_its_own_name_is_a_place_without_a_subject() -> None:
    query = NAMES.query("hjärtkliniken norra")
    assert query.subject.certainty is Certainty.NOTHING
    assert (query.place.certainty, ids(query.place)) == (Certainty.SURE, ["hjartkliniken-norra"])


def test_an_emergency_department_is_itself() -> None:
    assert ids(NAMES.query("akuten södra").place) == ["akuten-sodra"]


@pytest.mark.parametrize("text", ["hud", "kirurgi", "hjärtat", "öron", "akuten", "medicin"])
def test_no_place_takes_a_word_that_means_a_specialty(text: str) -> None:
    query = NAMES.query(text)
    assert query.place.certainty is Certainty.NOTHING
    assert query.subject.hits[0].target.kind is TargetKind.SPECIALTY


def test_a_misspelt_place_alone_is_only_suggested() -> None:
    query = NAMES.query("åkesele")
    assert (query.place.certainty, ids(query.place)) == (Certainty.NEAREST, ["sodra"])


def test_nonsense_at_a_place_has_no_subject() -> None:
    query = NAMES.query("pizza norra")
    assert not query.subject.claimed
    assert ids(query.place) == ["norra"]


def test_a_service_by_its_own_name_is_not_taken_apart() -> None:
    query = NAMES.query("subakut hjärtsvikt")
    assert (query.subject.certainty, ids(query.subject)) == (Certainty.SURE, ["hjartsvikt-sodra"])
