"""What a question about what has been means, and that nothing of it is dropped in silence."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.walltime.days import local
from directory.walltime.moment_past import past_words, read_asked_past, read_past
from directory.walltime.moments import read_moment
from tests.builders import at

NOW = at("2026-11-24 14:05")  # a Tuesday


def said(text: str, now: str = "2026-11-24 14:05") -> str:
    """The moment as local time, with a star if only a day was said; then what is left."""
    past, rest = read_past(text, at(now))
    if past is None:
        return ""
    star = "*" if past.when.day_only else ""
    return f"{local(past.when.moment):%Y-%m-%d %H:%M}{star} {rest}".strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("igår", "2026-11-23 10:00*"),
        ("i gar", "2026-11-23 10:00*"),
        ("I GÅR", "2026-11-23 10:00*"),
        ("yesterday", "2026-11-23 10:00*"),
        ("igår kväll", "2026-11-23 19:00"),
        ("igårkväll", "2026-11-23 19:00"),
        ("i går natt", "2026-11-24 02:00"),
        ("i går natt kl 3", "2026-11-24 03:00"),
        ("igår 22", "2026-11-23 22:00"),
        ("igår 22:30", "2026-11-23 22:30"),
        ("i går morse", "2026-11-23 08:00"),
        ("i förrgår", "2026-11-22 10:00*"),
        ("förrgår kl 8", "2026-11-22 08:00"),
        ("i morse", "2026-11-24 08:00"),
        ("i eftermiddags", "2026-11-24 14:05"),
        ("i förmiddags", "2026-11-24 10:00"),
        ("last night", "2026-11-24 02:00"),
        ("förra natten", "2026-11-24 02:00"),
        ("natten som gick", "2026-11-24 02:00"),
        ("natten till idag", "2026-11-24 02:00"),
        ("natten till igår", "2026-11-23 02:00"),
        ("natten mot i lördags", "2026-11-21 02:00"),
        ("i fredags", "2026-11-20 10:00*"),
        ("i fredags kväll", "2026-11-20 19:00"),
        ("i fredags natt", "2026-11-21 02:00"),
        ("i måndags morse", "2026-11-23 08:00"),
        ("i tisdags", "2026-11-17 10:00*"),
        ("i lordags kl 23", "2026-11-21 23:00"),
        ("last friday", "2026-11-20 10:00*"),
        ("förra fredagen", "2026-11-20 10:00*"),
        ("förra söndag", "2026-11-22 10:00*"),
        ("förra veckans onsdag", "2026-11-18 10:00*"),
        ("fredagen förra veckan", "2026-11-20 10:00*"),
        ("i onsdags förra veckan", "2026-11-18 10:00*"),
        ("förra veckan", "2026-11-16 10:00*"),
        ("last week", "2026-11-16 10:00*"),
        ("veckan som gick", "2026-11-16 10:00*"),
        ("förra helgen", "2026-11-21 12:00"),
        ("senaste helgen", "2026-11-21 12:00"),
        ("helgen som var", "2026-11-21 12:00"),
        ("för tre dagar sedan", "2026-11-21 10:00*"),
        ("för 3 dagar sen", "2026-11-21 10:00*"),
        ("tre dygn sedan", "2026-11-21 10:00*"),
        ("för en vecka sedan", "2026-11-17 10:00*"),
        ("för två veckor sedan kl 03:00", "2026-11-10 03:00"),
        ("för två månader sedan", "2026-09-24 10:00*"),
        ("för ett år sedan", "2025-11-24 10:00*"),
        ("two days ago", ""),
        ("2 days ago", "2026-11-22 10:00*"),
        ("för två timmar sedan", "2026-11-24 12:05"),
        ("för 20 min sen", "2026-11-24 13:45"),
        ("för en kvart sedan", "2026-11-24 13:50"),
        ("för en halvtimme sen", "2026-11-24 13:35"),
        ("i julas", "2025-12-24 10:00*"),
        ("i påskas", "2026-04-04 10:00*"),
        ("i midsomras", "2026-06-19 10:00*"),
        ("kardiologi i fredags norra", "2026-11-20 10:00* kardiologi norra"),
        ("vem hade jouren i går, kardiologi?", "2026-11-23 10:00* vem hade jouren kardiologi?"),
        ("i fredag", ""),
        ("fredag", ""),
        ("i natt", ""),
        ("i dag", ""),
        ("dagsjour", ""),
        ("Vardagsgatan", ""),
    ],
)
def test_what_has_been(text: str, expected: str) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("i söndags", "2026-11-29 12:00", "2026-11-22 10:00*"),
        ("förra helgen", "2026-11-29 12:00", "2026-11-21 12:00"),
        ("förra fredagen", "2026-11-29 12:00", "2026-11-20 10:00*"),
        ("i fredags", "2026-11-29 12:00", "2026-11-27 10:00*"),
        ("för en månad sedan", "2026-03-31 12:00", "2026-02-28 10:00*"),
        ("för ett år sedan", "2028-02-29 12:00", "2027-02-28 10:00*"),
        ("i söndags kl 02:30", "2026-10-26 12:00", "2026-10-25 02:30"),
        ("i söndags kl 02:30", "2026-03-30 12:00", "2026-03-29 03:00"),
    ],
)
def test_on_other_days(text: str, now: str, expected: str) -> None:
    assert said(text, now) == expected


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("igår", "2026-11-23 00:00", "2026-11-24 00:00"),
        ("förra veckan", "2026-11-16 00:00", "2026-11-23 00:00"),
        ("förra helgen", "2026-11-21 00:00", "2026-11-23 00:00"),
        ("igår kväll", "2026-11-23 19:00", "2026-11-24 19:00"),
    ],
)
def test_all_the_time_that_is_named(text: str, first: str, after: str) -> None:
    past, _ = read_past(text, NOW)
    assert past is not None
    assert (past.hours.start, past.hours.end) == (at(first), at(after))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("i natt", "2026-11-24 02:00"),
        ("fredag", "2026-11-20 10:00"),
        ("måndag", "2026-11-23 10:00"),
        ("lördag natt", "2026-11-22 02:00"),
        ("natten mot lördag", "2026-11-21 02:00"),
        ("i helgen", "2026-11-21 12:00"),
        ("kl 3", "2026-11-24 03:00"),
        ("12/10", "2026-10-12 10:00"),
        ("3/11", "2026-11-03 10:00"),
        ("24/12", "2025-12-24 10:00"),
        ("idag", "2026-11-24 14:05"),
        ("imorgon", "2026-11-25 10:00"),
    ],
)
def test_what_could_be_the_next_is_the_last_where_it_is_asked_who_was(
    text: str, expected: str
) -> None:
    when, _ = read_asked_past(text, NOW)
    assert when is not None
    assert f"{local(when.moment):%Y-%m-%d %H:%M}" == expected


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("kardiologi i somras", ("i somras",)),
        ("kardiologi i fjol", ("i fjol",)),
        ("kardiologi förra månaden", ("förra månaden",)),
        ("kardiologi häromdagen", ("häromdagen",)),
        ("kardiologi för några dagar sedan", ("för några dagar sedan",)),
        ("kardiologi igår och i fredags", ("igår", "i fredags")),
        ("kardiologi two days ago", ("two days ago",)),
        ("feber sedan i lördags", ()),
        ("ramlade igår", ()),
        ("kardiologi", ()),
    ],
)
def test_words_of_what_has_been(text: str, left: tuple[str, ...]) -> None:
    assert past_words(text) == left


@given(st.text(alphabet="iförragådsenmtlvckh 0123456789,.?", max_size=60), st.integers(0, 10**6))
@settings(max_examples=300)
def test_any_text_is_read_or_left_as_it_is(text: str, minutes: int) -> None:
    now = NOW + timedelta(minutes=minutes)
    past, rest = read_past(text, now)
    if past is None:
        assert rest == " ".join(text.split())
    else:
        assert past.hours.start <= past.when.moment < past.hours.end
    past_words(text)


@given(st.sampled_from(["igår", "i fredags", "förra veckan", "för 3 dagar sedan", "i morse"]))
def test_a_question_to_come_never_takes_them_for_its_time(words: str) -> None:
    assert read_moment(f"ramlade {words}", NOW)[0] is None
