"""Turns the lines of a PDF into headings, paragraphs, lists, tables and footnotes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace

from directory.lazy.values import dataclass
from directory.sources.agreements.callouts import is_callout
from directory.sources.agreements.draft import (
    Footnote,
    Item,
    NotText,
    Paragraph,
    Piece,
    WrittenHeading,
    WrittenTable,
)
from directory.sources.agreements.hyphens import hyphenated, join
from directory.sources.agreements.pdf_line import (
    NOTE,
    PdfLine,
    Placed,
    PlacedNotText,
    PlacedTable,
    body_size,
)
from directory.sources.agreements.pdf_stretch import SIGN
from directory.sources.agreements.points import POINT
from directory.sources.agreements.prose import prose
from directory.sources.agreements.raised import raised

_LONGEST_HEADING = 120
_UNKNOWN_SIGN = "ett tecken som filen inte säger vilket det är"
_LARGER = 1.1
_SMALLER = 0.93
_SENTENCE_ENDS = (".", ";", ":", ",", "!", "?")
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2})*)\.?\s+[A-ZÅÄÖ]")
_NO_EXPONENT = r"(?<![\d⁰¹²³⁴-⁹⁻⁺])(?<!\b[cdkmµ]m)(?<!\bm)"


@dataclass(frozen=True, slots=True)
class TypeSizes:
    """Type sizes of a document, in points: of its text and of its headings, largest first."""

    body: float
    headings: tuple[tuple[float, bool], ...]

    def level(self, line: PdfLine) -> int | None:
        """The level of a heading; None for other lines."""
        if not _looks_like_heading(line) or not self._stands_out(line):
            return None
        return min(self.headings.index((line.size, line.bold)) + 1, 6)

    def _stands_out(self, line: PdfLine) -> bool:
        return (line.size, line.bold) in self.headings


def type_sizes(content: Sequence[Placed]) -> TypeSizes:
    lines = [piece for piece in content if isinstance(piece, PdfLine)]
    running = [x for x in lines if not x.bold or x.is_sentence or x.text.endswith(_SENTENCE_ENDS)]
    body = body_size(replace(line, bold=False) for line in running) or body_size(content)
    text_is_bold = 2 * sum(len(x.text) for x in lines if x.bold) > sum(len(x.text) for x in lines)
    headings = {
        (line.size, line.bold)
        for line in lines
        if _looks_like_heading(line)
        and (
            line.size >= _LARGER * body
            or (line.bold and not text_is_bold and line.size >= _SMALLER * body)
        )
    }
    return TypeSizes(body, tuple(sorted(headings, reverse=True)))


def _looks_like_heading(line: PdfLine) -> bool:
    numbered = _NUMBERED.match(line.text)
    if len(line.text) > _LONGEST_HEADING or (POINT.match(line.text) and not numbered):
        return False
    if line.is_sentence or is_callout(line.text):
        return False
    return line.text[-1] not in ".;,:" and any(c.isalpha() for c in line.text)


@dataclass(frozen=True, slots=True)
class PdfText:
    """The pieces in order, each footnote after the piece that refers to it; and the marks of the
    footnotes, which are in none of them."""

    pieces: tuple[Piece, ...]
    marks: tuple[str, ...]


def read_text(placed: Sequence[Placed]) -> PdfText:
    """The pieces that lines and tables form."""
    content = list(_with_sentences(placed))
    notes, rest = _notes(content, type_sizes(content).body)
    marked = [piece for piece in rest if isinstance(piece, PdfLine) and piece.marks]
    marks = [mark for line in marked for mark in line.marks if _refers(line, mark, notes)]
    own = [mark for _, mark in notes]
    return PdfText(tuple(_pieces(rest, notes, content)), (*marks, *own))


def _with_sentences(content: Sequence[Placed]) -> Iterator[Placed]:
    """The same, with the lines in bold that go on to the end of a sentence marked: they are a text
    in bold and no headings."""
    run: list[PdfLine] = []
    for piece in content:
        is_line = isinstance(piece, PdfLine)
        if run and not (isinstance(piece, PdfLine) and _goes_on_in_bold(run[-1], piece)):
            yield from _sentence(run)
            run = []
        if isinstance(piece, PdfLine):
            run.append(piece)
        if not is_line:
            yield piece
    yield from _sentence(run)


def _goes_on_in_bold(last: PdfLine, line: PdfLine) -> bool:
    near = line.page == last.page and 0 <= line.top - last.bottom + 0.5 * line.size < line.size
    goes_on = last.is_full or _is_forced(last, line)
    return near and last.bold and goes_on and line.size == last.size


def _sentence(run: Sequence[PdfLine]) -> Iterator[PdfLine]:
    is_sentence = len(run) > 1 and run[-1].text.endswith(_SENTENCE_ENDS)
    yield from (replace(line, is_sentence=is_sentence) for line in run)


def _pieces(
    content: Sequence[Placed], notes: dict[tuple[int, str], str], whole: Sequence[Placed]
) -> Iterator[Piece]:
    sizes = type_sizes(whole)
    text = [
        _without_marks(p, notes) if isinstance(p, PdfLine) else p for p in _owned(content, notes)
    ]
    known = hyphenated(piece.text for piece in whole if isinstance(piece, PdfLine))
    for group in _grouped(text, sizes):
        yield from _piece(group, sizes, known)
        for line in group.lines:
            yield from (
                Footnote(notes.pop(m)) for m in ((line.page, k) for k in line.marks) if m in notes
            )
    yield from map(Footnote, notes.values())


@dataclass(slots=True)
class _PdfGroup:
    """Lines that are one piece, or a table, or something that is not read."""

    lines: list[PdfLine] = field(default_factory=list)
    table: WrittenTable | None = None
    not_text: str = ""
    level: int | None = None
    depth: int | None = None


def _grouped(content: Sequence[Placed], sizes: TypeSizes) -> Iterator[_PdfGroup]:
    group: _PdfGroup | None = None
    indents: list[float] = []
    for piece in content:
        if isinstance(piece, PlacedNotText):
            if group:
                yield group
            group, indents = _PdfGroup(not_text=piece.what), []
            continue
        if isinstance(piece, PlacedTable):
            if group and group.table and _is_continued(group.table, piece.table):
                group.table = _continued(group.table, piece.table)
                continue
            if group:
                yield group
            group, indents = _PdfGroup(table=piece.table), []
            continue
        level = sizes.level(piece)
        bulleted = level is None and _is_point(group, piece)
        if group and group.lines and not bulleted and _goes_on(group, piece, level):
            group.lines.append(piece)
            continue
        if group:
            yield group
        indents = _indents(indents, piece.x0) if bulleted else []
        depth = len(indents) - 1 if bulleted else None
        group = _PdfGroup([piece], level=level, depth=depth)
    if group:
        yield group


def _indent(line: PdfLine) -> float:
    """How far a line begins from the edge of its column."""
    return line.x0 - line.left


def _is_forced(last: PdfLine, line: PdfLine) -> bool:
    """Whether a line ends where it does since the first word of the next one had no room on it."""
    word = len(line.text.partition(" ")[0]) + 1
    return last.x1 + word * (line.x1 - line.x0) / len(line.text) > last.right


def _is_point(group: _PdfGroup | None, line: PdfLine) -> bool:
    """Whether a line begins a point; a number where a sentence goes on is a part of that:
    ”… CRP ≤” and ”5. Ring” on the next line."""
    mark = POINT.match(line.text)
    if mark is None or mark.lastgroup in ("sign", "dash") or not (group and group.lines):
        return mark is not None
    last = group.lines[-1]
    is_text = group.depth is None and group.level is None
    goes_on = last.is_full or _is_forced(last, line)
    return not (is_text and goes_on and not last.text.endswith(_SENTENCE_ENDS))


def _indents(above: list[float], x0: float) -> list[float]:
    return [*(x for x in above if x < x0 - 3), x0]


def _is_continued(table: WrittenTable, more: WrittenTable) -> bool:
    """Whether a table goes on: with as many columns, and no heads but its own again."""
    is_own = more.heads is None or more.rows[0] == table.rows[0]
    return is_own and len(table.rows[0]) == len(more.rows[0])


def _continued(table: WrittenTable, more: WrittenTable) -> WrittenTable:
    """A table that continues on the next page, without its repeated heads."""
    rows = more.rows[1:] if more.rows[0] == table.rows[0] else more.rows
    return WrittenTable((*table.rows, *rows), table.heads)


def _goes_on(group: _PdfGroup, line: PdfLine, level: int | None) -> bool:
    last = group.lines[-1]
    if level != group.level or (level is None and abs(line.size - last.size) > 0.6):
        return False
    if level is None and line.bold != last.bold and line.bold and not last.is_full:
        return False
    near = (
        line.page != last.page or line.top < last.top or line.top - last.bottom < 0.55 * line.size
    )
    if level is not None:
        return near and not _NUMBERED.match(line.text) and line.size == last.size
    if group.depth is not None and _indent(line) > _indent(group.lines[0]) + 2:
        return near
    if group.depth is not None and not last.is_full:
        return False
    goes_on = last.is_full or _is_forced(last, line) or last.text.endswith(("-", "\u00ad"))
    is_elsewhere = line.page != last.page or line.top < last.top
    return near and goes_on and not (is_elsewhere and last.text.endswith((".", ":")))


def _piece(group: _PdfGroup, sizes: TypeSizes, known: frozenset[str]) -> Iterator[Piece]:
    if group.table is not None:
        yield group.table
        if any(SIGN in (cell or "") for row in group.table.rows for cell in row):
            yield NotText(_UNKNOWN_SIGN)
        return
    if group.not_text:
        yield NotText(group.not_text)
        return
    text = prose(join((line.text for line in group.lines), known))
    if group.level is not None:
        yield WrittenHeading(text, _numbered_level(text, group.level))
    elif group.depth is not None:
        yield Item(POINT.sub("", text, count=1), group.depth)
    elif text:
        yield Paragraph(text)
    if SIGN in text:
        yield NotText(_UNKNOWN_SIGN)


def _numbered_level(text: str, level: int) -> int:
    """The level of a heading by its number too: 2.1 is one level below 2 of the same type."""
    match = _NUMBERED.match(text)
    return min(level + match[1].count("."), 6) if match else level


def _without_marks(line: PdfLine, notes: Mapping[tuple[int, str], str]) -> PdfLine:
    """The line without the marks of its notes; a raised number without a note is an exponent.

    After a number or a unit (10⁹, m²) it is one also where a note has the same number.
    """
    text = line.text
    for mark in line.marks:
        if _refers(line, mark, notes):
            text = _mark(mark).sub("", text, count=1)
    return replace(line, text=text) if text else line


def _refers(line: PdfLine, mark: str, notes: Mapping[tuple[int, str], str]) -> bool:
    """Whether a line has the mark of a note, and not as an exponent."""
    return (line.page, mark) in notes and bool(_mark(mark).search(line.text))


def _mark(mark: str) -> re.Pattern[str]:
    return re.compile(rf"{_NO_EXPONENT}\s?{re.escape(raised(mark))}")


def _owned(content: Sequence[Placed], notes: Mapping[tuple[int, str], str]) -> Iterator[Placed]:
    """The same, with exponents among the marks only where nothing else refers to such a note."""
    lines = [piece for piece in content if isinstance(piece, PdfLine)]
    referred = {(x.page, mark) for x in lines for mark in x.marks if _refers(x, mark, notes)}
    for piece in content:
        if isinstance(piece, PdfLine) and piece.marks:
            page = piece.page
            marks = tuple(
                m for m in piece.marks if (page, m) not in referred or _refers(piece, m, notes)
            )
            yield replace(piece, marks=marks)
        else:
            yield piece


def _notes(
    content: Sequence[Placed], body: float
) -> tuple[dict[tuple[int, str], str], list[Placed]]:
    """The notes by page and mark (small lines low on the page), and everything else."""
    notes: dict[tuple[int, str], str] = {}
    rest: list[Placed] = []
    last: tuple[int, str] | None = None
    for piece in content:
        low = (
            isinstance(piece, PdfLine)
            and piece.size < _SMALLER * body
            and piece.top > 0.5 * piece.height
        )
        if not isinstance(piece, PdfLine) or not low:
            last = None
            rest.append(piece)
        elif mark := NOTE.match(piece.text):
            last = (piece.page, mark[1])
            notes[last] = piece.text[mark.end() :]
        elif last:
            notes[last] = join((notes[last], piece.text))
        else:
            rest.append(piece)
    return notes, rest
