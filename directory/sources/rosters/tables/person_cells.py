"""Finds the person of a row that names them in several cells: id, address, name, initials."""

from collections.abc import Sequence

from directory.sources.faults import one_line
from directory.sources.rosters.words.who import Who, is_nobody, is_short


def person_in(cells: Sequence[str], who: Who) -> tuple[str, str]:
    """What is written of the person, by the first cell that matches, and a Swedish problem.

    An unknown name wins over known initials: those may be another person's.
    """
    matches = {cell: who.find(cell) for cell in cells}
    known = [cell for cell in cells if matches[cell].person]
    people = {matches[cell].person for cell in known}
    if len(people) > 1 or (known and any(map(is_nobody, cells))):
        words = ", ".join(f"”{one_line(cell)}”" for cell in cells)
        return cells[0], f"Raden säger olika om vem det är: {words}. Rätta det som är fel."
    strangers = [cell for cell in cells if not matches[cell].person and not is_short(cell)]
    if known and strangers and all(map(is_short, known)):
        return strangers[0], ""
    return next(iter([*known, *cells]), ""), ""
