"""What a clinician's words for a moment mean, and what is no moment at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.walltime.days import local, to_utc
from directory.walltime.moments import read_moment
from directory.walltime.said import moment_words
from tests.builders import at

NOW = at("2026-11-24 14:05")  # a Tuesday


def understood(text: str, now: datetime = NOW) -> str:
    """The moment as local time, with a star if only a day was said; empty if nothing was."""
    when, _ = read_moment(text, now)
    if when is None:
        return ""
    assert when.moment.tzinfo is UTC
    return f"{local(when.moment):%Y-%m-%d %H:%M}{'*' if when.day_only else ''}"


# --- Days and hours -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nu", "2026-11-24 14:05"),
        ("just nu", "2026-11-24 14:05"),
        ("idag", "2026-11-24 14:05*"),
        ("i dag", "2026-11-24 14:05*"),
        ("idag 8", "2026-11-24 08:00"),
        ("imorgon", "2026-11-25 10:00*"),
        ("I MORGON", "2026-11-25 10:00*"),
        ("imorrn", "2026-11-25 10:00*"),
        ("imorron kl 8", "2026-11-25 08:00"),
        ("övermorgon", "2026-11-26 10:00*"),
        ("i overmorgon", "2026-11-26 10:00*"),
        ("måndag", "2026-11-30 10:00*"),
        ("mandag", "2026-11-30 10:00*"),
        ("mån", "2026-11-30 10:00*"),
        ("på fredag", "2026-11-27 10:00*"),
        ("fredagen", "2026-11-27 10:00*"),
        ("tors", "2026-11-26 10:00*"),
        ("tor", "2026-11-26 10:00*"),
        ("lordag", "2026-11-28 10:00*"),
        ("sön", "2026-11-29 10:00*"),
        ("om 3 dagar", "2026-11-27 10:00*"),
        ("om en vecka", "2026-12-01 10:00*"),
        ("om tre dagar kl 9", "2026-11-27 09:00"),
        ("om 2 timmar", "2026-11-24 16:05"),
        ("om en timme", "2026-11-24 15:05"),
        ("om 30 min", "2026-11-24 14:35"),
        ("om en kvart", "2026-11-24 14:20"),
        ("om en halvtimme", "2026-11-24 14:35"),
    ],
)
def test_days_and_delays(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-08-24T19:23", "2026-08-24 19:23"),
        ("2026-08-24t19:23:45", "2026-08-24 19:23"),
        ("2026-08-24T17:23Z", "2026-08-24 19:23"),
        ("2026-08-24T19:23:45.5+02:00", "2026-08-24 19:23"),
        ("2026-08-24T12:23-0500", "2026-08-24 19:23"),
        ("2026-08-24 19:23", "2026-08-24 19:23"),
        ("20260824T1923", "2026-08-24 19:23"),
        ("20260824T172300Z", "2026-08-24 19:23"),
        ("20260824", "2026-08-24 10:00*"),
        ("2026-08-24", "2026-08-24 10:00*"),
        ("20261340T1923", ""),
        ("2026-02-30T10:00", ""),
        ("2026-08-24T25:00", ""),
    ],
)
def test_moments_as_iso_8601_writes_them(text: str, expected: str) -> None:
    assert understood(text) == expected
    assert understood(f"kardiologi {text} norra") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("halv åtta", "2026-11-24 19:30"),
        ("halv 3", "2026-11-24 14:30"),
        ("kvart i fyra", "2026-11-24 15:45"),
        ("kl kvart över elva", "2026-11-24 23:15"),
        ("klockan tre", "2026-11-24 15:00"),
        ("halv åtta ikväll", "2026-11-24 19:30"),
        ("imorgon halv åtta", "2026-11-25 07:30"),
        ("kl tre i natt", "2026-11-25 03:00"),
        ("vid 15-tiden", "2026-11-24 15:00"),
        ("efter 16", "2026-11-24 16:00"),
        ("efter fyra", "2026-11-24 16:00"),
        ("efter kl 16", "2026-11-24 16:00"),
        ("ikväll vid 22", "2026-11-24 22:00"),
        ("vid midnatt", "2026-11-25 00:00"),
        ("kl 1930", "2026-11-24 19:30"),
        ("lör 0730", "2026-11-28 07:30"),
        ("nu i kväll 21.30", "2026-11-24 21:30"),
        ("lördagskväll", "2026-11-28 19:00"),
        ("imorgonbitti", "2026-11-25 08:00"),
        ("natten till söndag", "2026-11-29 02:00"),
        ("onsdag efter lunch", "2026-11-25 14:00"),
        ("nästa fredag", "2026-12-04 10:00*"),
        ("på fredag nästa vecka", "2026-12-04 10:00*"),
        ("nästa helg", "2026-12-05 12:00"),
        ("nästa vecka", "2026-11-30 10:00*"),
        ("annandagen", "2026-12-26 10:00*"),
        ("i påsk", "2027-03-27 10:00*"),
        ("snarast", "2026-11-24 14:05"),
        ("omgående", "2026-11-24 14:05"),
        ("nu direkt", "2026-11-24 14:05"),
        ("tonight", "2026-11-24 19:00"),
        ("tomorrow morning", "2026-11-25 08:00"),
        ("on saturday at 8 pm", "2026-11-28 20:00"),
        ("right now", "2026-11-24 14:05"),
    ],
)
def test_other_ways_to_say_it(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("tonight", "2026-11-25 01:00", "2026-11-25 01:00"),
        ("nu på kvällen", "2026-11-24 20:00", "2026-11-24 20:00"),
        ("natten till söndag", "2026-11-29 01:00", "2026-11-29 01:00"),
        ("i natt", "2026-11-24 22:30", "2026-11-24 22:30"),
    ],
)
def test_other_ways_to_say_what_goes_on(text: str, now: str, expected: str) -> None:
    assert understood(text, at(now)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "ramlade i natt",
        "feber sen i natt",
        "ont i magen igår kväll",
        "ont efter lunch",
        "crp runt 5",
        "kalium 6 till 7",
        "ef vid 20",
        "halv två tabletter",
        "vid 3 tillfällen",
        "gravid vecka 33",
        "vid 25-tiden",
        "cough at night",
    ],
)
def test_what_has_been_and_what_is_counted_is_no_moment(text: str) -> None:
    assert read_moment(text, NOW) == (None, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tis 15", "2026-11-24 15:00"),  # still ahead today
        ("tis 14", "2026-12-01 14:00"),
        ("tisdag", "2026-12-01 10:00*"),
        ("lör 23", "2026-11-28 23:00"),
        ("lör kl. 23:15", "2026-11-28 23:15"),
        ("lör 07.30", "2026-11-28 07:30"),
        ("imorgon 8", "2026-11-25 08:00"),
        ("kl 22", "2026-11-24 22:00"),
        ("klockan 8", "2026-11-25 08:00"),
        ("kl. 8", "2026-11-25 08:00"),
        ("kl8", "2026-11-25 08:00"),
        ("22:30", "2026-11-24 22:30"),
        ("22.30", "2026-11-24 22:30"),
        ("kl 14:05", "2026-11-24 14:05"),
        ("kl 22 på fredag", "2026-11-27 22:00"),
        ("måndag kl 24", "2026-12-01 00:00"),
    ],
)
def test_clock_times(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("imorgon bitti", "2026-11-25 08:00"),
        ("fre förmiddag", "2026-11-27 10:00"),
        ("fre lunch", "2026-11-27 12:00"),
        ("fre em", "2026-11-27 14:00"),
        ("fredag eftermiddag kl 3", "2026-11-27 15:00"),
        ("fre kväll", "2026-11-27 19:00"),
        ("fre kvall 22", "2026-11-27 22:00"),
        ("fredag på kvällen", "2026-11-27 19:00"),
        ("i kväll", "2026-11-24 19:00"),
        ("ikväll kl 8", "2026-11-24 20:00"),
        ("i förmiddag", "2026-11-25 10:00"),
        ("i natt", "2026-11-25 02:00"),
        ("imorgon natt", "2026-11-26 02:00"),
        ("fredag natt", "2026-11-28 02:00"),
        ("fredag natt kl 23", "2026-11-27 23:00"),
        ("fredag natt kl 3", "2026-11-28 03:00"),
        ("helgen", "2026-11-28 12:00"),
        ("i helgen", "2026-11-28 12:00"),
        ("nyårsafton kväll", "2026-12-31 19:00"),
    ],
)
def test_parts_of_the_day(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("i natt", at("2026-11-25 01:00"), "2026-11-25 01:00"),
        ("i natt", at("2026-11-25 05:59"), "2026-11-25 05:59"),
        ("i natt", at("2026-11-25 06:00"), "2026-11-26 02:00"),
        ("tisdag natt", at("2026-11-25 01:00"), "2026-11-25 01:00"),
        ("i kväll", at("2026-11-24 21:00"), "2026-11-24 21:00"),
        ("tis kväll", at("2026-11-24 21:00"), "2026-11-24 21:00"),
        ("i eftermiddag", NOW, "2026-11-24 14:05"),
        ("helgen", at("2026-11-28 09:00"), "2026-11-28 09:00"),
        ("helgen", at("2026-11-29 23:00"), "2026-11-29 23:00"),
        ("helgen kl 9", at("2026-11-28 12:00"), "2026-11-29 09:00"),
    ],
)
def test_what_goes_on_is_now(text: str, now: datetime, expected: str) -> None:
    assert understood(text, now) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("24/12", "2026-12-24 10:00*"),
        ("den 24/12", "2026-12-24 10:00*"),
        ("24.12", "2026-12-24 10:00*"),
        ("6.12", "2026-12-06 10:00*"),
        ("den 12.10", "2027-10-12 10:00*"),
        ("24 dec", "2026-12-24 10:00*"),
        ("24:e december", "2026-12-24 10:00*"),
        ("torsdag den 24 dec kl 8", "2026-12-24 08:00"),
        ("24/12 08:00", "2026-12-24 08:00"),
        ("24/12 2027", "2027-12-24 10:00*"),
        ("24.12.2027 kl 8", "2027-12-24 08:00"),
        ("2026-12-24", "2026-12-24 10:00*"),
        ("2026-12-24 08:00", "2026-12-24 08:00"),
        ("24/11", "2026-11-24 14:05*"),  # today
        ("3/1", "2027-01-03 10:00*"),
        ("1/11", "2026-11-01 10:00*"),  # three weeks ago
        ("1/10", "2027-10-01 10:00*"),  # longer ago than a month
    ],
)
def test_dates(text: str, expected: str) -> None:
    assert understood(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("julafton", "2026-12-24"),
        ("juldagen", "2026-12-25"),
        ("nyarsafton", "2026-12-31"),
        ("midsommarafton", "2027-06-25"),
        ("påskafton", "2027-03-27"),
        ("långfredag", "2027-03-26"),
        ("skärtorsdagen", "2027-03-25"),
        ("kristi himmelsfärdsdag", "2027-05-06"),
        ("alla helgons dag", "2027-11-06"),
    ],
)
def test_days_of_the_calendar(text: str, expected: str) -> None:
    assert understood(text) == f"{expected} 10:00*"


def test_a_leap_day_waits_for_a_leap_year() -> None:
    assert understood("29/2") == ""
    assert understood("29/2", at("2027-11-01 10:00")) == "2028-02-29 10:00*"


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        (
            "sön 02:30",
            at("2026-03-27 10:00"),
            datetime(2026, 3, 29, 1, 0, tzinfo=UTC),
        ),  # there is no 02:30
        ("lördag natt", at("2026-03-27 10:00"), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        ("om 2 timmar", at("2026-03-29 01:30"), datetime(2026, 3, 29, 2, 30, tzinfo=UTC)),
        (
            "sön 02:30",
            at("2026-10-23 10:00"),
            datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        ),  # the first of two
        (
            "02:10",
            at("2026-10-25 02:20"),
            datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
        ),  # the second is ahead
        ("om 2 timmar", at("2026-10-25 01:30"), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)),
    ],
)
def test_moments_where_the_clock_is_changed(text: str, now: datetime, expected: datetime) -> None:
    when, _ = read_moment(text, now)
    assert when is not None
    assert when.moment == expected


# --- The rest of the query ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "rest"),
    [
        ("kardiologi imorgon", "imorgon", "kardiologi"),
        ("  Imorgon   Kardiologi  Umeå ", "Imorgon", "Kardiologi Umeå"),
        ("kardiologi fre kväll bakjour", "fre kväll", "kardiologi bakjour"),
        ("fredag kardiologi kl 22", "fredag kl 22", "kardiologi"),
        ("vem har jouren nu i helgen?", "nu i helgen", "vem har jouren"),
        ("ortoped, lör 23.", "lör 23", "ortoped,"),
        ("fredag, kl 8, ortoped", "fredag kl 8", "ortoped"),
        ("kardiologi kväll", "kväll", "kardiologi"),
        ("natt kardiologi", "natt", "kardiologi"),
        ("imorgon 2 patienter", "imorgon", "2 patienter"),
        ("imorgon kl 25", "imorgon", "kl 25"),
        ("fre 32/13", "fre", "32/13"),
        ("imorgon PSA 12", "imorgon", "PSA 12"),
        ("imorgon VAS 7/10", "imorgon", "VAS 7/10"),
        ("lör-sön fre", "fre", "lör-sön"),
    ],
)
def test_the_words_are_taken_and_the_rest_is_left(text: str, words: str, rest: str) -> None:
    when, left = read_moment(text, NOW)
    assert when is not None
    assert (when.words, left) == (words, rest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kardiologi",
        "32/13",
        "0/5",
        "kl 25",
        "kl 24:30",
        "25:99",
        "12:60",
        "2026-13-01",
        "PSA 12",
        "PSA 4.12",
        "TSH 4.11",
        "78-årig man",
        "man 40 år",
        "typ 2",
        "förmaksflimmer 24h",
        "barn 18 mån",
        "två mån gammal",
        "i mån av tid",
        "min son",
        "nattblindhet",
        "morgonstelhet",
        "natt-jour",
        "dagtid",
        "helgjour",
        "fredagsjour",
        "hosta på natten",
        "stel på morgonen",
        "insulin morgon och kväll",
        "smärta efter lunch",
        "blodtryck 120/80",
        "blodtryck 20/10",
        "VAS 7/10",
        "1/2 tablett",
        "titer 1:20",
        "ring 08-465 004 12",
        "070-174 06 05",
        "1177",
        "GFR 22.30",
        "saturation 22:30%",
        "måndag–fredag",
        "nutrition",
        "om en vän",
    ],
)
def test_what_is_no_moment_is_left_alone(text: str) -> None:
    assert read_moment(text, NOW) == (None, text)


# fmt: off
WORDS = [
    "om", "en", "2", "kl", "klockan", "kl.", "på", "den", "nu", "i", "dag", "idag", "imorgon",
    "övermorgon", "mån", "tisdag", "lör", "sön", "fre", "kväll", "natt", "helgen", "24/12", "32/13", "24.12", "22:30",
    "25:99", "2026-12-24", "99", "timmar", "dagar", "dec", "julafton", "pingstafton", "tıſdag", "ſep", "K", ",", ".",
    "och", "PSA", "v", "18", "mg", "0", "morgon", "bitti", "em", "2099", "31", "feb",
]
# fmt: on
ANY_NOW = st.builds(
    to_utc, st.dates(date(2025, 1, 1), date(2090, 1, 1)) | st.just(date(2026, 10, 25)), st.times()
)


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), ANY_NOW)
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_read_and_only_loses_words(text: str, now: datetime) -> None:
    when, rest = read_moment(text, now)
    assert len(rest) <= len(text)
    if when is None:
        assert rest == " ".join(text.split())
    else:
        assert when.words
        assert when.moment.tzinfo is UTC
    for _ in range(10):
        when, rest = read_moment(rest, now)
    assert rest == " ".join(rest.split())


@pytest.mark.parametrize(
    "piece", ["kl ", "mån ", "3/4 ", "om 9 ", "fre, ", "nu den ", "9", ",", "i ", "22:30 mg "]
)
def test_long_texts_are_read_too(piece: str) -> None:
    read_moment(piece * 50_000, NOW)


@given(ANY_NOW, st.integers(0, 300 * 24 * 60))
@settings(max_examples=200, deadline=None)
def test_what_is_said_of_a_coming_moment_is_understood(now: datetime, minutes: int) -> None:
    now = now.replace(second=0, microsecond=0)
    moment = now + timedelta(minutes=minutes)
    when, rest = read_moment(moment_words(moment, now), now)
    assert when is not None
    assert rest == ""
    wall = local(moment)
    assert when.moment == to_utc(wall.date(), wall.time()) or when.moment == moment
