"""Files beside the region's own that name its ids, read by those who know what they hold."""

from collections.abc import Callable, Iterable
from typing import Any

from directory.lazy.values import dataclass
from directory.sources.faults import Fault
from directory.sources.region.region_sheets import RegionSheets
from directory.sources.table_format import TableFormat

HOURS_FILE = "konsulttider.csv"
PILOTS_FILE = "konsulttid-piloter.csv"
GROUPS_FILE = "lakemedelsgrupper.csv"
BESIDE_FILES = (PILOTS_FILE, HOURS_FILE, GROUPS_FILE)
"""In the order in which their faults are told."""


def nothing_amiss(sheets: RegionSheets) -> Iterable[Fault]:
    """For a file without warnings of its own."""
    return ()


@dataclass(frozen=True, slots=True)
class FileBeside:
    """A file whose values have ids of their own, and its warnings about a region without errors."""

    form: TableFormat[Any]
    gaps: Callable[[RegionSheets], Iterable[Fault]] = nothing_amiss
