"""Which numbers come first at a moment."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.answering import AnsweringTimes, Answers
from directory.catalogue.phones import Phone
from directory.walltime.opening import WorkingHours
from tests.builders import at, phone
from tests.directory.almanac import SWEDEN

DAY, NIGHT = phone("08-465 004 50", hours="vard 08–16"), phone("08-465 004 51", hours="natt")
ALWAYS, WORDS = phone("08-465 004 52"), phone("08-465 004 53", hours="fråga efter Anna")


def times(wall: str, day_hours: str = "mån–fre 08–17") -> AnsweringTimes:
    return AnsweringTimes(at(wall), SWEDEN, WorkingHours.parse(day_hours))


@pytest.mark.parametrize(
    ("wall", "first"),
    [
        ("2026-11-24 12:00", DAY),
        ("2026-11-24 23:00", NIGHT),
        ("2026-11-24 18:00", NIGHT),  # neither answers: the one that does so next
        ("2026-11-25 07:30", DAY),
        ("2026-11-28 12:00", NIGHT),  # Saturday
    ],
)
@pytest.mark.parametrize("numbers", [(DAY, NIGHT), (NIGHT, DAY)])
def test_the_one_that_answers_is_first(wall: str, first: Phone, numbers: tuple[Phone, ...]) -> None:
    assert times(wall).best_first(numbers)[0] == first


def test_words_are_no_reason_to_wait_unless_another_says_that_it_answers() -> None:
    noon = times("2026-11-24 12:00")
    assert noon.best_first((WORDS, ALWAYS)) == (WORDS, ALWAYS)
    assert noon.best_first((WORDS, DAY)) == (DAY, WORDS)
    assert times("2026-11-24 23:00").best_first((DAY, WORDS)) == (WORDS, DAY)


def test_a_service_that_never_rests_has_no_day_hours_of_its_own() -> None:
    on_call = phone("08-465 004 54", hours="jourtid")
    assert times("2026-11-24 23:00", "dygnet runt").of(on_call) is Answers.YES
    assert times("2026-11-24 12:00", "").of(on_call) is Answers.NO


def test_all_are_closed_only_when_there_is_a_number_and_none_answers() -> None:
    night = times("2026-11-24 23:00")
    assert night.closed([DAY])
    assert not night.closed([])
    assert not night.closed([DAY, WORDS])
    assert night.opens(DAY) == at("2026-11-25 08:00")


HOURS = st.sampled_from(["", "vard 08–16", "jourtid", "natt", "dygnet runt", "oläsligt", "helg"])
MOMENTS = st.integers(0, 24 * 600).map(lambda n: at("2026-01-02 00:00") + timedelta(hours=n))


@given(st.lists(HOURS, min_size=1, max_size=5), MOMENTS)
def test_none_is_lost_and_a_closed_one_is_never_before_one_that_answers(
    hours: list[str], moment: datetime
) -> None:
    phones = [phone(f"08-465 004 0{n}", hours=text) for n, text in enumerate(hours)]
    when = AnsweringTimes(moment, SWEDEN)
    ordered = when.best_first(phones)
    assert sorted(p.number for p in ordered) == sorted(p.number for p in phones)
    closed = [when.of(p) is Answers.NO for p in ordered]
    assert closed == sorted(closed)
