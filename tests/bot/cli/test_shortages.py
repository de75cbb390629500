"""`konsult import shortages` and `konsult shortages diff` as a person at a terminal meets them."""

import json
from datetime import timedelta

import pytest

from tests.shortages import CREATED, REAL, a_row, as_xml, real_file
from tests.stories.terminal import Terminal

ROWS = [a_row(pack=str(number)) for number in range(8)]
LATER = CREATED + timedelta(days=3)  # later than the demo's excerpt


@pytest.fixture
def terminal(terminal: Terminal) -> Terminal:
    """With files of two days to read in, one of them in a folder too."""
    folder = terminal.folder / "lv"
    folder.mkdir()
    second = as_xml([*ROWS[1:], a_row(pack="ny")], LATER + timedelta(days=1))
    (terminal.folder / "first.xml").write_bytes(as_xml(ROWS, LATER))
    (folder / "a.xml").write_bytes(second)
    (folder / "b.xml").write_bytes(as_xml(ROWS, LATER))
    return terminal


def test_it_is_read_in_and_said_what_changes(terminal: Terminal) -> None:
    seen = terminal.konsult("import", "shortages", "first.xml", "--dry-run")
    assert "8 rader om 8 förpackningar" in seen
    assert seen.endswith("Inget har ändrats (--dry-run).\n")
    assert terminal.konsult("import", "shortages", "first.xml").endswith("Inläst.\n")
    assert terminal.konsult("import", "shortages", "first.xml").endswith("Filen gällde redan.\n")
    seen = terminal.konsult("import", "shortages", "lv")
    assert "Rader: 1 nya, 1 borttagna." in seen
    assert "Förpackningar för människor: 1 inte längre listad, 1 nu." in seen


def test_what_is_not_good_is_refused_with_what_to_do(terminal: Terminal) -> None:
    terminal.konsult("import", "shortages", "first.xml")
    (terminal.folder / "few.xml").write_bytes(as_xml(ROWS[:3], LATER + timedelta(days=1)))
    (terminal.folder / "cut.xml").write_bytes(as_xml(ROWS)[:300])
    terminal.konsult("import", "shortages", "few.xml", code=1)
    assert "färre än hälften av de 8" in terminal.complaints
    assert "lägg till --yes" in terminal.complaints
    terminal.konsult("import", "shortages", "cut.xml", code=1)
    assert "inte hel" in terminal.complaints
    assert "--yes" not in terminal.complaints
    terminal.konsult("import", "shortages", "ingen.xml", code=1)
    assert "No such file" in terminal.complaints
    terminal.konsult("import", "shortages", "http://127.0.0.1:9/3.xml", code=1)
    assert "adresser läses på port 80 och 443" in terminal.complaints
    assert terminal.konsult("import", "shortages", "few.xml", "--yes").endswith("Inläst.\n")


def test_a_later_file_in_the_folder_that_is_another_is_a_fault(terminal: Terminal) -> None:
    (terminal.folder / "lv" / "c.xml").write_text("<html/>", encoding="utf-8")
    terminal.konsult("import", "shortages", "lv", code=1)
    assert "c.xml i mappen är inte Läkemedelsverkets fil" in terminal.complaints


def test_the_difference_between_two_files(terminal: Terminal) -> None:
    files = ("first.xml", "lv/a.xml")
    rows = json.loads(terminal.konsult("shortages", "diff", *files, "--json"))
    assert rows == {
        "new": [["a-1", "ny"]],
        "resolved": [],
        "forecast_changed": [],
        "dropped": [["a-1", "0"]],
    }
    seen = terminal.konsult("shortages", "diff", *files)
    assert "Rader: 1 nya, 1 borttagna." in seen
    terminal.konsult("shortages", "diff", "first.xml", "ingen.xml", code=1)
    assert "ingen.xml går inte att läsa" in terminal.complaints


def test_the_difference_between_real_days(terminal: Terminal) -> None:
    real_file(20)
    days = [str(REAL / f"lv-v3-rebuilt-2026-08-{day}.xml") for day in (20, 21)]
    rows = json.loads(terminal.konsult("shortages", "diff", *days, "--json"))
    assert {name: len(keys) for name, keys in rows.items()} == {
        "new": 16, "resolved": 9, "forecast_changed": 7, "dropped": 12,
    }  # fmt: skip


def test_questions_are_judged_on_the_file_in_force(terminal: Terminal) -> None:
    terminal.konsult("import", "shortages", "first.xml")
    table = "query\texpect\nöstradiol\tG03CA03\nkvetiapin\tN05AH04\nvad nu\t-\n"
    (terminal.folder / "q.tsv").write_text(table, encoding="utf-8")
    seen = terminal.konsult("evaluate", "shortages", "q.tsv", "--predictions", "p.tsv")
    assert "Rätt först: 1 av 2" in seen
    assert "Inget där inget ska visas: 1 av 1" in seen
    assert "kvetiapin: -, inte N05AH04" in seen
    written = (terminal.folder / "p.tsv").read_text("utf-8")
    assert written == "östradiol\tG03CA03\nkvetiapin\t\nvad nu\t\n"


@pytest.mark.parametrize("table", ["", "fråga\tsvar\n", "query\texpect\nöstradiol\n"])
def test_questions_that_cannot_be_read_are_said(terminal: Terminal, table: str) -> None:
    (terminal.folder / "q.tsv").write_text(table, encoding="utf-8")
    terminal.konsult("evaluate", "shortages", "q.tsv", code=1)
    assert "FEL: q.tsv rad" in terminal.complaints
