"""Reads a tab-separated file of questions and the sections that answer them, to test agreements."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from directory.evaluation.agreements import SearchQuestion
from directory.sources.faults import Fault
from directory.sources.text_file import UnreadableError, read_text

HEADER = ("query", "document", "section", "kind")
NOTHING = "-"

_HEADING = "query, document, section och kind med tabb emellan"
_LINE_END = re.compile(r"\r\n|\r|\n")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True, slots=True)
class AgreementQuestions:
    """The contents of a file; with faults, the questions are incomplete."""

    questions: tuple[SearchQuestion, ...]
    faults: tuple[Fault, ...]


def read_agreement_questions(path: Path) -> AgreementQuestions:
    """The questions of a file in order, repeated ones too, with every fault. Never raises.

    Header `query document section kind`. A document is a file name, a section a heading in it, `*`
    any heading; `|` separates several, `\\|` is a bar within one. Document `-`: the answer must be
    empty. Empty lines are skipped.
    """
    try:
        text = read_text(path)
    except UnreadableError as error:
        return AgreementQuestions((), (Fault(path.name, error.line, "", "", str(error)),))
    if text is None:
        fault = Fault(path.name, 0, "", "", "Filen finns inte. Ange en annan.")
        return AgreementQuestions((), (fault,))
    return _read(path.name, [line.split("\t") for line in _LINE_END.split(text)])


def _read(file: str, lines: Sequence[list[str]]) -> AgreementQuestions:
    columns = [name.strip().casefold() for name in lines[0]]
    missing = [name for name in HEADER if name not in columns]
    if missing:
        message = f"Rubriken saknar {' och '.join(missing)}. Första raden ska vara {_HEADING}."
        return AgreementQuestions((), (Fault(file, 1, "", "", message),))
    rows = [
        _row(file, number, columns, cells)
        for number, cells in enumerate(lines[1:], start=2)
        if cells != [""]
    ]
    faults = tuple(row for row in rows if isinstance(row, Fault))
    return AgreementQuestions(tuple(row for row in rows if isinstance(row, SearchQuestion)), faults)


def _row(
    file: str, line: int, columns: Sequence[str], cells: Sequence[str]
) -> SearchQuestion | Fault:
    if len(cells) != len(columns):
        message = f"Raden har {len(cells)} kolumner, rubriken {len(columns)}. Skilj dem med tabb."
        return Fault(file, line, "", "", message)
    row = dict(zip(columns, cells, strict=True))
    documents = () if row["document"].strip() == NOTHING else _several(row["document"])
    sections = _several(row["section"]) if documents else ()
    if not documents and row["document"].strip() != NOTHING:
        message = "Ange filens namn, eller - om inget ska påstås."
        return Fault(file, line, "document", "", message)
    if documents and not sections:
        return Fault(file, line, "section", "", "Ange en rubrik, eller * för vilken som helst.")
    return SearchQuestion(row["query"], documents, sections, row["kind"].strip())


def _several(cell: str) -> tuple[str, ...]:
    names = (name.strip().replace("\\|", "|") for name in _BAR.split(cell))
    return tuple(dict.fromkeys(name for name in names if name))
