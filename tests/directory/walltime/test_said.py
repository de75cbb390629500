"""How a moment is said, by how far away it is."""

from datetime import datetime

import pytest

from directory.walltime.days import local
from directory.walltime.said import age_words, full_words, moment_words, until_words
from tests.builders import at

NOW = at("2026-11-24 14:05")  # a Tuesday


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at("2026-11-24 14:05"), "tis 14:05"),
        (at("2026-11-24 23:00"), "tis 23:00"),
        (at("2026-11-30 08:00"), "mån 08:00"),
        (at("2026-12-01 08:00"), "tis 1 dec 08:00"),
        (at("2026-12-24 08:00"), "tor 24 dec 08:00"),
        (at("2026-11-24 14:04"), "tis 24 nov 14:04"),
        (at("2027-05-25 08:00"), "tis 25 maj 08:00"),  # nearer than 25 May 2026
        (at("2027-05-26 08:00"), "ons 26 maj 2027 08:00"),
        (at("2026-05-25 08:00"), "mån 25 maj 2026 08:00"),
        (at("2027-11-24 08:00"), "ons 24 nov 2027 08:00"),
    ],
)
def test_a_moment_in_words(moment: datetime, words: str) -> None:
    assert moment_words(moment, NOW) == words


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (at("2026-11-24 16:00"), "16:00"),
        (at("2026-11-25 08:00"), "08:00"),
        (at("2026-11-25 13:00"), "ons 13:00"),
        (at("2026-11-27 08:00"), "fre 08:00"),
        (at("2027-01-02 08:00"), "lör 2 jan 08:00"),
    ],
)
def test_until_when_in_words(end: datetime, words: str) -> None:
    assert until_words(end, NOW) == words


def test_the_next_morning_is_named_when_it_is_more_than_a_day_away() -> None:
    early = at("2026-11-24 07:00")
    assert until_words(at("2026-11-25 07:00"), early) == "07:00"
    assert until_words(at("2026-11-25 08:00"), early) == "ons 08:00"
    before_autumn = local(at("2026-10-24 07:30"))  # a day of 25 hours follows
    assert until_words(local(at("2026-10-25 07:30")), before_autumn) == "sön 07:30"


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (at("2026-11-24 13:55"), "13:55"),
        (at("2026-11-23 22:10"), "i går 22:10"),
        (at("2026-11-14 09:00"), "14 nov 09:00"),
        (at("2025-11-14 09:00"), "14 nov 2025 09:00"),
    ],
)
def test_an_age_in_words(then: datetime, words: str) -> None:
    assert age_words(then, NOW) == words


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (at("2026-12-31 08:00"), "tor 31 dec 08:00"),
        (at("2027-01-02 08:00"), "lör 2 jan 2027 08:00"),
        (at("2025-12-31 08:00"), "ons 31 dec 2025 08:00"),
    ],
)
def test_words_for_any_day_say_the_year_where_it_is_another(moment: datetime, words: str) -> None:
    assert full_words(moment, NOW) == words
