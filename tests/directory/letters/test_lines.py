"""Lines of letters: numbers are numbers among the words, from where they are known to the edge."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.phones import PhoneKind
from directory.letters.lines import (
    LetterLine,
    Number,
    joined,
    line_of,
    phone_line,
    plain_line,
    runs_of,
    separated,
    with_numbers,
    words_of,
)
from tests.builders import phone

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
RUNS = st.lists(WORDS | st.builds(Number, WORDS, st.just("tel:+46846500400")), max_size=5)


@pytest.mark.parametrize(
    "number",
    [
        "070-174 06 05",
        "08-465 004 00",
        "+46 70 174 06 05",
        "0701740605",
        "(08) 465 004 00",
        "0980-319 200",
        "070–174 06 05",
    ],
)
def test_a_number_that_somebody_has_written_is_a_number(number: str) -> None:
    line = with_numbers(f"Ring {number} nu")
    before, found, after = runs_of(line)
    assert (before, after) == ("Ring ", " nu")
    assert isinstance(found, Number)
    assert (found.text, found.uri[:7]) == (number, "tel:+46")
    assert words_of(line) == f"Ring {number} nu"


@pytest.mark.parametrize(
    "words",
    [
        "tis 24 nov 08:00–16:30",
        "pass 07–19 23 nov",
        "2026-11-24 08.00",
        "natten 31 dec–1 jan",
        "0,5 mg",
        "vecka 48",
    ],
)
def test_times_and_dates_are_not(words: str) -> None:
    assert with_numbers(words) == words


@pytest.mark.parametrize(
    ("kind", "number", "extension", "runs"),
    [
        (PhoneKind.DIRECT, "08-465 004 13", "", ["#08-465 004 13"]),
        (PhoneKind.SWITCHBOARD, "08-465 004 00", "", ["växel ", "#08-465 004 00"]),
        (PhoneKind.SWITCHBOARD, "08-465 004 00", "1234", ["#08-465 004 00", " ankn 1234"]),
        (PhoneKind.INTERNAL, "5-1234", "", ["internt 5-1234"]),
        (PhoneKind.PAGER, "12345", "", ["sökare 12345"]),
        (PhoneKind.DIRECT, "112", "", ["112"]),
        (PhoneKind.DIRECT, "1177", "", ["1177"]),
        (PhoneKind.TEXT, "via växeln", "", ["via växeln"]),
        (PhoneKind.TEXT, "säg till på 08-465 004 00", "", ["säg till på ", "#08-465 004 00", ""]),
    ],
)
def test_a_phone_is_said_as_it_is_read(
    kind: PhoneKind, number: str, extension: str, runs: list[str]
) -> None:
    it = phone(number, kind=kind, extension=extension)
    line = phone_line(it)
    assert words_of(line) == it.text()
    shown = [f"#{run.text}" if isinstance(run, Number) else run for run in runs_of(line)]
    assert shown == [run for run in runs if run]


def test_lines_are_put_together_and_words_stay_words() -> None:
    number = phone_line(phone("08-465 004 13"))
    assert joined("a", "", "b") == "ab"
    assert joined() == ""
    assert separated(", ", ["a", "b"]) == "a, b"
    assert separated(" eller ", [number, number]) == (*runs_of(number), " eller ", *runs_of(number))


@given(RUNS)
def test_a_line_is_kept_and_read_back(runs: list[str | Number]) -> None:
    line: LetterLine = joined(tuple(runs))
    assert line_of(json.loads(json.dumps(plain_line(line)))) == line
    assert words_of(line) == "".join(words_of((run,)) for run in runs)


def test_a_line_that_an_earlier_release_kept_is_read() -> None:
    assert line_of("Bakjour fre 27 nov 16:00–07:30") == "Bakjour fre 27 nov 16:00–07:30"
    assert line_of("Visas nu: 08-465 004 13.") == (
        "Visas nu: ",
        Number("08-465 004 13", "tel:+46846500413"),
        ".",
    )
