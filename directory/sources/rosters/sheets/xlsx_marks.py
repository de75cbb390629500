"""What an .xlsx workbook shows beside the values of its cells: what is merged, hidden, struck out
and commented. Its parts are read as a stream: openpyxl's own stream leaves all of this out."""

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import IO, Any

from lxml import etree

from directory.lazy.values import dataclass
from directory.sources.rosters.sheets.grid import MOST_COLUMNS, MOST_ROWS, Merge, Place, Run

_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})(?::\$?([A-Z]{1,3})\$?([0-9]{1,7}))?")
_FALSE = ("0", "false", "none")
_WORKBOOK = "xl/workbook.xml"
_MOST_RICH = 100_000

Strings = Mapping[int, Sequence["FontRun"]]


@dataclass(frozen=True, slots=True)
class FontRun:
    """A piece of text; `struck` is None where it has the font of its cell."""

    text: str
    struck: bool | None


@dataclass(slots=True)
class SheetMarks:
    """What is seen in a sheet beside its values."""

    merges: list[Merge] = field(default_factory=list)
    runs: dict[Place, Sequence[Run]] = field(default_factory=dict)
    comments: dict[Place, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


class WorkbookMarks:
    """The marks of a workbook's sheets, by title."""

    def __init__(self, parts: zipfile.ZipFile) -> None:
        self._parts = parts
        self._names = frozenset(parts.namelist())
        related = self._related(_WORKBOOK)
        self._struck_styles = self._styles(related)
        self._strings = dict(self._rich_strings(related))
        targets = {id_: target for id_, _, target in related}
        self._sheets = {
            sheet.get("name", ""): targets.get(_relation(sheet), "")
            for sheet in self._elements(_WORKBOOK, "sheet")
        }

    def of(self, title: str) -> SheetMarks:
        """The marks of the sheet with the title."""
        marks = SheetMarks()
        path = self._sheets.get(title, "")
        if path in self._names:
            tags = ("row", "c", "col", "mergeCell")
            for element in self._elements(path, *tags):
                self._mark(element, marks)
            marks.comments.update(self._comments(path))
        return marks

    def _mark(self, element: Any, marks: SheetMarks) -> None:
        match etree.QName(element).localname:
            case "row" if _is_hidden(element, "ht"):
                marks.hidden_rows.add(int(element.get("r", "0")))
            case "col" if _is_hidden(element, "width"):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                marks.hidden_columns.update(range(first - 1, min(last, MOST_COLUMNS)))
            case "mergeCell":
                marks.merges += _merge(element.get("ref", ""))
            case "c":
                self._strike(element, marks)

    def _strike(self, cell: Any, marks: SheetMarks) -> None:
        """Note the runs of a cell that has any struck text."""
        is_struck = int(cell.get("s", "0")) in self._struck_styles
        fonts = self._runs(cell)
        runs = [Run(run.text, is_struck if run.struck is None else run.struck) for run in fonts]
        place = _place(cell.get("r", ""))
        if place and any(run.struck for run in runs):
            marks.runs[place] = runs

    def _runs(self, cell: Any) -> Sequence[FontRun]:
        value = cell.findtext("{*}v") or ""
        if cell.get("t") == "s" and value.isdecimal() and int(value) in self._strings:
            return self._strings[int(value)]
        inline = cell.find("{*}is")
        if inline is not None:
            return _font_runs(inline)
        return [FontRun(value, None)] if value else []

    def _styles(self, related: Sequence[tuple[str, str, str]]) -> frozenset[int]:
        """The numbers of the cell formats whose font is struck out."""
        fonts: list[bool] = []
        struck: set[int] = set()
        for path in _of_kind(related, "styles"):
            for element in self._elements(path, "fonts", "cellXfs"):
                if etree.QName(element).localname == "fonts":
                    fonts = [_is_struck(font) for font in element.iterfind("{*}font")]
                else:
                    for number, style in enumerate(element.iterfind("{*}xf")):
                        font = int(style.get("fontId", "0"))
                        if font < len(fonts) and fonts[font]:
                            struck.add(number)
        return frozenset(struck)

    def _rich_strings(
        self, related: Sequence[tuple[str, str, str]]
    ) -> Iterator[tuple[int, Sequence[FontRun]]]:
        """The shared strings by number, those of which a part is struck."""
        for path in _of_kind(related, "sharedStrings"):
            rich = 0
            for number, string in enumerate(self._elements(path, "si")):
                runs = _font_runs(string)
                if any(run.struck for run in runs) and rich < _MOST_RICH:
                    rich += 1
                    yield number, runs

    def _comments(self, sheet: str) -> dict[Place, str]:
        """By cell; the answers of a thread stand after its first comment, which takes the place of
        the note that older programs show."""
        related = self._related(sheet)
        found: dict[Place, list[str]] = {}
        threads: dict[Place, list[str]] = {}
        for kind, tag, into in (
            ("comments", "comment", found),
            ("threadedComment", "threadedComment", threads),
        ):
            for path in _of_kind(related, kind):
                for comment in self._elements(path, tag):
                    if place := _place(comment.get("ref", "")):
                        into.setdefault(place, []).append(_text(comment))
        return {place: " – ".join(texts) for place, texts in (found | threads).items()}

    def _related(self, path: str) -> list[tuple[str, str, str]]:
        """Id, kind and path of each part that a part refers to."""
        folder, name = posixpath.split(path)
        relations = f"{folder}/_rels/{name}.rels"
        if relations not in self._names:
            return []
        return [
            (one.get("Id", ""), one.get("Type", ""), _absolute(folder, one.get("Target", "")))
            for one in self._elements(relations, "Relationship")
        ]

    def _elements(self, path: str, *tags: str) -> Iterator[Any]:
        """The elements of these kinds, each as soon as it has been read. Nothing else is kept."""
        if path not in self._names:
            return
        with self._parts.open(path) as part:
            yield from elements(part, *tags)


def elements(part: IO[bytes], *tags: str) -> Iterator[Any]:
    """The elements of an XML file with these local names, one at a time, whatever its size.

    An element is forgotten once it has been looked at. No entities, nothing from elsewhere.
    """
    wanted = [f"{{*}}{tag}" for tag in tags]
    steps = etree.iterparse(
        part, events=("end",), tag=wanted, resolve_entities=False, no_network=True
    )
    for _, element in steps:
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _is_hidden(element: Any, size: str) -> bool:
    hidden = element.get("hidden", "0").lower() not in _FALSE
    return hidden or (element.get(size, "1").replace(".", "").strip("0") == "")


def _is_struck(font: Any) -> bool:
    strike = font.find("{*}strike")
    return strike is not None and strike.get("val", "1").lower() not in _FALSE


def _font_runs(string: Any) -> list[FontRun]:
    """The pieces of a shared or inline string; how Japanese is pronounced is none."""
    runs: list[FontRun] = []
    for child in string:
        name = etree.QName(child).localname
        if name == "t":
            runs.append(FontRun(child.text or "", None))
        elif name == "r":
            font = child.find("{*}rPr")
            text = "".join(piece.text or "" for piece in child.iterfind("{*}t"))
            runs.append(FontRun(text, None if font is None else _is_struck(font)))
    return runs


def _text(comment: Any) -> str:
    return "".join(piece.text or "" for piece in comment.iterfind(".//{*}t")) or "".join(
        comment.itertext()
    )


def _merge(written: str) -> Iterator[Merge]:
    if match := _RANGE.fullmatch(written):
        left, top = _column(match[1]), int(match[2])
        right, bottom = _column(match[3] or match[1]), int(match[4] or match[2])
        yield Merge(top, left, min(bottom, MOST_ROWS), right)


def _place(written: str) -> Place | None:
    match = _RANGE.fullmatch(written)
    return (int(match[2]), _column(match[1])) if match and not match[3] else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _relation(sheet: Any) -> str:
    return next((v for name, v in sheet.attrib.items() if etree.QName(name).localname == "id"), "")


def _of_kind(related: Sequence[tuple[str, str, str]], kind: str) -> list[str]:
    return [path for _, type_, path in related if type_.endswith(f"/{kind}")]


def _absolute(folder: str, target: str) -> str:
    return posixpath.normpath(
        target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
    )
