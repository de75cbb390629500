"""Fields that are asked for side by side are all offered."""

import pytest

from tests.directory.names.region import NAMES


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("både ortoped och hudläkare", {"ortopedi", "hud-och-konssjukdomar"}),
        ("ortoped samt hematuri", {"ortopedi", "urologi"}),
        ("neurolog och någon som granskar bilderna", {"neurologi", "radiologi"}),
        ("psykiatri och beroende ihop", {"psykiatri", "beroendemedicin"}),
        ("infektion och ortoped, protesen är varig", {"infektionssjukdomar", "ortopedi"}),
    ],
)
def test_what_stands_beside_a_field_is_a_field(text: str, fields: set[str]) -> None:
    subject = NAMES.query(text).subject
    assert subject.claimed
    assert fields <= {hit.target.id for hit in subject.hits[:3]}


@pytest.mark.parametrize("text", ["ortoped, hematuri sedan i går", "ortoped för hematuri"])
def test_what_is_not_joined_to_it_stays_a_finding(text: str) -> None:
    assert [hit.target.id for hit in NAMES.query(text).subject.hits] == ["ortopedi"]
