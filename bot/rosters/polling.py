"""Rosters at addresses, read regularly and published; those responsible hear of failures."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

import structlog

from bot.incoming.fetching import Fetch, FetchError
from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.live import Live
from bot.rosters.publishing import IncomingRoster, NotPublishableError, Preview, Rostering
from bot.rosters.topics import GAPS
from bot.texts import and_more
from directory.letters.lines import with_numbers
from directory.letters.outbox import Delivery, Letter
from directory.letters.preferences import undisturbed
from directory.publishing.plan import RosterAnswers
from directory.publishing.port import RosterPublishing
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.sources import RosterSource
from directory.staffing.responsible import responsible
from directory.walltime.days import local

ACTOR = "konsult: schemaläsning"
MOST_ROWS = 5

log = structlog.get_logger(__name__)


def polling(context: JobContext) -> Job:
    """The job that reads due addresses, every minute."""
    rostering = Rostering(context.store, context.live, context.clock)
    polling = RosterPolling(context.store, context.live, rostering, context.fetch)
    return Job("rosters", timedelta(minutes=1), polling.run)


class RosterPolling:
    """Reads the addresses that are due. The last good roster stays in force meanwhile."""

    def __init__(
        self, store: RosterPublishing, live: Live, rostering: Rostering, fetch: Fetch
    ) -> None:
        self._store = store
        self._live = live
        self._rostering = rostering
        self._fetch = fetch

    async def run(self, now: datetime) -> int:
        """Read the addresses that are due; returns how many."""
        snapshot = self._live.snapshot
        sources = snapshot.of(ROSTER_SOURCES) if snapshot else ()
        due = [source for source in sources if source.is_due(now)]
        for source in due:
            await self._read(source, now)
        return len(due)

    async def _read(self, source: RosterSource, now: datetime) -> None:
        try:
            fetched = await self._fetch(source.address, source.etag, source.modified)
        except FetchError as fault:
            await self._note(replace(source, checked=now, problem=str(fault)), now)
            return
        if fetched.content is None:
            await self._note(replace(source, checked=now, read=now, problem=""), now)
            return
        incoming = IncomingRoster(
            service=source.service,
            name=source.address,
            content=fetched.content,
            role=source.role,
            every_minutes=source.every_minutes,
            etag=fetched.etag,
            modified=fetched.modified,
        )
        try:
            await self._rostering.publish(incoming, RosterAnswers(names={}), ACTOR)
        except NotPublishableError as fault:
            version = sha256(fetched.content).hexdigest()[:16]
            lines = problem_lines(fault.preview)
            stopped = replace(source, checked=now, problem=lines[0])
            key = partial(keys.roster_stopped, source.id, version)
            await self._note(stopped, now, self._letters(source, key, lines, now))

    async def _note(
        self, source: RosterSource, now: datetime, letters: tuple[Delivery, ...] = ()
    ) -> None:
        """Store the outcome; a source unread for a day causes one letter a day."""
        if source.problem:
            log.warning("roster not read", source=source.id)
        if source.is_stale(now):
            lines = (source.problem, _HOLDS)
            key = partial(keys.roster_stale, source.id, local(now).date())
            letters = (*letters, *self._letters(source, key, lines, now))
        await self._store.note_source(source, deliveries=letters)
        await self._live.refresh()

    def _letters(
        self,
        source: RosterSource,
        key: Callable[[str], str],
        lines: tuple[str, ...],
        now: datetime,
    ) -> tuple[Delivery, ...]:
        """To those responsible for the service's roster; `key` keeps one problem to one letter."""
        snapshot = self._live.snapshot
        service = snapshot.services.get(source.service) if snapshot else None
        if snapshot is None or service is None:
            return ()
        title = f"Schemat kan inte läsas in: {snapshot.title(service.id)}"
        letter = Letter(topic=GAPS.topic, title=title, lines=tuple(map(with_numbers, lines)))
        return tuple(
            Delivery(
                key=key(person.id),
                recipient=person.id,
                letter=letter,
                made=now,
                due=undisturbed(now, now),
            )
            for person in responsible(service, snapshot)
        )


_HOLDS = "Det schema som gällde gäller fortfarande."


def problem_lines(preview: Preview) -> tuple[str, ...]:
    """What stops a roster, worst first, and that the last one stays in force."""
    plan = preview.plan
    problems = list(plan.reading.faults)
    if plan.unknown:
        names = ", ".join(f"”{name}”" for name in plan.unknown[:MOST_ROWS])
        problems.append(f"Ingen i katalogen heter {names}. Säg vem det är, eller godta namnet.")
    problems += [f"{row.place}: {row.problem}" for row in plan.stops[:MOST_ROWS]]
    if len(plan.stops) > MOST_ROWS:
        problems.append(f"{and_more(len(plan.stops) - MOST_ROWS, 'rader')}.")
    return (*(problems or ["Inget pass i schemat ligger framåt i tiden."]), _HOLDS)
