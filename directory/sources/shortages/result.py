"""The result of reading a file of shortages."""

from datetime import datetime

from directory.lazy.values import dataclass
from directory.shortages.row import ShortageFile, ShortageRow

LARGEST = 100_000_000
"""The size limit of a file, in bytes; it is about 20 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageReading:
    """`faults`: why the file is not a whole one of the known form, as Swedish sentences. `unknown`:
    parts of it whose meaning is not known, as ”Interval/Reason” or ”ATC@level”: somebody has to
    look at them before anything is put in force."""

    created: datetime | None = None
    rows: tuple[ShortageRow, ...] = ()
    faults: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def file(self) -> ShortageFile | None:
        """The whole file; None where it has faults."""
        if self.faults or self.created is None:
            return None
        return ShortageFile(self.created, self.rows)
