"""How it is with the authority's file: the last good one, and what has come since."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from directory.lazy.values import dataclass

STALE_AFTER = timedelta(days=2)
"""The file is made anew each night; without one for so long every answer says so."""
EVERY = timedelta(hours=1)
FIRST_WAIT = timedelta(minutes=5)
HALF_A_TICK = timedelta(seconds=30)
"""It is looked at once a minute; what is due a little later is read at once."""
_MOST_DOUBLINGS = 10
FEED_ID = "lakemedelsverket"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageFeed:
    """There is one. `source`: the address, file or folder that the last good file came from.

    `created`: when the authority made the last good file. `read`: when that was put in force.
    `day`: the Swedish day for which the states of packs were last looked at. `etag`, `modified`:
    its version, as the address states it. `checked`: when it was last looked for. `problem`: why
    what came then is not in force; `failures`: how many times in a row. `accepted`: parts of the
    file that this konsult does not know and that somebody has looked at. `is_excerpt`: it is a part
    of the authority's file alone: what it does not name may be short all the same.
    """

    id: str = FEED_ID
    source: str = ""
    created: datetime | None = None
    read: datetime | None = None
    day: date | None = None
    rows: int = 0
    etag: str = ""
    modified: str = ""
    checked: datetime | None = None
    problem: str = ""
    failures: int = 0
    accepted: tuple[str, ...] = ()
    is_excerpt: bool = False

    def is_stale(self, now: datetime) -> bool:
        """Whether no file of the last two days has been good."""
        return self.created is None or now - self.created > STALE_AFTER

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to look for a file: every hour, and after a failure in five minutes,
        ten, twenty … an hour."""
        return self.checked is None or now - self.checked >= self._wait - HALF_A_TICK

    @property
    def _wait(self) -> timedelta:
        if not self.failures:
            return EVERY
        return min(FIRST_WAIT * (1 << min(self.failures - 1, _MOST_DOUBLINGS)), EVERY)

    def failed(self, problem: str, now: datetime) -> "ShortageFeed":
        """The same after a look in vain; what was in force still is."""
        return replace(self, checked=now, problem=problem, failures=self.failures + 1)

    def found_unchanged(self, now: datetime) -> "ShortageFeed":
        """The same after a look at which there was nothing newer."""
        return replace(self, checked=now, problem="", failures=0)
