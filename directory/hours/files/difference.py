"""Says in Swedish what an import changes among what is offered."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from directory.hours.files.hours_file import HOURS_TABLE
from directory.hours.files.imported import FromFiles, OfferChange
from directory.hours.files.pilot_row import PilotRow
from directory.hours.files.pilots_file import PILOTS_TABLE
from directory.hours.files.row import HourRow
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilot
from directory.sources.faults import one_line
from directory.sources.region.difference import MOST_OF_A_KIND, changed_cells, count_words, way_word


class LeftRow(Protocol):
    """A row of a file whose value somebody has made or changed in chat since."""

    @property
    def id(self) -> str: ...


def offer_lines(changes: Sequence[OfferChange], most: int = MOST_OF_A_KIND) -> list[str]:
    """As `difference_lines` says it of the region; nothing where nothing changes."""
    return [
        *_kind("Försök med konsulttider", [one for one in changes if _is(one, Pilot)], most),
        *_kind("Konsulttider", [one for one in changes if _is(one, ConsultationHour)], most),
    ]


def left_lines(left: Sequence[LeftRow]) -> list[str]:
    """What the files say in vain."""
    return [
        f"{row.id} har öppnats eller ändrats i chatten och följer inte filen. Ta bort raden, eller "
        "ge den ett annat id."
        for row in left
    ]


def _is(change: OfferChange, kind: type[FromFiles]) -> bool:
    return isinstance(change.after or change.before, kind)


def _kind(title: str, changes: Sequence[OfferChange], most: int) -> Iterator[str]:
    if not changes:
        return
    yield f"{title}: {count_words(changes)}"
    yield from (f"  {_line(one)}" for one in changes[:most])
    if len(changes) > most:
        yield f"  … och {len(changes) - most} till"


def _line(change: OfferChange) -> str:
    offered = change.after or change.before
    assert offered is not None
    line = f"{way_word(change)}: {_name(offered)}"
    cells = list(_cells(change.before, change.after))
    return f"{line}: {'; '.join(cells)}" if cells else line


def _name(offered: FromFiles) -> str:
    if isinstance(offered, Pilot):
        return f"{offered.id} ({one_line(offered.name)})"
    return f"{offered.id} ({offered.service}, {offered.times})"


def _cells(before: FromFiles | None, after: FromFiles | None) -> Iterator[str]:
    if isinstance(before, Pilot) and isinstance(after, Pilot):
        yield from changed_cells(PILOTS_TABLE.columns, PilotRow.of(before), PilotRow.of(after))
    if isinstance(before, ConsultationHour) and isinstance(after, ConsultationHour):
        yield from changed_cells(HOURS_TABLE.columns, HourRow.of(before), HourRow.of(after))
