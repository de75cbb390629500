"""Reads a tab-separated file of questions and answers, to test a region's words."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from directory.catalogue.specialties import official_lexicon
from directory.evaluation.lookup import NameQuestion
from directory.names.normalise import key
from directory.sources.faults import Fault, did_you_mean
from directory.sources.text_file import UnreadableError, read_text

HEADER = ("query", "expected", "kind")
NOTHING = "-"
CHOICE = "?"

_HEADING = "query, expected och kind med tabb emellan"
_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Questions:
    """The contents of a file; with faults, the questions are incomplete."""

    questions: tuple[NameQuestion, ...]
    faults: tuple[Fault, ...]


def read_questions(path: Path) -> Questions:
    """The questions of a file with every fault in it. Never raises.

    Header `query expected kind`; expected is an official name, `-` for nothing, or `?A|B` for a
    choice. Empty lines are skipped.
    """
    try:
        text = read_text(path)
    except UnreadableError as error:
        return Questions((), (Fault(path.name, error.line, "", "", str(error)),))
    if text is None:
        return Questions((), (Fault(path.name, 0, "", "", "Filen finns inte. Ange en annan."),))
    return _read(path.name, [line.split("\t") for line in _LINE_END.split(text)])


def _read(file: str, lines: Sequence[list[str]]) -> Questions:
    columns = [name.strip().casefold() for name in lines[0]]
    missing = [name for name in HEADER if name not in columns]
    if missing:
        message = f"Rubriken saknar {' och '.join(missing)}. Första raden ska vara {_HEADING}."
        return Questions((), (Fault(file, 1, "", "", message),))
    rows = [
        _row(file, number, columns, cells)
        for number, cells in enumerate(lines[1:], start=2)
        if cells != [""]
    ]
    faults = [row for row in rows if isinstance(row, Fault)]
    return Questions(tuple(row for row in rows if isinstance(row, NameQuestion)), tuple(faults))


def _row(
    file: str, line: int, columns: Sequence[str], cells: Sequence[str]
) -> NameQuestion | Fault:
    if len(cells) != len(columns):
        message = f"Raden har {len(cells)} kolumner, rubriken {len(columns)}. Skilj dem med tabb."
        return Fault(file, line, "", "", message)
    row = dict(zip(columns, cells, strict=True))
    written = row["expected"].strip()
    names = [] if written == NOTHING else written.removeprefix(CHOICE).split("|")
    if len(names) > 1 and not written.startswith(CHOICE):
        return Fault(file, line, "expected", written, "Flera svar skrivs som ett val: ?A|B.")
    official = _official()
    unknown = next((name for name in names if key(name) not in official), None)
    if unknown is not None:
        suggestion = did_you_mean(unknown, official.values())
        hint = suggestion or " Skriv det officiella namnet, eller - om inget ska påstås."
        return Fault(file, line, "expected", unknown, f"Det är ingen specialitet.{hint}")
    expected = tuple(dict.fromkeys(official[key(name)] for name in names))
    return NameQuestion(row["query"], expected, row["kind"].strip())


@lru_cache(maxsize=1)
def _official() -> Mapping[str, str]:
    return {key(specialty.name): specialty.name for specialty in official_lexicon().specialties}
