"""A CSV file as spreadsheets write it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.sources.faults import Fault
from directory.sources.table_file import RawTable, format_table, parse_table
from directory.sources.text_file import clean
from directory.spreadsheets import protect, unprotect

KNOWN = ("id", "namn", "alias")


def parse(text: str) -> RawTable:
    return parse_table("enheter.csv", text, KNOWN, ("id", "namn"))


def rows(text: str) -> list[tuple[int, str, str, str]]:
    table = parse(text)
    assert table.faults == ()
    return [(r.line, r.cells["id"], r.cells["namn"], r.cells["alias"]) for r in table.records]


@pytest.mark.parametrize(
    "text",
    [
        "id;namn;alias\na;Alm, Asp;b\n",
        'id,namn,alias\na,"Alm, Asp",b\n',
        "id\tnamn\talias\na\tAlm, Asp\tb\n",
        "ID ; Namn;ALIAS\r\n a ;\u00a0Alm, Asp; b\r\n",
        "alias;namn;id\nb;Alm, Asp;a",
        'id;namn;alias;;\na;"Alm, Asp";b;;\n;;;;\n',
        '"id";"namn";"alias"\n"a";"Alm, Asp";"b"\n',
        "id;namn;alias\ra;Alm, Asp;b\r",
    ],
)
def test_the_same_row_however_a_spreadsheet_wrote_it(text: str) -> None:
    assert rows(text) == [(2, "a", "Alm, Asp", "b")]


def test_a_declared_separator_is_obeyed_and_counted_as_a_line() -> None:
    assert rows("sep=;\nid;namn;alias\na;Alm;b\n") == [(3, "a", "Alm", "b")]


def test_a_missing_optional_column_is_empty() -> None:
    assert rows("id;namn\na;Alm\n") == [(2, "a", "Alm", "")]


def test_lines_are_those_of_the_file_though_cells_hold_line_breaks() -> None:
    text = 'id;namn\n\na;"Alm\nAsp"\n\n;\nb;Björk\n'
    assert rows(text) == [(3, "a", "Alm\nAsp", ""), (7, "b", "Björk", "")]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault("enheter.csv", 0, "", "", "Filen är tom. Första raden ska vara id;namn;alias.")),
        (
            " \n;;\n",
            Fault("enheter.csv", 0, "", "", "Filen är tom. Första raden ska vara id;namn;alias."),
        ),
        (
            "id;nam;namn\n",
            Fault("enheter.csv", 1, "nam", "", "Kolumnen är okänd. Ta bort den eller byt namn."),
        ),
        (
            "id;namn;alas\n",
            Fault(
                "enheter.csv",
                1,
                "alas",
                "",
                "Kolumnen är okänd. Menade du alias? Ta bort den eller byt namn.",
            ),
        ),
        (
            "\nid;namn;ID\n",
            Fault("enheter.csv", 2, "id", "", "Kolumnen finns två gånger. Ta bort den ena."),
        ),
        (
            "id;alias\n",
            Fault("enheter.csv", 1, "namn", "", "Kolumnen saknas. Lägg till den på första raden."),
        ),
        (
            "id;namn\na;Alm;Asp\n",
            Fault(
                "enheter.csv",
                2,
                "",
                "Asp",
                'Cellen hör inte till någon kolumn. Sätt " runt en cell som innehåller skiljetecknet, eller ta bort cellen.',
            ),
        ),
        (
            "id;;namn\na;Alm;Asp\n",
            Fault(
                "enheter.csv",
                2,
                "",
                "Alm",
                'Cellen hör inte till någon kolumn. Sätt " runt en cell som innehåller skiljetecknet, eller ta bort cellen.',
            ),
        ),
        (
            'id;namn\na;"Alm"x\nb;Björk\n',
            Fault(
                "enheter.csv",
                2,
                "",
                "",
                'Citattecknen på raden går inte ihop. Sätt " runt hela cellen och skriv "" för ett citattecken inne i den.',
            ),
        ),
        (
            'id;namn\na;"Alm\nb;Björk\n',
            Fault(
                "enheter.csv",
                2,
                "",
                "",
                'Citattecknen på raden går inte ihop. Sätt " runt hela cellen och skriv "" för ett citattecken inne i den.',
            ),
        ),
        (
            "id;namn\na;" + "x" * 140_000,
            Fault(
                "enheter.csv",
                2,
                "",
                "",
                "En cell på raden är för lång. Skriv högst 100 000 tecken i en cell.",
            ),
        ),
        (
            '"id;namn\n',
            Fault(
                "enheter.csv",
                1,
                "",
                "",
                'Citattecknen på raden går inte ihop. Sätt " runt hela cellen och skriv "" för ett citattecken inne i den.',
            ),
        ),
    ],
)
def test_faults_of_form(text: str, fault: Fault) -> None:
    assert parse(text).faults == (fault,)


def test_after_a_row_with_wrong_quotes_the_next_is_read() -> None:
    table = parse('id;namn\na;"Alm"x\nb;Björk\n')
    assert [record.cells["namn"] for record in table.records] == ["Björk"]


@given(st.text(alphabet=st.sampled_from("id;namn,alias\t\"\n\r'=- å") | st.characters()))
def test_no_text_raises(text: str) -> None:
    assert all(str(fault) for fault in parse(text).faults)
    assert all(set(record.cells) == set(KNOWN) for record in parse("id;namn\n" + text).records)


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("+46 8 465 004 00", "'+46 8 465 004 00"),
        ("=1+1", "'=1+1"),
        ("@summa", "'@summa"),
        ("-|anna-a", "'-|anna-a"),
        ("-", "-"),
        ("'=1+1", "''=1+1"),
        ("’s morgens", "’s morgens"),
        ("'s morgens", "''s morgens"),
        ("08-465 004 00", "08-465 004 00"),
    ],
)
def test_no_spreadsheet_runs_a_value(value: str, cell: str) -> None:
    assert protect(value) == cell
    assert unprotect(cell) == value


def test_an_apostrophe_of_the_writers_own_stays() -> None:
    assert unprotect("'s morgens") == "'s morgens"


@given(st.lists(st.tuples(*[st.text().map(clean)] * 3)))
def test_what_is_written_is_read_and_runs_nowhere(written: list[tuple[str, str, str]]) -> None:
    text = format_table(KNOWN, written).decode("utf-8-sig")
    full = [row for row in written if any(row)]
    assert [tuple(record.cells.values()) for record in parse(text).records] == full
    raw = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    assert not any(
        cell.startswith(("=", "+", "-", "@")) and cell != "-" for row in raw for cell in row
    )
