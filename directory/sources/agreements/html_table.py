"""Reads the tables of a web page; merged cells are spread out."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from directory.sources.agreements.draft import WrittenTable, require_few
from directory.sources.agreements.html_text import children, is_left_out, node_text
from directory.sources.agreements.layout_table import LaidCell, is_laid_out
from directory.sources.agreements.prose import lines, one_line, prose

_MOST_SPANNED = 100
_ROWS_WITHIN = ("thead", "tbody", "tfoot")


def is_layout(table: LexborNode) -> bool:
    """Whether a table is only layout: it has one cell, or headings in its cells."""
    cells = [cell for row in _rows(table) for cell in _cells(row)]
    inner = table.css("h1, h2, h3, h4, h5, h6")
    return len(cells) <= 1 or bool(inner)


def laid_out(table: LexborNode) -> list[tuple[str, LexborNode]]:
    """The label and the text of each row, where the table only lays out a text; else nothing."""
    rows = [list(_cells(row)) for row in _rows(table)]
    cells = [cell for row in rows for cell in row]
    if any(_span(cell, name) > 1 for cell in cells for name in ("colspan", "rowspan")):
        return []
    if not is_laid_out([[_laid(cell) for cell in row] for row in rows]):
        return []
    return [(one_line(_cell_text(label)).rstrip(": "), text) for label, text in rows]


def _laid(cell: LexborNode) -> LaidCell:
    text = _cell_text(cell)
    bold = "".join(prose(node.text()) for node in cell.css("b, strong"))
    return LaidCell(text, cell.tag == "th" or (bool(text) and bold == prose(text)))


def read_table(table: LexborNode) -> WrittenTable:
    """The table; rows of `th` only, or in `thead`, are column heads."""
    grid: list[list[str | None]] = []
    hanging: dict[int, tuple[int, str | None]] = {}
    heads, count, rows = 0, 0, list(_rows(table))
    for number, row in enumerate(rows):
        cells = list(_cells(row))
        if heads == number and cells and _is_head(row, cells):
            heads += 1
        grid.append(_spread(cells, hanging))
        count += len(grid[-1])
        require_few(count)
    whole = tuple(tuple(row) for row in grid)
    return WrittenTable(whole, heads if heads or table.css_first("th") else None)


def read_definitions(node: LexborNode) -> WrittenTable:
    """A list of terms as a table without heads: each term with all its meanings."""
    rows: list[tuple[str, str]] = []
    for child in node.css("dt, dd"):
        text = lines(node_text(child))
        if child.tag == "dt":
            rows.append((text, ""))
        elif rows:
            term, meaning = rows[-1]
            rows[-1] = (term, f"{meaning}\n{text}".strip())
    return WrittenTable(tuple(rows), 0)


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    for node in children(table):
        if node.tag == "tr":
            yield node
        elif node.tag in _ROWS_WITHIN:
            yield from (row for row in children(node) if row.tag == "tr" and not is_left_out(row))


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (node for node in children(row) if node.tag in ("td", "th") and not is_left_out(node))


def _is_head(row: LexborNode, cells: list[LexborNode]) -> bool:
    above = row.parent
    return all(cell.tag == "th" for cell in cells) or (above is not None and above.tag == "thead")


def _spread(
    cells: list[LexborNode], hanging: dict[int, tuple[int, str | None]]
) -> list[str | None]:
    """One row; `hanging` are the cells that span down into it, by column, and is updated."""
    row: list[str | None] = []

    def hang() -> None:
        while len(row) in hanging:
            left, text = hanging.pop(len(row))
            if left > 1:
                following[len(row)] = (left - 1, text)
            row.append(text)

    following: dict[int, tuple[int, str | None]] = {}
    for cell in cells:
        hang()
        text = _cell_text(cell)
        down = _span(cell, "rowspan")
        for n in range(_span(cell, "colspan")):
            if down > 1:
                following[len(row)] = (down - 1, None if n else text)
            row.append(None if n else text)
    hang()
    hanging.clear()
    hanging.update(following)
    return row


def _cell_text(cell: LexborNode) -> str:
    """The lines of a cell; each row of a table within it is one line."""
    own = lines(node_text(cell, without=("table",)))
    nearest = [table for table in cell.css("table") if _is_nearest(table, cell)]
    inner = [read_table(table) for table in nearest]
    rows = [
        " – ".join(one_line(text) for text in row if text) for table in inner for row in table.rows
    ]
    return "\n".join(filter(None, [own, *rows]))


def _is_nearest(table: LexborNode, cell: LexborNode) -> bool:
    """Whether no other table lies between the two, so that each is read once."""
    above = table.parent
    while above is not None and above.tag != "table":
        if above.mem_id == cell.mem_id:
            return True
        above = above.parent
    return False


def _span(cell: LexborNode, name: str) -> int:
    written = cell.attributes.get(name) or "1"
    return min(int(written), _MOST_SPANNED) if written.isdecimal() and int(written) else 1
