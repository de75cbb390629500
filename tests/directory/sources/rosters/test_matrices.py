"""Month matrices: dates down and lines across, or people down and dates across."""

from datetime import date

import pytest

from tests.directory.sources.rosters.stories import SENIOR, read, rows

# --- Dates down, lines across -----------------------------------------------------------------


def test_a_month_with_lines_across() -> None:
    text = "Datum;Primärjour;Bakjour 16-07;Konsult\n2026-03-24;BB;AA;CC\n2026-03-25;;-;\n2026-03-26;;;\n"
    assert rows(text) == [
        ("2026-03-24 08:00", "2026-03-24 17:00", "konsultläkare", "cecilia-c"),
        ("2026-03-24 16:00", "2026-03-25 07:30", "primärjour", "bo-b"),
        ("2026-03-24 16:00", "2026-03-25 07:00", "bakjour", "anna-a"),
        ("2026-03-25 16:00", "2026-03-26 07:00", "bakjour", "-"),
    ]


def test_the_axis_is_what_the_matrix_speaks_of_also_where_it_is_empty() -> None:
    text = "Datum;Bakjour\n2026-03-23;\n2026-03-24;AA\n2026-03-25;\n2026-03-26;\n"
    reading = read(text)
    assert len(reading.rows) == 1
    assert (reading.first, reading.last) == (date(2026, 3, 23), date(2026, 3, 26))
    narrow = read(text, first=date(2026, 3, 25), last=date(2026, 3, 25))
    assert (narrow.rows, narrow.first, narrow.last) == ((), date(2026, 3, 25), date(2026, 3, 25))
    outside = read(text, first=date(2026, 5, 1), last=date(2026, 5, 2))
    assert (outside.rows, outside.first, outside.last) == ((), None, None)


@pytest.mark.parametrize(
    "text",
    [
        "Mars 2026\n;Bakjour\n24;AA\n25;\n",
        "Jourlista 2026-03\nDag;Bakjour\n24;AA\n",
        "Vecka;Datum;Dag;Bakjour\n13;24/3;tis;AA\n;25/3;ons;\n",
        "V;Dag;Bakjour\n13;tis;AA\n",
        "Dag;Datum;BJ\ntisdag;24 mars;AA\n",
        "Datum;Bakjour;Anmärkning\ntis 24/3;AA;bytt\n",
        "Datum;Jour 16:00-07:30\n24/3;AA\n",
        "Datum;Jour\n24/3;AA\n",
        "Datum;16–\n24/3;AA\n",
        "Mars 2026;Bakjour\n24;AA\n25;\n",
        "Datum;Bakjour\n24/3;AA 16-07:30\n",
        "Vecka;Dag;Bakjour\n13;mån;\n;tis;AA\n;ons;\n",
        "Datum;Bakjour (tel 040-628 04 00)\n24/3;AA\n",
        "Datum;Bakjourläkare 08-465 004 13\n24/3;AA\n",
    ],
)
def test_dates_down_in_many_hands(text: str) -> None:
    assert rows(text, role=SENIOR) == [
        ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")
    ]


def test_the_month_may_stand_in_the_name_of_the_file() -> None:
    text = "Dag;Bakjour\n24;AA\n"
    assert rows(text, "jour mars 2026.csv")[0][0] == "2026-03-24 16:00"
    assert (
        rows("Datum;Bakjour\n1/1;AA\n", "jour-december-2026.csv", last=date(2027, 2, 1))[0][0]
        == "2027-01-01 16:00"
    )


def test_a_cell_is_told_by_its_place() -> None:
    reading = read("Jourlista\n\nDatum;Primärjour;Bakjour\n24/3;BB;XY\n")
    assert [(row.place, row.summary, row.unknown_person) for row in reading.rows] == [
        ("cell B4", "BB", False),
        ("cell C4", "XY", True),
    ]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (
            "Datum;Bakjour;Bakjuor\n24/3;;BB\n",
            "cell C1",
            "Rollen ”Bakjuor” är okänd. Menade du bakjour?",
        ),
        ("Datum;Bakjour;\n24/3;;BB\n", "cell C1", "ingen rubrik"),
        ("Datum;Bakjour;Primärjour/mellanjour\n24/3;;BB\n", "cell C1", "flera roller"),
        ("Datum;Bakjour\n24/3;\n32/3;BB\n", "rad 3", "”32/3” är inget datum"),
        ("Datum;Bakjour\n24/3;\nmån 29/3;BB\n", "rad 3", "är en söndag"),
        ("Datum;Dag;Bakjour\n24/3;tis;\n25/3;tis;BB\n", "rad 3", "är en onsdag"),
        ("Datum;Bakjour\n24/3;\n;BB\n", "rad 3", "Datumet saknas"),
        ("Datum;Bakjour\n24/3;AA/BB\n", "cell B2", "flera personer"),
        ("Datum;Bakjour\n24/3;AA 16-20 BB 20-07\n", "cell B2", "flera tider"),
        ("Datum;Bakjour\n24/3;EE\n", "cell B2", "Två personer"),
        ("Datum;Bakjour\n24/3;#N/A\n", "cell B2", "formel"),
        ("Datum;Bakjuor\n24/3;BB\n", "cell B1", "Menade du bakjour?"),
    ],
)
def test_what_is_wrong_among_dates_down(text: str, place: str, problem: str) -> None:
    (row,) = read(text).rows
    assert row.place == place
    assert problem in row.problem
    assert not row.unknown_person


def test_a_matrix_of_a_whole_hospital_gives_only_the_lines_of_the_service() -> None:
    reading = read(
        "Datum;Kardiologbakjour;Ortopedbakjour;Bakjour kirurgi;Primärjour hjärta (HIA)\n24/3;AA;BB;CC;PJ\n"
    )
    assert [(row.person, bool(row.problem)) for row in reading.rows] == [
        ("anna-a", False),
        ("per-j", False),
        (None, True),
        (None, True),
    ]
    assert (
        reading.rows[2].problem
        == "Det gäller ortopedi, inte ”Kardiologi Granvik”. Ta bort det härifrån."
    )


def test_notes_below_a_matrix_are_no_shifts() -> None:
    assert len(read("Datum;Bakjour\n24/3;AA\n\nReservation för ändringar\n").rows) == 1


# --- People down, dates across ----------------------------------------------------------------

PEOPLE_DOWN = """Mars 2026
;mån;tis;ons;tors
Namn;23;24;25;26
Anna Asp;BJ;L;;16-22
BB;ledig;bakjour 16-07;-;Konsult
"""


def test_a_month_with_people_down() -> None:
    assert rows(PEOPLE_DOWN, role=SENIOR) == [
        ("2026-03-23 16:00", "2026-03-24 07:30", "bakjour", "anna-a"),
        ("2026-03-24 16:00", "2026-03-25 07:00", "bakjour", "bo-b"),
        ("2026-03-26 08:00", "2026-03-26 17:00", "konsultläkare", "bo-b"),
        ("2026-03-26 16:00", "2026-03-26 22:00", "bakjour", "anna-a"),
    ]
    reading = read(PEOPLE_DOWN)
    assert (reading.first, reading.last) == (date(2026, 3, 23), date(2026, 3, 26))


@pytest.mark.parametrize(
    "text",
    [
        ";23/3;24/3\nAA;;BJ\n",
        "Namn;Titel;2026-03-23;2026-03-24\nAnna Asp;Överläkare;;BJ\n",
        "Initialer;Namn;mån 23/3;tis 24/3\nAA;Anna Asp;;bakjour\n",
        "Datum;23/3;24/3\n;M;T\nAA;;BJ\n",
        ";23/3;24/3\n;mån;tis\nAA;;BJ\n",
        "Vecka 13\n;23 mars;24 mars\nAA;L;BJ 16-07:30\n",
    ],
)
def test_people_down_in_many_hands(text: str) -> None:
    assert rows(text) == [("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        (";23/3;24/3\nAA;;Semla\n", "cell C2", "Koden ”Semla” är okänd"),
        (";23/3;24/3\nAA;;bakjuor\n", "cell C2", "Menade du bakjour?"),
        (";23/3;24/3\nAA;;Ortopedbakjour\n", "cell C2", "Det gäller ortopedi"),
        (";23/3;24/3\nAA;;BJ X\n", "cell C2", "Koden ”BJ X” är okänd"),
        (";23/3;24/3\nAA;;PJ/BJ\n", "cell C2", "flera roller"),
        (";23/3;24/3\nAA;;16-07\n", "cell C2", "Det står ingen roll"),
        (";23/3;24/3\nAA;;=B1\n", "cell C2", "formel"),
        (";23/3;24/3\n;;BJ\n", "rad 2", "inte vem som har passet"),
        (";23/3;24/3\nEE;;BJ\n", "cell C2", "Två personer"),
        (";23/3;ons 24/3\nAA;;BJ\n", "cell C1", "är en tisdag"),
        (";tis;tis\n;23/3;24/3\nAA;BJ;\n", "cell B2", "är en måndag"),
        (";23/3;?;25/3\nAA;;BJ;\n", "cell C1", "Rubriken är inget datum"),
    ],
)
def test_what_is_wrong_among_people_down(text: str, place: str, problem: str) -> None:
    (row,) = read(text).rows
    assert row.place == place
    assert problem in row.problem


def test_a_stranger_with_a_duty_is_a_row_to_see_and_one_without_is_none() -> None:
    (row,) = read(";23/3;24/3\nXenia Yxa;;BJ\nYmer Zon;L;\n").rows
    assert (row.written, row.unknown_person) == ("Xenia Yxa", True)


def test_a_row_for_nobody_is_a_gap() -> None:
    assert rows(";23/3;24/3\nVakant;;BJ\n") == [
        ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "-")
    ]


# --- What is no roster ------------------------------------------------------------------------


def test_what_is_no_roster_is_told() -> None:
    reading = read("Hej;på\ndig;själv\n")
    assert reading.rows == ()
    assert "Ha en rubrikrad med till exempel datum" in reading.faults[0]


def test_far_too_many_rows_are_a_fault() -> None:
    text = "datum;roll;namn\n" + "2026-03-24;bakjour;AA\n" * 20_001
    assert "20 000 rader" in read(text).faults[0]


@pytest.mark.parametrize("code", ["sem", "Komp", "VAB", "utb"])
def test_somebody_who_is_away_is_on_no_shift(code: str) -> None:
    assert rows(f"Namn;24/3;25/3\nAnna Asp;BJ;{code}\n") == rows("Namn;24/3;25/3\nAnna Asp;BJ;\n")
