"""What the year must come to, worked out from the series and the decisions alone.

It knows nothing of konsult's rules: the days come from the almanac, the instants from zoneinfo, and
what is free from who has been told that it is theirs.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.lazy.values import dataclass
from tests.simulation.hours.series import ASKERS, BY_ID, DAYS_OFF, FOLLOWERS, SERIES, Series

_STOCKHOLM = ZoneInfo("Europe/Stockholm")
_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)
Told = tuple[str, str, str]
"""Who, which kind of letter, and about what."""


def instant(day: date, minutes: int) -> datetime:
    """The wall clock's minutes of a day, which may go on into the next; a time that there is not
    is the hour after, as for anybody whose clock has been moved."""
    midnight = datetime.combine(day, time(), _STOCKHOLM)
    return (midnight + timedelta(minutes=minutes)).astimezone(UTC)  # of the wall: zoneinfo's own


@dataclass(frozen=True)
class Span:
    """A sitting of a series, with its slots."""

    series: Series
    start: datetime
    end: datetime
    slots: tuple[tuple[datetime, datetime], ...]


def sittings() -> Iterator[Span]:
    """Every sitting of the year."""
    for series in SERIES:
        day = series.first
        while day <= series.last:
            if day not in DAYS_OFF or series.on_days_off:
                for weekday, first, last in series.held:
                    if weekday == day.weekday():
                        start, end = instant(day, first), instant(day, last)
                        yield Span(series, start, end, tuple(_slots(series, start, end)))
            day += _DAY


def _slots(series: Series, start: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    plan = series.hour.slots
    while plan and start + plan.length <= end:
        yield start, start + plan.length
        start += plan.length + plan.buffer


@dataclass
class Had:
    """A booking, from when it was made or moved until when it was given up. `name`: what tells it
    from others, and from itself before it was moved."""

    name: str
    hour: str
    start: datetime
    end: datetime
    who: str
    made: datetime
    since: datetime
    until: datetime | None = None


@dataclass
class Oracle:
    """What has been decided, and from it who is told what.

    `closed`: a specialist, from when until when, and when it was decided.
    """

    had: list[Had] = field(default_factory=list)
    closed: list[tuple[str, datetime, datetime, datetime]] = field(default_factory=list)
    decided: Counter[Told] = field(default_factory=Counter)

    def is_free(self, series: Series, start: datetime, end: datetime, now: datetime) -> bool:
        """Whether it can be booked at the moment."""
        if start - series.hour.release.given_back <= now:
            return False
        if self.is_closed(series, start, end, now):
            return False
        return not any(
            one.until is None and one.start < end and start < one.end
            for one in self.had
            if BY_ID[one.hour].hour.specialist == series.hour.specialist
        )

    def is_closed(self, series: Series, start: datetime, end: datetime, now: datetime) -> bool:
        """Whether its specialist is away at the time, as far as is known at the moment."""
        return any(
            who == series.hour.specialist and begins < end and start < ends and decided <= now
            for who, begins, ends, decided in self.closed
        )

    def _had_at(self, series: Series, start: datetime, end: datetime, now: datetime) -> bool:
        return any(
            one.since <= now and (one.until is None or now < one.until)
            and one.start < end and start < one.end
            and BY_ID[one.hour].hour.specialist == series.hour.specialist
            for one in self.had
        )  # fmt: skip

    def told(self, ticks: Sequence[datetime]) -> Counter[Told]:
        """Everything that people are told, if the job looks at these moments."""
        return Counter({*self._by_the_clock(ticks)}) + self.decided

    def _by_the_clock(self, ticks: Sequence[datetime]) -> Iterator[Told]:
        for span in sittings():
            yield from self._of_sitting(span, ticks)
        for one in self.had:
            for number, window in enumerate(_reminded(one)):
                if one.made <= window[0] and any(
                    one.since <= tick and (one.until is None or tick < one.until)
                    for tick in within(ticks, *window)
                ):
                    yield one.who, f"påminnelse {number}", one.name
        yield "karin-k", "försök", "forsok"

    def _of_sitting(self, span: Span, ticks: Sequence[datetime]) -> Iterator[Told]:
        series, release = span.series, span.series.hour.release
        name = f"{series.id} {span.start.isoformat()}"
        wall = span.start.astimezone(_STOCKHOLM)
        open_at_start = span.start, span.start + timedelta(seconds=1)
        if any(
            not self.is_closed(series, *open_at_start, tick)
            for tick in within(ticks, span.start - _HOUR, span.start)
        ):
            yield series.hour.specialist, "börjar", name
        if not span.slots:
            return
        for number, before in enumerate(release.announced):
            moment = span.start - before
            for tick in within(ticks, moment, moment + _HOUR):
                if any(self._is_unbooked(series, *slot, tick) for slot in span.slots):
                    for who in FOLLOWERS:
                        if series.is_for(ASKERS[who]) and who != series.hour.specialist:
                            yield who, f"släppt {number}", f"{series.id}@{wall:%Y-%m-%dT%H%M}"
        for start, end in span.slots:
            back = within(ticks, start - release.given_back, start)
            if any(
                not self._had_at(series, start, end, tick)
                and not self.is_closed(series, start, end, tick)
                for tick in back
            ):
                yield series.hour.specialist, "åter", f"{series.id} {start.isoformat()}"

    def _is_unbooked(self, series: Series, start: datetime, end: datetime, tick: datetime) -> bool:
        return (
            start - series.hour.release.given_back > tick
            and not self._had_at(series, start, end, tick)
            and not self.is_closed(series, start, end, tick)
        )


def within(ticks: Sequence[datetime], start: datetime, end: datetime) -> Sequence[datetime]:
    """The moments from start until end, the end exclusive."""
    return ticks[bisect_left(ticks, start) : bisect_left(ticks, end)]


def _reminded(one: Had) -> Iterator[tuple[datetime, datetime]]:
    day, hour = one.start - _DAY, one.start - _HOUR
    yield day, day + timedelta(hours=2)
    yield hour, one.start
