"""A row of the authority's file: one pack in one notification."""

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from directory.lazy.values import dataclass
from directory.shortages.medicine import MedicinalProduct, MedicinePack

RowKey = tuple[str, str]
"""The notification and the pack. A pack may stand in several notifications at once."""


class ShortageKind(StrEnum):
    """What is notified: out of stock for a while, or withdrawn for good."""

    SHORTAGE = "SHORTAGE"
    CESSATION = "CESSATION"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageInterval:
    """From when and until when, as Swedish days; None is what the file leaves open.

    `actual_end`: the day on which the notification ended. A forecast is no end.
    """

    start: date | None = None
    forecast_end: date | None = None
    actual_end: date | None = None

    def has_begun(self, day: date) -> bool:
        """Whether it has begun by a day; where the start is unknown, it has."""
        return self.start is None or self.start <= day

    def is_over(self, day: date) -> bool:
        """Whether it has ended by a day."""
        return self.actual_end is not None and self.actual_end <= day

    def has_outlived_its_forecast(self, day: date) -> bool:
        """Whether it goes on although the forecast said that it would have ended before the day."""
        is_late = self.forecast_end is not None and self.forecast_end < day
        return is_late and not self.is_over(day)

    @property
    def never_began(self) -> bool:
        """Whether it was called off before it began."""
        return bool(self.start and self.actual_end and self.actual_end < self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageRow:
    """What one notification says of one pack.

    `cause_category`, `cause`, `risk` and `information` are the authority's own words and codes.
    `updated`: the later of the days on which the notification and the row were last touched.
    `gone`: the day of the first file that no longer had the row; None while it is listed.
    """

    shortage_id: str
    kind: ShortageKind
    product: MedicinalProduct
    pack: MedicinePack
    interval: ShortageInterval
    first_notified: date | None = None
    first_published: date | None = None
    company_phone: str = ""
    company_email: str = ""
    cause_category: str = ""
    cause: str = ""
    duration: str = ""
    risk: str = ""
    information: str = ""
    updated: date | None = None
    gone: date | None = None

    @property
    def key(self) -> RowKey:
        """Unique in a file."""
        return self.shortage_id, self.pack.npl_pack_id

    @property
    def is_listed(self) -> bool:
        """Whether the latest file has it."""
        return self.gone is None

    def is_active(self, day: date) -> bool:
        """Whether it stands in the file and has not ended by a day, begun or not."""
        return self.is_listed and not self.interval.is_over(day)

    def says_the_same(self, other: "ShortageRow") -> bool:
        """Whether the two differ at most in when they were last touched."""
        return replace(self, updated=None) == replace(other, updated=None)


@dataclass(frozen=True, slots=True)
class ShortageFile:
    """A whole file: the instant at which the authority made it, and its rows in its order."""

    created: datetime
    rows: tuple[ShortageRow, ...]
