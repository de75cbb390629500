"""Turns a table into rows that can be read alone: ”Problem: feber; Remiss: akut”."""

import re

from directory.agreements.document import Block, BlockKind
from directory.sources.agreements.draft import WrittenTable
from directory.sources.agreements.head_words import is_label
from directory.sources.agreements.leads import beneath, is_negative
from directory.sources.agreements.prose import one_line

_LONGEST_HEAD = 60
_VALUE = re.compile(r"\d{2}|[.;]$")
_Row = tuple[str | None, ...]


def table_blocks(table: WrittenTable, lead: str) -> list[Block]:
    """The rows of a table under a lead; lists side by side become separate lists.

    A row that spans all columns is put before each of the rows below it.
    """
    rows = [row for row in table.rows if any(row)]
    count = column_heads(rows) if table.heads is None else table.heads
    heads = _heads(rows[:count])
    if count and len(rows) == count + 1 and _holds_lists(rows[-1]):
        return _lists(heads, rows[-1], lead)
    return _rows(heads, rows[count:], lead)


def column_heads(rows: list[_Row]) -> int:
    """How many of the rows seem to be column heads: 0 or 1."""
    if len(rows) < 2 or len(rows[0]) < 2:
        return 0
    first = [cell or "" for cell in rows[0]]
    if not all(first) or any(len(cell) > _LONGEST_HEAD or _VALUE.search(cell) for cell in first):
        return 0
    labels = sum(is_label(row[0] or "") for row in rows)
    if labels >= 2 or any(cell.endswith(":") for cell in first[:1]):
        return int(all(is_label(cell) for cell in first))
    return 1


def _heads(rows: list[_Row]) -> list[str]:
    """The head of each column; nested heads are joined: ”Remiss – akut”."""
    heads: list[str] = []
    for column in range(max(map(len, rows), default=0)):
        above = [_cell(row, column).strip(": ") for row in rows]
        heads.append(" – ".join(dict.fromkeys(word for word in above if word)))
    return heads


def _cell(row: _Row, column: int) -> str:
    """The words of a cell, or of the cell that it is merged with."""
    while column < len(row) and column > 0 and row[column] is None:
        column -= 1
    return _words(row[column] or "") if column < len(row) else ""


def _words(cell: str) -> str:
    """The lines of a cell as one; a label above its value becomes ”Version: 2”."""
    label, _, value = cell.partition("\n")
    return beneath(label, one_line(value)) if value and is_label(label) else one_line(cell)


def _holds_lists(row: _Row) -> bool:
    return any((cell or "").count("\n") >= 1 for cell in row)


def _lists(heads: list[str], row: _Row, lead: str) -> list[Block]:
    blocks = []
    for head, cell in zip(heads, row, strict=False):
        words = beneath(lead, f"{head}:" if head else "").strip() if head else lead
        blocks += [Block(BlockKind.ITEM, line, words) for line in (cell or "").split("\n") if line]
    return blocks


def _rows(heads: list[str], rows: list[_Row], lead: str) -> list[Block]:
    blocks, banner = [], ""
    for row in rows:
        if _is_banner(row, heads):
            banner = one_line(next(cell for cell in row if cell)).rstrip(": ")
            blocks.append(Block(BlockKind.PARAGRAPH, banner))
        elif text := _readable(heads, row):
            blocks.append(Block(BlockKind.ROW, beneath(banner, text), lead))
    return blocks


def _is_banner(row: _Row, heads: list[str]) -> bool:
    first, *others = row
    if not first or not others or any(others):
        return False
    return all(cell is None for cell in others) or (bool(heads) and is_negative(first))


def _readable(heads: list[str], row: _Row) -> str:
    cells: list[tuple[str, str]] = []
    for column, cell in enumerate(row):
        head = heads[column] if column < len(heads) else ""
        if cell is None and cells:
            before, text = cells[-1]
            cells[-1] = (f"{before}/{head}" if head and head != before else before, text)
        elif cell:
            cells.append((head, _words(cell)))
        else:
            cells.append((head, ""))
    cells = [(head, text) for head, text in cells if text]
    if not heads and len(row) == len(cells) == 2 and _is_term(cells[0][1]):
        return beneath(cells[0][1], cells[1][1])
    return "; ".join(beneath(head, text.rstrip(";")) for head, text in cells)


def _is_term(words: str) -> bool:
    return len(words) <= _LONGEST_HEAD and ":" not in words[:-1]
