"""Reads the sheets of an open document (.ods) as they are seen, within limits.

Its one part with the content is read as a stream; what is covered by a merged cell, hidden,
struck out and commented stands in it beside the values.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import field
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from directory.lazy.values import dataclass
from directory.sources.rosters.sheets.grid import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    BoundsError,
    Grid,
    Merge,
    Place,
    Run,
    seen,
    too_large,
    too_many_sheets,
)
from directory.sources.rosters.sheets.sheet import RosterSheet
from directory.sources.rosters.sheets.workbook_bounds import LOCKED, NO_WORKBOOK, WORKBOOK
from directory.sources.rosters.sheets.written_numbers import day_or_moment, duration, number
from directory.sources.rosters.sheets.xlsx_marks import elements
from directory.sources.text_file import UnreadableError, clean
from directory.sources.zip_bounds import require_bounded

MIMETYPE = b"application/vnd.oasis.opendocument.spreadsheet"
_CONTENT, _STYLES, _MANIFEST = "content.xml", "styles.xml", "META-INF/manifest.xml"
_DURATION = re.compile(r"PT([0-9]{1,5})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]+)?S")
_MOST_REPEATED = 20_000  # empty cells at the end of a row or sheet are written as one that repeats
_LARGEST_MANIFEST = 1_000_000
_FALSE = ("", "none", "false")


def open_sheets(data: bytes) -> list[RosterSheet]:
    """The sheets in order, also hidden ones, as `sheets` gives them; raises as it does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            _require_unlocked(parts)
            require_bounded(data, WORKBOOK)
            styles = _Styles(parts)
            tables = [seen(table.grid()) for table in _tables(parts, styles)]
    except (UnreadableError, MemoryError):
        raise
    except Exception as error:  # zipfile and lxml raise errors of many types
        raise UnreadableError(NO_WORKBOOK) from error
    if len(tables) > MOST_SHEETS:
        raise BoundsError(too_many_sheets())
    return tables


def _require_unlocked(parts: zipfile.ZipFile) -> None:
    if _MANIFEST in parts.namelist():
        with parts.open(_MANIFEST) as part:
            if b"encryption-data" in part.read(_LARGEST_MANIFEST):
                raise UnreadableError(LOCKED)


def _elements(parts: zipfile.ZipFile, path: str, *tags: str) -> Iterator[Any]:
    if path in parts.namelist():
        with parts.open(path) as part:
            yield from elements(part, *tags)


def _tables(parts: zipfile.ZipFile, styles: "_Styles") -> Iterator["_Table"]:
    """The sheets, each as soon as it has been read. A row is forgotten once it has been read."""
    tags = [f"{{*}}{tag}" for tag in ("table", "table-column", "table-row")]
    table: _Table | None = None
    with parts.open(_CONTENT) as part:
        for event, element in etree.iterparse(
            part, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
        ):
            name = etree.QName(element).localname
            if name == "table" and _is_sheet(element):
                if event == "start":
                    table = _Table(dict(element.attrib), styles)
                elif table:
                    yield table
                    table = None
            elif event == "end" and table and name != "table":
                (table.column if name == "table-column" else table.row)(element)
                element.clear()
                while element.getprevious() is not None:
                    del element.getparent()[0]


def _is_sheet(table: Any) -> bool:
    """Whether it is no table within a drawing or a change that is kept."""
    parent = table.getparent()
    return parent is not None and etree.QName(parent).localname == "spreadsheet"


class _Styles:
    """Which styles strike their text out, and which hide a table."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self._own: dict[tuple[str, str], bool] = {}
        self._parents: dict[tuple[str, str], str] = {}
        self.hidden_tables: set[str] = set()
        for path in (_STYLES, _CONTENT):
            for style in _elements(parts, path, "style"):
                self._read(style)

    def _read(self, style: Any) -> None:
        key = (_attribute(style, "family"), _attribute(style, "name"))
        self._parents[key] = _attribute(style, "parent-style-name")
        for properties in style:
            match etree.QName(properties).localname:
                case "text-properties":
                    words = [
                        _attribute(properties, f"text-line-through-{what}")
                        for what in ("style", "type")
                    ]
                    if any(words):
                        self._own[key] = not any(word in _FALSE for word in words if word)
                case "table-properties" if _attribute(properties, "display") == "false":
                    self.hidden_tables.add(key[1])

    def strikes(self, family: str, name: str, otherwise: bool = False) -> bool:
        """Whether text in the style is struck out; `otherwise`: that around it."""
        for _ in range(10):  # a style that is its own ancestor has no end
            if (family, name) in self._own:
                return self._own[family, name]
            name = self._parents.get((family, name), "")
            if not name:
                break
        return otherwise


@dataclass(slots=True)
class _Table:
    """A sheet while it is read."""

    attributes: Mapping[str, str]
    styles: _Styles
    rows: dict[int, list[str]] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    runs: dict[Place, list[Run]] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    column_styles: list[str] = field(default_factory=list)
    next: int = 1

    @property
    def name(self) -> str:
        return _named(self.attributes, "name")

    def grid(self) -> Grid:
        return Grid(
            name=self.name,
            rows=self.rows,
            merges=self.merges,
            runs=self.runs,
            comments=self.comments,
            hidden_rows=frozenset(self.hidden_rows),
            hidden_columns=frozenset(self.hidden_columns),
            is_hidden=_named(self.attributes, "style-name") in self.styles.hidden_tables,
        )

    def column(self, column: Any) -> None:
        """Note the style of its cells, and whether it is hidden."""
        first = len(self.column_styles)
        repeated = min(_repeated(column, "number-columns-repeated"), MOST_COLUMNS + 1 - first)
        if repeated > 0:
            self.column_styles += [_attribute(column, "default-cell-style-name")] * repeated
            if _is_out_of_sight(column):
                self.hidden_columns.update(range(first, first + repeated))

    def row(self, row: Any) -> None:
        """Read its cells."""
        first, repeated = self.next, _repeated(row, "number-rows-repeated")
        self.next += repeated
        cells = self._cells(row, first)
        if not cells:
            return
        if first + repeated - 1 > MOST_ROWS or len(cells) > MOST_COLUMNS:
            raise BoundsError(too_large(self.name))
        for copy in range(first, first + repeated):
            self.rows[copy] = list(cells)
            if _is_out_of_sight(row):
                self.hidden_rows.add(copy)

    def _cells(self, row: Any, number_: int) -> list[str]:
        cells: list[str] = []
        style = _attribute(row, "default-cell-style-name")
        for cell in row:
            if etree.QName(cell).localname not in ("table-cell", "covered-table-cell"):
                continue
            text = self._cell(cell, number_, len(cells), style)
            repeated = _repeated(cell, "number-columns-repeated")
            if text and repeated + len(cells) > MOST_COLUMNS:
                raise BoundsError(too_large(self.name))
            cells += [text] * min(repeated, _MOST_REPEATED - len(cells))
        while cells and not cells[-1]:
            cells.pop()
        return cells

    def _cell(self, cell: Any, row: int, column: int, row_style: str) -> str:
        if etree.QName(cell).localname == "covered-table-cell":
            return ""
        below = min(_repeated(cell, "number-rows-spanned"), MOST_ROWS)
        beside = min(_repeated(cell, "number-columns-spanned"), MOST_COLUMNS)
        if below > 1 or beside > 1:
            self.merges.append(Merge(row, column, row + below - 1, column + beside - 1))
        of_column = self.column_styles[column] if column < len(self.column_styles) else ""
        style = _attribute(cell, "style-name") or row_style or of_column
        runs = list(self._text_runs(cell, self.styles.strikes("table-cell", style)))
        copies = min(_repeated(cell, "number-columns-repeated"), MOST_COLUMNS)
        for place in range(column, column + copies):
            if any(run.struck for run in runs):
                self.runs[row, place] = runs
        for annotation in cell.iterfind("{*}annotation"):
            words = ["".join(text.itertext()) for text in annotation.iterfind("{*}p")]
            self.comments[row, column] = " ".join(words)
        return _value(cell) or clean("".join(run.text for run in runs))

    def _text_runs(self, cell: Any, struck: bool) -> Iterator[Run]:
        for number_, paragraph in enumerate(cell.iterfind("{*}p")):
            if number_:
                yield Run("\n", struck)
            own = self.styles.strikes("paragraph", _attribute(paragraph, "style-name"), struck)
            yield from self._pieces(paragraph, own)

    def _pieces(self, element: Any, struck: bool) -> Iterator[Run]:
        name = etree.QName(element).localname
        if name == "s":
            yield Run(" " * min(_repeated(element, "c"), 100), struck)
        elif name in ("tab", "line-break"):
            yield Run(" ", struck)
        yield from [Run(element.text, struck)] if element.text else []
        for child in element:
            if isinstance(child.tag, str):
                style = _attribute(child, "style-name")
                yield from self._pieces(child, self.styles.strikes("text", style, struck))
            yield from [Run(child.tail, struck)] if child.tail else []


def _value(cell: Any) -> str:
    """A number, date or time as written in a CSV file; empty where the cell is its text."""
    kind, value = _attribute(cell, "value-type"), _attribute(cell, "value")
    match kind:
        case "date" if written := _attribute(cell, "date-value"):
            shown = "".join(piece for p in cell.iterfind("{*}p") for piece in p.itertext())
            moment = datetime.fromisoformat(written)
            return day_or_moment(moment.replace(tzinfo=None), shows_clock=":" in shown)
        case "time" if match := _DURATION.fullmatch(_attribute(cell, "time-value")):
            hours, minutes, seconds = map(int, match.groups())
            return duration(timedelta(hours=hours, minutes=minutes, seconds=seconds))
        case "float" | "percentage" | "currency" if value:
            return number(float(value))
        case "" if formula := _attribute(cell, "formula"):
            return f"={formula.partition('=')[2]}"
        case _:
            return ""


def _attribute(element: Any, name: str) -> str:
    return _named(element.attrib, name)


def _named(attributes: Mapping[str, str], name: str) -> str:
    """An attribute by its local name: the namespaces of old and new versions differ."""
    return next((v for key, v in attributes.items() if etree.QName(key).localname == name), "")


def _repeated(element: Any, name: str) -> int:
    written = _attribute(element, name)
    return max(1, int(written)) if written.isdecimal() else 1


def _is_out_of_sight(element: Any) -> bool:
    return _attribute(element, "visibility") in ("collapse", "filter")
