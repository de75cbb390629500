"""Questions in a file: what is typed, by whom, and what must come first."""

import csv
from pathlib import Path

from directory.lazy.values import dataclass

HEADING = ["text", "asker", "expect"]
ASKERS = {
    "gp": "disa-fjallgren",
    "ed": "saga-bruhnfelt",
    "nurse_municipal": "marita-spovhed",
    "specialist": "elham-tavakolian",
    "coordinator": "birgit-sandelov",
}
"""People of the demo region, by what they are."""


@dataclass(frozen=True, slots=True)
class TiredQuestion:
    """One row; `kind` is the last column, else the name of the file. `expect`: see `judge`."""

    text: str
    asker: str
    expect: str
    kind: str


def read_questions(file: Path) -> list[TiredQuestion]:
    """The rows of a tab-separated file. Raises ValueError where a row cannot be meant."""
    rows = list(
        csv.reader(file.read_text("utf-8").splitlines(), "excel-tab", quoting=csv.QUOTE_NONE)
    )
    if not rows or rows[0][:3] != HEADING:
        raise ValueError(f"{file.name}: the columns are {', '.join(HEADING)}")
    return [_question(row, file) for row in rows[1:]]


def _question(row: list[str], file: Path) -> TiredQuestion:
    if len(row) not in (3, 4) or row[1] not in ASKERS:
        raise ValueError(f"{file.name}: {row}")
    return TiredQuestion(row[0], row[1], row[2], row[3] if len(row) == 4 else file.stem)
