"""Says in Swedish what an import changes among the hours."""

from collections.abc import Sequence

from directory.hours.files.hours_file import HOURS_TABLE
from directory.hours.files.imported import HourChange
from directory.hours.files.row import HourRow
from directory.sources.region.difference import MOST_OF_A_KIND, changed_cells, count_words, way_word


def hours_lines(changes: Sequence[HourChange], most: int = MOST_OF_A_KIND) -> list[str]:
    """As `difference_lines` says it of the region; nothing where nothing changes."""
    if not changes:
        return []
    lines = [
        f"Konsulttider: {count_words(changes)}",
        *(f"  {_line(one)}" for one in changes[:most]),
    ]
    return [*lines, f"  … och {len(changes) - most} till"] if len(changes) > most else lines


def _line(change: HourChange) -> str:
    hour = change.after or change.before
    assert hour is not None
    line = f"{way_word(change)}: {hour.id} ({hour.service}, {hour.hours.text()})"
    if change.before is None or change.after is None:
        return line
    rows = HourRow.of(change.before), HourRow.of(change.after)
    return f"{line}: {'; '.join(changed_cells(HOURS_TABLE.columns, *rows))}"
