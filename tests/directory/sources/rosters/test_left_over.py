"""Words that are left when role and person are found: read past, hours, or a question."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.catalogue.shift_times import DayHours
from directory.sources.rosters.reading import read_roster
from directory.sources.rosters.words.left_over import left_over, prose_fault, words_fault
from directory.sources.rosters.words.word_lists import is_harmless, is_harmless_note, telling
from tests.directory.sources.rosters.stories import (
    CONSULTANT,
    SENIOR,
    FaultRow,
    calendar,
    context,
    read,
    rows,
    timed,
    told,
    workbook,
)

NIGHT: FaultRow = ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")


def day_hours(role: Role, _day: date) -> DayHours:
    """By day 07:30–16:00; consulting physicians 08–17, then an evening until 21."""
    if role is CONSULTANT:
        return DayHours(time(8), time(17), time(21))
    return DayHours(time(7, 30), time(16))


def in_a_calendar(summary: str) -> str:
    return calendar(timed("20260324T160000", "20260325T073000", summary=summary))


def in_a_heading(heading: str) -> str:
    return f"Datum;{heading}\n24/3;AA\n"


def in_a_role(role: str) -> str:
    return f"Datum;Roll;Namn\n24/3;{role};AA\n"


def in_a_cell(cell: str) -> str:
    return f"Datum;Bakjour\n24/3;{cell}\n"


def in_a_list_note(note: str) -> str:
    return f"Datum;Roll;Namn;Anmärkning\n24/3;bakjour;AA;{note}\n"


def in_a_matrix_note(note: str) -> str:
    return f"Datum;Bakjour;Anm\n24/3;AA;{note}\n"


def asked(text: str, words: str) -> None:
    """One row, with nobody on duty, that shows the words and cannot be accepted as a name."""
    (row,) = read(text, role=SENIOR, role_is_said=False, day_hours=day_hours).rows
    assert told(row)[3] == "?"
    assert not row.unknown_person
    assert f"”{words}”" in row.problem


# --- A question -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "words"),
    [
        ("Bakjour: AA (sjuk)", "sjuk"),
        ("Bakjour: AA sjuk", "sjuk"),
        ("Bakjour AA - sjukskriven", "sjukskriven"),
        ("Bakjour: AA, vab", "vab"),
        ("Ej bakjour: AA", "Ej"),
        ("Bakjour: AA inte", "inte"),
        ("Ledig efter bakjour", "Ledig efter"),
        ("AA ledig efter bakjour", "ledig efter"),
        ("Inställt", "Inställt"),
        ("Bakjour: AA INSTÄLLT", "INSTÄLLT"),
        ("SJUK, VV tar", "SJUK tar"),
        ("Bakjour: AA byter med BB", "byter med"),
        ("Bakjour: AA ersätts av BB", "ersätts av"),
        ("Bakjour: AA?", "?"),
        ("Bakjour prel: AA", "prel"),
        ("Önskar bakjour: AA", "Önskar"),
        ("Förslag bakjour AA", "Förslag"),
        ("Bakjourkomp: AA", "Bakjourkomp"),
        ("Bakjour AA kurs", "kurs"),
        ("Föräldraledig: AA (bakjour)", "Föräldraledig"),
        ("Antal bakjour: 3", "Antal"),
        ("Bakjour Södra: AA", "Södra"),
        ("Bakjour 2: AA", "2"),
        ("Reservbakjour: AA", "Reserv"),
        ("Extra bakjour: AA", "Extra"),
        ("Bakjour PCI – Anna Asp", "PCI"),
        ("Bakjour AA från 20", "från 20"),
        ("Bakjour vakant (AA sjuk)", "AA sjuk"),
        ("AA bakjour vacation", "vacation"),
        ("Bakjour: Nisse Nilsson (sjuk)", "sjuk"),
        ("Bakjour: Nisse Nilsson sjuk", "sjuk"),
    ],
)
def test_in_the_summary_of_an_event(summary: str, words: str) -> None:
    asked(in_a_calendar(summary), words)


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        ("Önskar bakjour", "Önskar"),
        ("Bakjour, önskemål", "önskemål"),
        ("Antal bakjour", "Antal"),
        ("Bakjour Södra", "Södra"),
        ("Bakjour avd 5", "avd 5"),
        ("Bakjour PCI", "PCI"),
        ("Bakjour 2", "2"),
        ("Bakjour?", "?"),
        ("Bakjour (prel)", "prel"),
        ("Ej bakjour", "Ej"),
        ("Ledig efter bakjour", "Ledig efter"),
        ("Reservbakjour", "Reserv"),
        ("Ersättare bakjour", "Ersättare"),
    ],
)
def test_in_a_heading_and_in_a_role(heading: str, words: str) -> None:
    asked(in_a_heading(heading), words)
    asked(in_a_role(heading), words)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("AA (sjuk)", "sjuk"),
        ("AA sjuk", "sjuk"),
        ("sjuk", "sjuk"),
        ("SJUK, VV tar", "SJUK tar"),
        ("AA?", "?"),
        ("AA*", "*"),
        ("AA, prel", "prel"),
        ("AA natt", "natt"),
        ("AA 2", "2"),
        ("AA (Södra)", "Södra"),
        ("AA ersätts av BB", "ersätts av"),
        ("Anna Asp (HIA)", "HIA"),
        ("Vikarie", "Vikarie"),
    ],
)
def test_in_a_cell(cell: str, words: str) -> None:
    asked(in_a_cell(cell), words)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("sjuk", "sjuk"),
        ("bytt med BB", "BB"),
        ("VV tar", "VV tar"),
        ("inställt", "inställt"),
        ("preliminär", "preliminär"),
        ("slutar 20", "slutar 20"),
        ("Bo Björn", "Bo Björn"),
    ],
)
def test_in_a_note(note: str, words: str) -> None:
    asked(in_a_list_note(note), words)
    asked(in_a_matrix_note(note), words)


@pytest.mark.parametrize("cell", ["AA → BB", "AA -> BB", "NN → VV", "AA/BB"])
def test_one_to_another_are_two(cell: str) -> None:
    (row,) = read(in_a_cell(cell)).rows
    assert (row.person, row.unknown_person) == (None, False)
    assert "flera personer" in row.problem


def test_under_a_heading_that_is_not_read() -> None:
    asked("Datum;Roll;Namn;Status\n24/3;bakjour;AA;Inställt\n", "Inställt")
    asked("Datum;Roll;Namn;Ersättare\n24/3;bakjour;AA;BB\n", "BB")
    asked("Datum;Roll;Namn;Namn\n24/3;bakjour;AA;Bo Björn\n", "Bo Björn")
    assert rows("Datum;Roll;Namn;Kostnadsställe\n24/3;bakjour;AA;4711 HIA\n") == [NIGHT]


def test_in_a_description_only_what_says_that_somebody_is_not_there() -> None:
    said = timed("20260324T160000", "20260325T073000", "DESCRIPTION:Anna är sjuk\\, Bo kommer")
    asked(calendar(said), "sjuk")
    other = timed("20260324T160000", "20260325T073000", "DESCRIPTION:Ring inte före 8. HIA: 4711")
    assert rows(calendar(other)) == [NIGHT]


# --- Read past --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "summary",
    [
        "VB: Bakjour: AA",
        "Bakjour: AA tel 08-465 004 00",
        "Bakjour: AA (08-465 004 00)",
        "Bakjour HIA: AA",
        "HIA-bakjour AA",
        "Kardiologi bakjour hemma: AA",
        "Bakjour natt: AA",
        "Nattbakjour AA",
        "Bakjour: Anna Asp, överläkare (AA)",
        "Jour: AA",
    ],
)
def test_words_that_say_nothing_of_the_shift_in_a_summary(summary: str) -> None:
    assert rows(in_a_calendar(summary), role=SENIOR) == [NIGHT]


@pytest.mark.parametrize("note", ["", "bytt", "ring växeln", "tel 08-465 004 00", "Anna Asp", "ok"])
def test_words_that_say_nothing_of_the_shift_in_a_note(note: str) -> None:
    assert rows(in_a_list_note(note)) == rows(in_a_matrix_note(note)) == [NIGHT]


def test_a_name_of_words_that_are_on_the_lists_is_still_a_name() -> None:
    for name in ("Dag Norrby", "Anna Nord", "Kort Plats"):
        (row,) = read(in_a_calendar(f"Bakjour: {name}"), role=SENIOR).rows
        assert (row.written, row.unknown_person) == (name, True)
        (row,) = read(in_a_cell(name)).rows
        assert (row.written, row.unknown_person) == (name, True)


# --- Hours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Bakjour dag", "24 07:30", "24 16:00"),
        ("Bakjour natt", "24 16:00", "25 07:30"),
        ("Nattbakjour", "24 16:00", "25 07:30"),
        ("Dagbakjour", "24 07:30", "24 16:00"),
        ("Bakjour dag och natt", "24 07:30", "25 07:30"),
        ("Bakjour hela dygnet", "24 07:30", "25 07:30"),
        ("Bakjour vardag", "24 16:00", "25 07:30"),
        ("Bakjour natt vardagar", "24 16:00", "25 07:30"),
        ("Konsult dagtid", "24 08:00", "24 17:00"),
        ("Konsult kväll", "24 17:00", "24 21:00"),
        ("Konsult natt", "24 21:00", "25 08:00"),
        ("Konsult dag och kväll", "24 08:00", "24 21:00"),
        ("Konsult kväll/natt", "24 17:00", "25 08:00"),
    ],
)
def test_parts_of_the_day_are_hours(words: str, start: str, end: str) -> None:
    for text in (in_a_heading(words), in_a_role(words)):
        (row,) = read(text, day_hours=day_hours).rows
        assert (told(row)[:2], row.problem) == ((f"2026-03-{start}", f"2026-03-{end}"), "")


def test_clock_times_go_before_parts_of_the_day() -> None:
    assert rows(in_a_heading("Bakjour natt 21-08"), day_hours=day_hours)[0][:2] == (
        "2026-03-24 21:00",
        "2026-03-25 08:00",
    )


def test_an_event_of_a_whole_day_has_the_hours_of_its_words() -> None:
    day = ["DTSTART;VALUE=DATE:20260324", "SUMMARY:Bakjour natt: AA"]
    assert rows(calendar(day), day_hours=day_hours) == [NIGHT]
    day[1] = "SUMMARY:Bakjour 18-06: AA"
    assert rows(calendar(day))[0][:2] == ("2026-03-24 18:00", "2026-03-25 06:00")


def test_times_in_the_summary_that_are_not_the_events_are_a_question() -> None:
    assert rows(in_a_calendar("Bakjour 16-07: AA")) == [NIGHT]
    (row,) = read(in_a_calendar("Bakjour 16-20: AA")).rows
    assert row.problem == "Tiderna i rubriken är inte händelsens. Rätta dem som är fel."


def test_hours_that_nobody_knows_are_a_question() -> None:
    (row,) = read(in_a_heading("Bakjour kväll"), day_hours=day_hours).rows
    assert "vilka timmar ”kväll” är" in row.problem
    (row,) = read(in_a_heading("Bakjour natt")).rows
    assert "vilka timmar ”natt” är" in row.problem


def test_a_column_for_the_weekend_has_only_its_days() -> None:
    week = "Vecka;Bakjour helg\n13;AA\n"
    assert [start for start, *_ in rows(week)] == ["2026-03-28 16:00", "2026-03-29 16:00"]
    (row,) = read("Datum;Bakjour helg\n24/3;AA\n").rows
    assert "dagen är ingen helg" in row.problem


def test_a_code_for_the_night_beside_a_person() -> None:
    text = "Namn;24/3;25/3\nAnna Asp;Bakjour natt;BJ dag\n"
    assert [(start, end) for start, end, *_ in rows(text, day_hours=day_hours)] == [
        ("2026-03-24 16:00", "2026-03-25 07:30"),
        ("2026-03-25 07:30", "2026-03-25 16:00"),
    ]


# --- The lists --------------------------------------------------------------------------------


def test_no_word_is_both_harmless_and_telling() -> None:
    words = ["jour", "tel", "bytt", "hemma", "växeln", "och", "på", "ok", "julafton"]
    assert all(is_harmless_note(word) for word in words)
    assert not any(telling(word) for word in words)
    assert not any(is_harmless(word) for word in ("sjuk", "ej", "natt", "södra", "vakant", ""))


@given(st.text(alphabet=st.characters(categories=["Ll"]), min_size=6, max_size=12))
def test_a_word_that_nobody_has_listed_is_asked_about(word: str) -> None:
    if not is_harmless(word):
        assert left_over(f"jour {word} tel 08-465 004 00") == (word,)
        assert f"”{word}”" in words_fault((word,))


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(words_fault(left_over(text)), str)
    assert isinstance(prose_fault(text), str)


# --- Titles and sheets ------------------------------------------------------------------------

LINES = (["Datum", "Bakjour"], ["2026-03-24", "AA"])


@pytest.mark.parametrize(
    "sheet", ["Önskemål", "Utkast april", "Kladd", "Mall", "Preliminärt", "Ortopedi", "Gammalt"]
)
def test_a_sheet_that_is_no_roster_of_the_service_by_its_name(sheet: str) -> None:
    data = workbook(**{"Mars": LINES, sheet: [LINES[0], ["2026-03-25", "BB"]]})
    reading = read_roster(data, "jour.xlsx", context())
    assert [told(row)[3] for row in reading.rows] == ["anna-a", "?"]
    assert reading.rows[1].place == f"blad {sheet}"


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Bakjour ortopedi", "Det gäller ortopedi"),
        ("Bakjour Södra", "”Södra”"),
        ("Önskemål december", "”Önskemål”"),
        ("Preliminär jourlista", "”Preliminär”"),
    ],
)
def test_a_title_that_says_whose_or_what_it_is(title: str, words: str) -> None:
    (row,) = read(f"{title}\n\nDatum;Bakjour\n24/3;AA\n").rows
    assert (row.place, row.summary) == ("filen", title)
    assert words in row.problem


@pytest.mark.parametrize(
    "title",
    [
        "Jourlista hjärtkliniken mars 2026",
        "Bakjour kardiologi v. 13",
        "Bakjour mars",
        "Schema 2026",
    ],
)
def test_a_title_of_the_services_own(title: str) -> None:
    assert rows(f"{title}\n\nDatum;Bakjour\n24/3;AA\n") == [NIGHT]
