"""Reads questions about shortages with their answers: a table with the columns query and expect."""

from collections.abc import Iterator
from pathlib import Path

from directory.evaluation.shortages import MedicineQuestion
from directory.sources.faults import Fault
from directory.sources.text_file import UnreadableError, read_text

COLUMNS = ["query", "expect"]
NOTHING = "-"
_HEADER = "Första raden ska vara query och expect, med en tabb mellan."
_ROW = "Raden ska ha en fråga, en tabb, och ATC-koder med | eller - för inget."


def read_medicine_questions(
    path: Path,
) -> tuple[tuple[MedicineQuestion, ...], tuple[Fault, ...]]:
    """The questions, and what is wrong with the file. Never raises on any content."""
    try:
        text = read_text(path)
    except UnreadableError as fault:
        return (), (Fault(path.name, 0, "", "", str(fault)),)
    if text is None:
        return (), (Fault(path.name, 0, "", "", "Filen finns inte. Ange en som finns."),)
    lines = text.splitlines()
    if not lines or lines[0].strip().split("\t") != COLUMNS:
        return (), (Fault(path.name, 1, "", "", _HEADER),)
    found = list(_questions(path.name, lines[1:]))
    questions = tuple(one for one in found if isinstance(one, MedicineQuestion))
    return questions, tuple(one for one in found if isinstance(one, Fault))


def _questions(file: str, lines: list[str]) -> Iterator[MedicineQuestion | Fault]:
    for number, line in enumerate(lines, start=2):
        query, tab, expect = line.partition("\t")
        if not line.strip():
            continue
        if not (query.strip() and tab and expect.strip()):
            yield Fault(file, number, "", line, _ROW)
            continue
        codes = [code.strip().upper() for code in expect.split("|")]
        yield MedicineQuestion(query, tuple(code for code in codes if code not in ("", NOTHING)))
