"""Reads a tab-separated table of questions with their answers; what a row says is its reader's."""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Generic, TypeVar

from directory.lazy.values import dataclass
from directory.sources.faults import Fault
from directory.sources.text_file import UnreadableError, read_text

NOTHING = "-"
"""In the column of the answer: nothing should be answered."""

_LINE_END = re.compile(r"\r\n|\r|\n")

Q = TypeVar("Q")

Read = Callable[[Mapping[str, str]], Q | tuple[str, str, str]]
"""A question from the cells of a row by column, or its fault: column, value and message."""


@dataclass(frozen=True)  # no slots: Python 3.11 cannot call QuestionTable[…] with them
class QuestionTable(Generic[Q]):
    """The contents of a file; with faults, the questions are incomplete."""

    questions: tuple[Q, ...]
    faults: tuple[Fault, ...]


def read_question_table(path: Path, header: Sequence[str], read: Read[Q]) -> QuestionTable[Q]:
    """The questions of a file in order, repeated ones too, with every fault in it. Never raises.

    The first line has the columns of the header, in any order. Empty lines are skipped.
    """
    try:
        text = read_text(path)
    except UnreadableError as error:
        return _faulty(Fault(path.name, error.line, "", "", str(error)))
    if text is None:
        return _faulty(Fault(path.name, 0, "", "", "Filen finns inte. Ange en annan."))
    lines = [line.split("\t") for line in _LINE_END.split(text)]
    columns = [name.strip().casefold() for name in lines[0]]
    missing = [name for name in header if name not in columns]
    if missing:
        heading = f"{', '.join(header[:-1])} och {header[-1]} med tabb emellan"
        message = f"Rubriken saknar {' och '.join(missing)}. Första raden ska vara {heading}."
        return _faulty(Fault(path.name, 1, "", "", message))
    questions: list[Q] = []
    faults: list[Fault] = []
    for number, cells in enumerate(lines[1:], start=2):
        if cells == [""]:
            continue
        row = _row(columns, cells, read)
        if isinstance(row, tuple):
            faults.append(Fault(path.name, number, *row))
        else:
            questions.append(row)
    return QuestionTable(tuple(questions), tuple(faults))


def _row(columns: Sequence[str], cells: Sequence[str], read: Read[Q]) -> Q | tuple[str, str, str]:
    if len(cells) != len(columns):
        message = f"Raden har {len(cells)} kolumner, rubriken {len(columns)}. Skilj dem med tabb."
        return "", "", message
    return read(dict(zip(columns, cells, strict=True)))


def _faulty(fault: Fault) -> QuestionTable[Q]:
    return QuestionTable((), (fault,))
