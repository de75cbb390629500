"""Hours beside a number: obeyed where they can be read as a whole, else only words."""

from datetime import datetime

import pytest

from directory.walltime.opening import ORDINARY_HOURS, WorkingHours
from directory.walltime.written_hours import read_written_hours, says_no_days
from tests.builders import at
from tests.directory.almanac import SWEDEN

TUESDAY_NOON, TUESDAY_NIGHT = at("2026-11-24 12:00"), at("2026-11-24 23:00")
SATURDAY_NOON, CHRISTMAS_NOON = at("2026-11-28 12:00"), at("2026-12-25 12:00")
MOMENTS = (TUESDAY_NOON, TUESDAY_NIGHT, SATURDAY_NOON, CHRISTMAS_NOON)


def open_at(text: str, moment: datetime, day_hours: WorkingHours = ORDINARY_HOURS) -> bool:
    hours = read_written_hours(text)
    assert hours is not None, text
    return hours.beside(day_hours).is_open(moment, SWEDEN)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vard 8–16", (True, False, False, False)),
        ("kl 08–16 vardagar", (True, False, False, False)),
        ("svarar mån-fre 08.00-16.30", (True, False, False, False)),
        ("Endast kontorstid", (True, False, False, False)),
        ("dagtid", (True, False, False, False)),
        ("jourtid", (False, True, True, True)),
        ("övrig tid", (False, True, True, True)),
        ("natt", (False, True, False, False)),
        ("kvällar, nätter och helger", (False, True, True, True)),
        ("vard 16–08, helg dygnet runt", (False, True, True, True)),
        ("mån–fre 16–08, lör–sön dygnet runt", (False, True, True, True)),
        ("16–08", (False, True, False, False)),
        ("dygnet runt", (True, True, True, True)),
    ],
)
def test_what_can_be_read_is_obeyed(text: str, expected: tuple[bool, ...]) -> None:
    assert tuple(open_at(text, moment) for moment in MOMENTS) == expected


@pytest.mark.parametrize(
    "text",
    ["", "fråga efter Anna", "efter kl fyra", "vardagar", "ej helg", "vard 8–16 utom fre"],
)
def test_the_rest_is_no_rule(text: str) -> None:
    assert read_written_hours(text) is None


def test_words_follow_the_hours_of_the_service() -> None:
    early = WorkingHours.parse("mån–fre 06–12")
    assert not open_at("dagtid", at("2026-11-24 13:00"), early)
    assert open_at("jourtid", at("2026-11-24 13:00"), early)


def test_on_call_time_begins_when_the_day_hours_end() -> None:
    hours = read_written_hours("jourtid")
    assert hours is not None
    opening = hours.beside(ORDINARY_HOURS)
    assert opening.next_opening(TUESDAY_NOON, SWEDEN) == at("2026-11-24 17:00")
    assert opening.next_opening(TUESDAY_NIGHT, SWEDEN) == at("2026-11-25 17:00")


def test_hours_without_days_are_known_as_such() -> None:
    assert says_no_days("kl 8–16")
    assert not says_no_days("vard 8–16")
    assert not says_no_days("kontorstid")
