"""Words that were passed over are said where they could have changed the answer, and only there."""

import pytest

from tests.directory.names.region import NAMES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kardiologi på tallen", ["tallen"]),
        ("ortoped vid kusten", ["kusten"]),
        ("kardiologi hjo", ["hjo"]),
        ("vi vill nå kardiologen men helst Hildur om det går", ["hildur"]),
        ("diabetes hos Svensson", ["svensson"]),
        ("kardiolog eller kanske en ortopd om ni har", ["ortopd"]),
        ("förmaksflimmer på tallen", ["tallen"]),
    ],
)
def test_a_place_a_person_and_a_subject_are_said(text: str, said: list[str]) -> None:
    assert list(NAMES.query(text).unread) == said


@pytest.mark.parametrize(
    "text",
    [
        "kardiologi nydebuterat",
        "nydebuterat förmaksflimmer",
        "fraktur underarm",
        "underarm fraktur i dag",
        "bemanning ortopedi",
        "kirurgi om bemanningen på avdelningen",
        "förmaksflimmer som upptäcktes i trappan när han bar in veden",
        "KARDIOLOGI",
        "Förmaksflimmer nydebuterat",
    ],
)
def test_what_tells_of_the_patient_or_the_work_is_not(text: str) -> None:
    query = NAMES.query(text)
    assert query.subject.claimed
    assert query.unread == ()
