"""The time zones that a calendar names, and the instant at which a clock in one shows a time."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from directory.sources.rosters.ics_lines import Component
from directory.walltime.days import ZONE, to_utc

_DAY = timedelta(days=1)


class Zones:
    """Time zones by TZID: the names of the world first, then the file's own, then Windows names.

    A floating time is Stockholm's. Any other name is unknown; no zone is ever guessed.
    """

    __slots__ = ("_known", "_own")

    def __init__(self, components: Iterable[Component]) -> None:
        self._own = {part.text("TZID"): part for part in components}
        self._known: dict[str, tzinfo | None] = {"": ZONE, "UTC": UTC}

    def named(self, tzid: str) -> tzinfo | None:
        """The zone, or None where the name is unknown."""
        if tzid not in self._known:
            zone = _of_the_world(tzid) or _of_the_file(self._own.get(tzid))
            self._known[tzid] = zone or _of_the_world(WINDOWS_TO_OLSON.get(tzid, ""))
        return self._known[tzid]


def instant(wall: datetime, zone: tzinfo, *, end: bool = False) -> datetime:
    """The instant, UTC, at which the clock in the zone shows a naive time: as `to_utc` has it.

    A time that exists twice is its first occurrence, or its last if it is an `end`; a time that
    does not exist is the first instant after the gap.
    """
    if zone is ZONE or zone is UTC:
        return to_utc(wall.date(), wall.time(), end=end) if zone is ZONE else _utc(wall)
    offsets = {_offset(wall + step, zone) for step in (-_DAY, _DAY)}
    candidates = sorted(_utc(wall - offset) for offset in offsets)
    shown = [moment for moment in candidates if local_to(moment, zone) == wall]
    if shown:
        return shown[-1] if end else shown[0]
    return candidates[-1].replace(minute=0, second=0, microsecond=0)


def local_to(moment: datetime, zone: tzinfo) -> datetime:
    """What the clock in the zone shows at an instant, without its zone."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _utc(wall: datetime) -> datetime:
    return wall.replace(tzinfo=UTC)


def _offset(wall: datetime, zone: tzinfo) -> timedelta:
    return zone.utcoffset(wall) or timedelta(0)


def _of_the_world(tzid: str) -> tzinfo | None:
    if tzid == ZONE.key:
        return ZONE
    try:
        return ZoneInfo(tzid) if tzid else None
    except (ValueError, KeyError, OSError):  # no such name, or a path and no name at all
        return None


def _of_the_file(component: Component | None) -> tzinfo | None:
    if component is None:
        return None
    try:
        parsed: Any = Timezone.from_ical("\r\n".join([*component.lines, ""]))
        zone: tzinfo = parsed.to_tz(lookup_tzid=False)  # else one of another file may be given
        zone.utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001  a wall time, to see that it answers
    except Exception:  # a broken VTIMEZONE makes dateutil and icalendar raise whatever they meet
        return None
    return zone
