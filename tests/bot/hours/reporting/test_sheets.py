"""The tables of the report: its words, its numbers, whom it names, what it hides."""

from datetime import date

import pytest

from bot.hours.reporting.sheets import report_sheets
from directory.catalogue.people import Person
from directory.hours.report.period import latest_weeks
from directory.spreadsheets import Sheet, Value
from tests.bot.hours.reporting.making import AUTUMN, GUN, HEAD, a_picture, a_report


def _sheets(reader: Person | None = None) -> dict[str, Sheet]:
    return {sheet.title: sheet for sheet in report_sheets(a_report(reader), a_picture())}


def _row(sheet: Sheet, first: str) -> dict[str, Value]:
    (row,) = [row for row in sheet.rows if row[0] == first]
    return dict(zip(sheet.header, row, strict=True))


def test_there_is_a_table_for_each_question() -> None:
    assert list(_sheets()) == [
        "Om rapporten",
        "Vecka",
        "Serie",
        "Serie och vecka",
        "Enhet",
        "Efterfrågan",
        "Utan konsulttider",
    ]


def test_every_row_has_a_cell_for_every_column() -> None:
    for sheet in _sheets().values():
        assert {len(row) for row in sheet.rows} <= {len(sheet.header)}, sheet.title


def test_a_week_says_what_was_held_booked_and_waited_for() -> None:
    weeks = _sheets()["Vecka"]
    assert _row(weeks, "v. 45") == {
        "vecka": "v. 45",
        "måndag": "2026-11-02",
        "timmar hållna": 9.0,
        "tider erbjudna": 4,
        "bokade": "<5",
        "återlämnade": "dold",
        "lediga": "dold",
        "beläggning %": "",
        "avbokade": "<5",
        "inställda": "<5",
        "uppringda": "<5",
        "lämnade kön": "<5",
        "hann inte med": "<5",
        "väntan median min": "",
        "väntan 9 av 10 min": "",
    }
    assert _row(weeks, "v. 40")["beläggning %"] == ""
    assert _row(weeks, "Alla")["bokade"] == 7


def test_a_series_is_called_by_its_service_times_and_channel() -> None:
    series = _sheets()["Serie"]
    assert [row[0] for row in series.rows] == [
        "Kirurgi $1 och $2, mån 09–16, video",
        "Kardiologi Granvik · Granviks lasarett, tis 13–15, video",
    ]


@pytest.mark.parametrize("reader", [None, Person(id="x", name="X")], ids=["nobody", "a stranger"])
def test_no_specialist_is_named_to_others(reader: Person | None) -> None:
    for sheet in _sheets(reader).values():
        assert "specialist" not in sheet.header
        assert not any(
            "Gun" in str(cell) or "gun-ek" in str(cell) for row in sheet.rows for cell in row
        )


@pytest.mark.parametrize("reader", [GUN, HEAD], ids=lambda one: one.id)
def test_a_specialist_is_named_to_themselves_and_their_head(reader: Person) -> None:
    series = _sheets(reader)["Serie"]
    assert {row[series.header.index("specialist")] for row in series.rows} == {"Gun Ek"}


def test_a_centre_stands_below_those_that_are_run_alike() -> None:
    rows = _sheets()["Enhet"].rows
    assert [tuple(row) for row in rows] == [
        ("offentlig", "Alla", 7, 6, "<5", "<5", 5.0),
        ("offentlig", "Fyrens hälsocentral", 7, 6, "<5", "<5", 5.0),
        ("Alla", "Alla", 7, 6, "<5", "<5", 5.0),
    ]


def test_chosen_weeks_have_no_table_of_centres() -> None:
    chosen = latest_weeks(date(2026, 11, 30), 4)
    titles = [sheet.title for sheet in report_sheets(a_report(period=chosen), a_picture())]
    assert "Enhet" not in titles
    assert "Vecka" in titles


def test_what_is_asked_for_and_what_has_no_hours() -> None:
    sheets = _sheets()
    assert [tuple(row) for row in sheets["Efterfrågan"].rows] == [
        ("Kardiologi Granvik · Granviks lasarett", 12, 36, 7, 18.0, 0),
        ("Kirurgi $1 och $2", 0, 0, 0, 91.0, 6),
    ]
    assert [tuple(row) for row in sheets["Utan konsulttider"].rows] == [("Internmedicin", 0)]


def test_it_says_what_it_is_of() -> None:
    about = {row[0]: row[1] for row in _sheets()["Om rapporten"].rows}
    assert about["Period"] == "kvartal 4 2026: 2026-10-01 till och med 2026-12-31"
    assert about["Räknat"] == "2027-01-02 08:00"
    assert "<5" in str(about["Små tal"])
    assert AUTUMN.name in str(about["Period"])
