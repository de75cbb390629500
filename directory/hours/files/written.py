"""The files of consultation hours and pilots, read together and written together."""

from collections.abc import Mapping

from directory.hours.files.hours_file import HOURS_BESIDE, HOURS_TABLE
from directory.hours.files.offered_rows import OfferedInFiles
from directory.hours.files.pilot_row import PilotRow
from directory.hours.files.pilots_file import PILOTS_BESIDE, PILOTS_TABLE
from directory.hours.files.row import HourRow
from directory.hours.kept import Offered
from directory.sources.region.region_files import RegionReading

BESIDE = (PILOTS_BESIDE, HOURS_BESIDE)
"""What `read_region` reads besides the region's own files."""


def offered_in(reading: RegionReading) -> OfferedInFiles:
    """What a region was read with."""
    return OfferedInFiles(reading.of(PILOTS_TABLE), reading.of(HOURS_TABLE))


def offered_files(offered: Offered) -> Mapping[str, bytes]:
    """The files of what is offered as the region's files have it, by their names.

    What has been opened or changed in chat belongs to whoever did so, and is in none; but for a
    pilot that an hour of the files is in.
    """
    hours = sorted((HourRow.of(one) for one in offered.hours if one.is_from_files), key=_id)
    named = {row.pilot for row in hours}
    pilots = (one for one in offered.pilots if one.is_from_files or one.id in named)
    return {
        PILOTS_TABLE.file: PILOTS_TABLE.write(sorted(map(PilotRow.of, pilots), key=_id)),
        HOURS_TABLE.file: HOURS_TABLE.write(hours),
    }


def _id(row: PilotRow | HourRow) -> str:
    return row.id
