"""The place of an event: a room or the service's own house is passed, another place is asked about."""

import pytest

from tests.directory.sources.rosters.stories import calendar, problems, rows, timed

NIGHT = ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")


def _at(place: str) -> str:
    return calendar(timed("20260324T160000", "20260325T073000", f"LOCATION:{place}"))


@pytest.mark.parametrize(
    "place",
    [
        "",
        "Rum 4",
        "Plan 3\\, hus B",
        "Kardiologi Granvik",
        "Hjärtkliniken",
        "Mottagningen",
        "Akuten",
        "Avdelning 4",
        "tel 08-465 004 13",
        "Teams",
    ],
)
def test_a_room_says_nothing(place: str) -> None:
    assert rows(_at(place), "jour.ics") == [NIGHT]


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("Södra", "Södra"),
        ("Södra sjukhuset", "Södra"),
        ("Ortopedkliniken", "Ortopedkliniken"),
        ("Annan enhet", "enhet"),
        ("Ulvsele lasarett", "lasarett"),
        ("Björkens hälsocentral", "hälsocentral"),
    ],
)
def test_another_place_is_a_question(place: str, said: str) -> None:
    (problem,) = problems(_at(place), "jour.ics")
    assert said in problem


def test_a_change_of_place_alone_makes_two_versions_differ() -> None:
    one, other = (
        timed("20260324T160000", "20260325T073000", "UID:1", f"LOCATION:{place}")
        for place in ("Hjärtkliniken", "Södra")
    )
    (problem,) = problems(calendar(one, other), "jour.ics")
    assert "samma UID" in problem
