"""All that the files of a region offer, as one value."""

from directory.hours.files.pilot_row import PilotRow
from directory.hours.files.row import HourRow
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class OfferedInFiles:
    """The hours, and the pilots that they may be in."""

    pilots: tuple[PilotRow, ...] = ()
    hours: tuple[HourRow, ...] = ()
