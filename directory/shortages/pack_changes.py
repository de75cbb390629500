"""What is told of: a pack that is otherwise than before, by a new file or by a new day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.shortages.state import PackSituation, PackState


@dataclass(frozen=True, slots=True, kw_only=True)
class PackMoment:
    """What is said of a pack at one look.

    `beside`: how the shortages are of a pack that ceases (`PackSituation.beside`). `begun`: whether
    what the state says has begun. `since`: as in `PackSituation`. `forecast`: when its shortages
    are expected to end, also of a pack that ceases.
    """

    state: PackState
    beside: PackState | None = None
    begun: bool = False
    since: date | None = None
    forecast: date | None = None

    def is_as(self, other: "PackMoment") -> bool:
        """Whether nothing but dates differs."""
        return (self.state, self.beside, self.begun) == (other.state, other.beside, other.begun)

    @property
    def starts(self) -> date | None:
        """When what has not begun begins; None where it has, or where that is not known."""
        return None if self.begun or not self.state.is_listed_as_short else self.since

    @property
    def _dates(self) -> tuple[date | None, date | None]:
        return self.starts, self.forecast

    def differs(self, other: "PackMoment") -> bool:
        """Whether somebody might want to be told: the day since when it is out alone is no news."""
        return not self.is_as(other) or self._dates != other._dates


def moment_of(situation: PackSituation) -> PackMoment:
    """What is said of a pack in a situation."""
    short = situation.short
    return PackMoment(
        state=situation.state,
        beside=situation.beside,
        begun=situation.begun,
        since=situation.since,
        forecast=short.forecast if short else None,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PackChange:
    """A change of a pack from one look to another.

    `at`: when it was seen; `day`: the Swedish day of that look. `before` is None for a pack that
    was not known.
    """

    at: datetime
    day: date
    npl_pack_id: str
    npl_id: str
    atc: str
    before: PackMoment | None
    after: PackMoment

    @property
    def id(self) -> str:
        """A pack changes at most once at a look."""
        return f"{self.at.isoformat()}|{self.npl_pack_id}"

    @property
    def is_of_dates_alone(self) -> bool:
        """Whether the pack is as it was, and only its forecast or its start has moved."""
        return self.before is not None and self.before.is_as(self.after)

    @property
    def forecast_moved(self) -> timedelta | None:
        """How far the forecast has moved, later being more than zero; None where there was none
        before, or is none now."""
        before = self.before.forecast if self.before else None
        after = self.after.forecast
        return after - before if before and after else None


def pack_changes(
    before: Mapping[str, PackSituation], after: Mapping[str, PackSituation], at: datetime
) -> tuple[PackChange, ...]:
    """The packs that are otherwise than at the look before, in the order of their ids.

    Medicines for animals are left out, and packs that were not known and are not short.
    """
    return tuple(_changes(before, after, at))


def _changes(
    before: Mapping[str, PackSituation], after: Mapping[str, PackSituation], at: datetime
) -> Iterator[PackChange]:
    for pack, situation in sorted(after.items()):
        was = moment_of(before[pack]) if pack in before else None
        now = moment_of(situation)
        is_news = was.differs(now) if was else now.state.is_listed_as_short
        if is_news and not situation.product.is_veterinary:
            yield PackChange(
                at=at,
                day=situation.day,
                npl_pack_id=pack,
                npl_id=situation.product.npl_id,
                atc=situation.product.atc,
                before=was,
                after=now,
            )


def as_one(changes: Iterable[PackChange]) -> tuple[PackChange, ...]:
    """Several looks as one: each pack from how it was before the first change to how it is after
    the last. A pack that is again as it was is left out."""
    by_pack = grouped(sorted(changes, key=lambda change: change.at), lambda one: one.npl_pack_id)
    return tuple(whole for _, rows in sorted(by_pack.items()) if (whole := _joined(rows)))


def _joined(changes: Sequence[PackChange]) -> PackChange | None:
    before, last = changes[0].before, changes[-1]
    is_news = before.differs(last.after) if before else last.after.state.is_listed_as_short
    return replace(last, before=before) if is_news else None
