"""Tables of a Word document, with merged cells spread out."""

from collections.abc import Iterator
from typing import Any

from directory.sources.agreements.docx_text import W, is_bold, is_on, paragraph_text, visible
from directory.sources.agreements.draft import WrittenTable, require_few
from directory.sources.agreements.prose import lines, one_line

_MOST_SPANNED = 100


def read_table(node: Any) -> WrittenTable:
    """Rows that Word repeats on each page are column heads, else a first row all in bold."""
    rows = [child for child in _through(node) if child.tag == f"{W}tr"]
    grid: list[tuple[str | None, ...]] = []
    count = 0
    for row in rows:
        grid.append(_cells(row, grid[-1] if grid else ()))
        count += len(grid[-1])
        require_few(count)
    heads = 0
    while heads < len(rows) and _repeats(rows[heads]):
        heads += 1
    bold = len(rows) > 1 and _all_bold(rows[0]) and not _all_bold(rows[1])
    return WrittenTable(tuple(grid), heads or (1 if bold and len(grid[0]) > 1 else None))


def _through(node: Any) -> Iterator[Any]:
    """The children, also those within content controls and inserted ones."""
    for child in visible(node):
        if child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _through(child)
        else:
            yield child


def _repeats(row: Any) -> bool:
    return bool(is_on(row.find(f"{W}trPr"), "tblHeader"))


def _all_bold(row: Any) -> bool:
    paragraphs = [p for p in row.iter(f"{W}p") if paragraph_text(p).strip()]
    return bool(paragraphs) and all(map(is_bold, paragraphs))


def _cells(row: Any, above: tuple[str | None, ...]) -> tuple[str | None, ...]:
    found: list[str | None] = []
    for cell in _through(row):
        if cell.tag == f"{W}tc":
            text = above[len(found)] if _goes_on(cell) and len(found) < len(above) else _text(cell)
            found += [text, *[None] * (_span(cell) - 1)]
    return tuple(found)


def _goes_on(cell: Any) -> bool:
    """Whether it is one with the cell above it."""
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val", "continue") == "continue"


def _span(cell: Any) -> int:
    found = cell.find(f"{W}tcPr/{W}gridSpan")
    written = found.get(f"{W}val", "") if found is not None else ""
    return min(int(written), _MOST_SPANNED) if written.isdecimal() and int(written) else 1


def _text(cell: Any) -> str:
    """The cell's lines; a table within it as its rows in one line each."""
    found = []
    for node in _through(cell):
        if node.tag == f"{W}p":
            found.append(lines(paragraph_text(node)))
        elif node.tag == f"{W}tbl":
            inner = read_table(node).rows
            found += [" – ".join(one_line(text) for text in row if text) for row in inner]
    return "\n".join(filter(None, found))
