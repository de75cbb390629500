"""Taking away a source of a roster: those whose shifts go, or come back, are told."""

from collections.abc import Callable
from datetime import datetime

from bot.access import check_may_publish
from bot.letters.actors import actor_words
from bot.live import Live
from bot.rosters.effect import Effect, RosterChange
from bot.rosters.news import roster_news
from bot.rosters.publishers import address_words
from bot.rosters.publishing import COMPARED, FARTHEST, NOT_ALLOWED, RESTS_ON, RosterStore
from directory.lazy.values import dataclass
from directory.parts import revisions_of
from directory.publishing.warnings import RosterWarnings
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.sources import RosterSource
from directory.walltime.hours import Hours


class TakesShiftsError(Exception):
    """Somebody would lose shifts, or hours everybody, and nobody has said that it is so."""

    def __init__(self, warnings: RosterWarnings) -> None:
        super().__init__("source not taken away")
        self.warnings = warnings


class UnknownSourceError(Exception):
    """There is no such source; the message is a Swedish sentence."""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What taking a source away did; `told`: how many people get a letter about it."""

    warnings: RosterWarnings
    told: int


class Withdrawing:
    """Takes away sources. Raises StoreUnavailableError."""

    def __init__(self, store: RosterStore, live: Live, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._live = live
        self._clock = clock

    async def withdraw(self, source: str, actor: str, *, lost: bool) -> Withdrawn:
        """Delete the source with its shifts, and tell those concerned; the region's own roster is
        in force again.

        `lost`: somebody has said that people may lose shifts. Raises TakesShiftsError where nobody
        has, UnknownSourceError, or NotAllowedError if the actor may not publish.
        """
        return await self._live.decide(lambda: self._withdraw(source, actor, lost=lost))

    async def _withdraw(self, id_: str, actor: str, *, lost: bool) -> Withdrawn:
        expected = revisions_of(RESTS_ON, self._live.revisions)
        now, snapshot = self._clock(), self._live.present()
        check_may_publish(actor, snapshot, NOT_ALLOWED)
        source = snapshot.of(ROSTER_SOURCES).get(id_)
        if source is None:
            raise UnknownSourceError(f"Källan ”{id_}” finns inte.")
        effect = await self._effect(source, now)
        warnings = effect.warnings(snapshot, now)
        if warnings.takes and not lost:
            raise TakesShiftsError(warnings)
        by = (f"{actor_words(actor, snapshot)} har tagit bort schemat ”{_named(source)}”.",)
        batch = f"{id_}:borttaget:{now.isoformat()}"
        news = roster_news(effect.before, effect.after, snapshot, now, batch=batch, by=by)
        await self._store.withdraw_roster(
            id_, actor=actor, now=now, deliveries=news, expected=expected
        )
        await self._live.has_written(news)
        return Withdrawn(warnings, len({letter.recipient for letter in news}))

    async def _effect(self, source: RosterSource, now: datetime) -> Effect:
        """What it does from now on: to the end of its last shift, and for the weeks to come."""
        window = Hours(now, now + FARTHEST)
        removed = await self._store.load_rostered(window, source.id)
        change = RosterChange(
            id=source.id,
            service=source.service,
            source=None,
            roles=source.roles,
            removed=removed,
            added=(),
        )
        end = max([now + COMPARED, *(shift.end for shift in removed)])
        return await change.effect(Hours(now, end), self._store, self._live.present())


def _named(source: RosterSource) -> str:
    return address_words(source.address)
