"""The only writer of tables for spreadsheets: no cell of them is run as a formula."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

from directory.lazy.values import dataclass

_RUN = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What begins a formula, or is passed over by a spreadsheet that looks for one."""


_NO_NAME = re.compile(r"[^a-z0-9]+")

Value = str | int | float
"""What a cell holds: a text, or a number that can be added up."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of a workbook, with the columns in its first row."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Value]]


def file_stem(*words: str) -> str:
    """What a file is called without its ending: no sign that a file may not have."""
    plain = unicodedata.normalize("NFKD", " ".join(words).casefold())
    return _NO_NAME.sub("-", plain.encode("ascii", "ignore").decode()).strip("-")


def as_text(value: Value) -> str:
    """The value as Swedish spreadsheets read it: with a comma in a number."""
    return str(value).replace(".", ",") if isinstance(value, float) else str(value)


def written_table(
    header: Sequence[str], rows: Iterable[Sequence[str]], *, separator: str, newline: str
) -> str:
    """The rows below their header, every cell protected."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator=newline)
    writer.writerows([protect(cell) for cell in row] for row in (header, *rows))
    return text.getvalue()


def protect(value: str) -> str:
    """The value as a cell that no spreadsheet runs as a formula: with a leading apostrophe.

    Telephone numbers may begin with +. A lone dash means ”nobody” and stays as it is.
    """
    return f"'{value}" if _is_risky(value) else value


def unprotect(cell: str) -> str:
    """The value of a cell that may be protected; the inverse of `protect`."""
    return cell[1:] if cell.startswith("'") and _is_risky(cell[1:]) else cell


def _is_risky(value: str) -> bool:
    return value.startswith(("'", *_RUN)) and value != "-"
