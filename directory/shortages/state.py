"""How a pack is on a day, from all rows that speak of it.

Per pack, not per row and not per product: an ended row does not mean that the pack is back, and one
size of a strength may cease while another returns.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.shortages.medicine import MedicinalProduct, MedicinePack
from directory.shortages.row import ShortageKind, ShortageRow


class PackState(StrEnum):
    """How a pack is, the weightiest first."""

    CEASES = "upphör"
    NOW = "nu"
    FORECAST_PASSED = "prognos passerad"
    COMING = "kommande"
    UNLISTED = "inte längre listad"
    BACK = "åter"

    @property
    def is_out(self) -> bool:
        """Whether the pack is out of stock by notification, whatever its forecast said."""
        return self in (PackState.NOW, PackState.FORECAST_PASSED)

    @property
    def is_listed_as_short(self) -> bool:
        """Whether the file has a notification of the pack that has not ended."""
        return self not in (PackState.UNLISTED, PackState.BACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class PackSituation:
    """A pack on a day.

    `since`: out since, coming from, ceases from, back since, or no longer listed since; None where
    the file does not say. `forecast`: when it is expected back; None is no date, and one that
    ceases never has any. `begun`: whether that has begun which the state says: what ceases next
    year has not. `beside`: where it ceases, how its shortages are meanwhile; None where there are
    none. `rows`: all that is known of the pack, the latest begun first.
    """

    day: date
    state: PackState
    since: date | None
    forecast: date | None
    begun: bool
    beside: PackState | None
    rows: tuple[ShortageRow, ...]

    @property
    def pack(self) -> MedicinePack:
        return self.rows[0].pack

    @property
    def product(self) -> MedicinalProduct:
        return self.rows[0].product

    @property
    def active(self) -> tuple[ShortageRow, ...]:
        """The rows that have not ended."""
        return tuple(row for row in self.rows if row.is_active(self.day))

    @property
    def short(self) -> "PackSituation | None":
        """How the pack is by its shortages alone, where one is active; None where none is."""
        shortages = [row for row in self.active if row.kind is ShortageKind.SHORTAGE]
        return situation(shortages, self.day) if shortages else None


def situations(rows: Iterable[ShortageRow], day: date) -> Mapping[str, PackSituation]:
    """How each pack is on a day, by its NPL pack id; the rows that are gone count too."""
    by_pack = grouped(rows, lambda row: row.pack.npl_pack_id)
    return {pack: situation(of_pack, day) for pack, of_pack in by_pack.items()}


def situation(rows: Sequence[ShortageRow], day: date) -> PackSituation:
    """How a pack is on a day, by all its rows. ValueError without any."""
    if not rows:
        raise ValueError("a pack has at least one row")
    active = [row for row in rows if row.is_active(day)]
    shortages = [row for row in active if row.kind is ShortageKind.SHORTAGE]
    state, since, forecast = _state(rows, active, day)
    ceases = state is PackState.CEASES
    beside = _state(shortages, shortages, day)[0] if ceases and shortages else None
    weightiest = [row for row in active if not ceases or row.kind is ShortageKind.CESSATION]
    return PackSituation(
        day=day,
        state=state,
        since=since,
        forecast=forecast,
        begun=any(row.interval.has_begun(day) for row in weightiest),
        beside=beside,
        rows=_latest_begun_first(rows),
    )


def _latest_begun_first(rows: Iterable[ShortageRow]) -> tuple[ShortageRow, ...]:
    by_start = sorted(rows, key=lambda row: row.key)
    by_start.sort(key=lambda row: row.interval.start or date.min, reverse=True)
    return tuple(by_start)


_State = tuple[PackState, date | None, date | None]


def _state(rows: Sequence[ShortageRow], active: Sequence[ShortageRow], day: date) -> _State:
    """The state, since when, and the forecast. What ceases weighs more than what is short."""
    if ceasing := [row for row in active if row.kind is ShortageKind.CESSATION]:
        return PackState.CEASES, _earliest(ceasing), None
    if begun := [row for row in active if row.interval.has_begun(day)]:
        is_late = all(row.interval.has_outlived_its_forecast(day) for row in begun)
        state = PackState.FORECAST_PASSED if is_late else PackState.NOW
        return state, _earliest(begun), _forecast(begun)
    if active:
        return PackState.COMING, _earliest(active), _forecast(active)
    return _ended(rows, day)


def _ended(rows: Sequence[ShortageRow], day: date) -> _State:
    """Back where the last that was said is that a shortage ended. Where a row vanished without an
    end, or the last to end was a withdrawal, nobody has said that the pack can be had."""
    said = [(_last_word(row, day), not _is_return(row, day), row.key) for row in rows]
    since, is_silent, _ = max(said)
    return PackState.UNLISTED if is_silent else PackState.BACK, since, None


def _last_word(row: ShortageRow, day: date) -> date:
    """The day of the last that is known of a row that is not active."""
    if row.interval.is_over(day) and row.interval.actual_end is not None:
        return row.interval.actual_end
    return row.gone or day


def _is_return(row: ShortageRow, day: date) -> bool:
    """Whether the row ended, and ended with the pack on the market."""
    withdrawn = row.kind is ShortageKind.CESSATION and not row.interval.never_began
    return row.interval.is_over(day) and not withdrawn


def _earliest(rows: Iterable[ShortageRow]) -> date | None:
    starts = [row.interval.start for row in rows]
    return _of_known(starts, min)


def _forecast(rows: Iterable[ShortageRow]) -> date | None:
    """When the last of them is expected to end; None where one of them has no forecast."""
    return _of_known([row.interval.forecast_end for row in rows], max)


def _of_known(days: Sequence[date | None], chosen: Callable[[Sequence[date]], date]) -> date | None:
    known = [day for day in days if day is not None]
    return chosen(known) if len(known) == len(days) else None
