"""Finds the time zones that a calendar names, and converts wall times to instants."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Timezone
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from directory.sources.rosters.ics.lines import Component
from directory.walltime.days import ZONE

_DAY = timedelta(days=1)


class Zones:
    """Time zones by TZID: IANA names first, then the file's own, then Windows names.

    A floating time is in Stockholm. Any other name is unknown; no zone is ever guessed.
    """

    __slots__ = ("_known", "_own")

    def __init__(self, components: Iterable[Component]) -> None:
        self._own = {part.text("TZID"): part for part in components}
        self._known: dict[str, tzinfo | None] = {"": ZONE, "UTC": UTC}

    def named(self, tzid: str) -> tzinfo | None:
        """The zone, or None where the name is unknown."""
        if tzid not in self._known:
            zone = _iana_zone(tzid) or _file_zone(self._own.get(tzid))
            self._known[tzid] = zone or _iana_zone(WINDOWS_TO_OLSON.get(tzid, ""))
        return self._known[tzid]


def instant(wall: datetime, zone: tzinfo) -> datetime:
    """The instant, UTC, of a naive wall time in the zone, as RFC 5545 3.3.5 says.

    A time that exists twice is its first occurrence. A time that does not exist is reckoned with
    the offset before the gap: 02:30 on 29 March 2026 in Stockholm is 01:30 UTC. What people write
    elsewhere is read by `to_utc`.
    """
    before, after = (_utc(wall - _offset(wall + step, zone)) for step in (-_DAY, _DAY))
    shown = [moment for moment in (before, after) if local_to(moment, zone) == wall]
    return min(shown, default=before)


def local_to(moment: datetime, zone: tzinfo) -> datetime:
    """The naive wall time in the zone at an instant."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _utc(wall: datetime) -> datetime:
    return wall.replace(tzinfo=UTC)


def _offset(wall: datetime, zone: tzinfo) -> timedelta:
    return zone.utcoffset(wall) or timedelta(0)


def _iana_zone(tzid: str) -> tzinfo | None:
    if tzid == ZONE.key:
        return ZONE
    try:
        return ZoneInfo(tzid) if tzid else None
    except (ValueError, KeyError, OSError):  # no such name, or a path
        return None


def _is_yearly(line: str) -> bool:
    """Whether a rule for the change of the clocks is one: each of its times is worked out."""
    return not line.upper().startswith("RRULE") or "FREQ=YEARLY" in line.upper()


def _file_zone(component: Component | None) -> tzinfo | None:
    if component is None or not all(map(_is_yearly, component.lines)):
        return None
    try:
        parsed: Any = Timezone.from_ical("\r\n".join([*component.lines, ""]))
        zone: tzinfo = parsed.to_tz(lookup_tzid=False)  # else one of another file may be given
        zone.utcoffset(datetime(2026, 1, 1))  # noqa: DTZ001  a wall time, to see that it answers
    except MemoryError:
        raise
    except Exception:  # a broken VTIMEZONE makes dateutil and icalendar raise errors of many types
        return None
    return zone
