"""Rosters at addresses, read regularly and published; those responsible hear of failures."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import Round
from bot.incoming.addresses import Fetch, FetchError
from bot.jobs import Job, JobContext
from bot.letters import keys
from bot.live import Live
from bot.rosters.condition import roster_conditions
from bot.rosters.publishers import BY_ITSELF, published_words
from bot.rosters.publishing import IncomingRoster, NotPublishableError, Preview, Rostering
from bot.rosters.topics import GAPS
from bot.rosters.warning_words import emptied, to_look_at
from bot.texts import and_more
from directory.catalogue.roles import Role
from directory.letters.lines import with_numbers
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.preferences import undisturbed
from directory.publishing.plan import RosterAnswers
from directory.publishing.port import RosterPublishing
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.sources import RosterSource
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible
from directory.transaction import StoreUnavailableError
from directory.walltime.days import local
from directory.walltime.hours import Hours, Lasting

UNREADABLE, WAITS = "Schemat kan inte läsas in", "Ett nytt schema väntar på dig"
MOST_ROWS = 5
FORTNIGHT, MINUTE = timedelta(days=14), timedelta(minutes=1)

log = structlog.get_logger(__name__)


def polling(context: JobContext) -> Job:
    """The job that reads due addresses, every minute."""
    rostering = Rostering(context.store, context.live, context.clock, context.read_roster)
    apart = Apart("rosters")
    polling = RosterPolling(context.store, context.live, rostering, context.fetch, apart)
    lines = partial(roster_conditions, context.live)
    return Job("rosters", timedelta(minutes=1), polling.run, apart, lines, polling.rests)


class RosterPolling:
    """Reads the addresses that are due. The last good roster stays in force meanwhile."""

    def __init__(
        self,
        store: RosterPublishing,
        live: Live,
        rostering: Rostering,
        fetch: Fetch,
        apart: Apart,
    ) -> None:
        self._store = store
        self._live = live
        self._rostering = rostering
        self._fetch = fetch
        self._apart = apart

    async def rests(self, now: datetime) -> bool:
        """Whether no address is due."""
        return not self._due(now)

    def _due(self, now: datetime) -> list[RosterSource]:
        snapshot = self._live.snapshot
        sources = snapshot.of(ROSTER_SOURCES) if snapshot else ()
        return [source for source in sources if source.is_due(now)]

    async def run(self, now: datetime) -> int:
        """Read the addresses that are due; returns how many."""
        done = await Round(self._apart, now).each_waiting(
            self._due(now),
            lambda source: RoundItem(ItemKind.SOURCE, source.id),
            lambda source: self._read_or_noted(source, now),
        )
        return len(done)

    async def _read_or_noted(self, source: RosterSource, now: datetime) -> None:
        """An error of ours stands at the source as well, where its coordinators see it."""
        try:
            await self._read(source, now)
        except StoreUnavailableError:
            raise
        except Exception:
            await self._note(replace(source, problem=_FAILED), now)
            raise

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
            await self._publish(incoming, source, now)
        except NotPublishableError as fault:
            lines = problem_lines(fault.preview, self._live.present(), now)
            stopped = replace(source, checked=now, problem=_waits(fault.preview) or lines[0])
            key = partial(keys.roster_stopped, source.id, _version(fault.preview, source))
            title = WAITS if _waits(fault.preview) else UNREADABLE
            await self._note(stopped, now, self._letters(source, key, lines, now, title=title))

    async def _publish(self, incoming: IncomingRoster, source: RosterSource, now: datetime) -> None:
        """Put it in force. Where few shifts lose their people those responsible are told of it at
        once; where many do it waits for somebody to look at it (NotPublishableError)."""
        try:
            await self._rostering.publish(incoming, RosterAnswers(names={}), BY_ITSELF)
        except NotPublishableError as fault:
            preview = fault.preview
            most = self._live.present().settings.most_emptied / 100
            if not preview.plan.may_publish or empties_much(preview, now, most):
                raise
            confirmed = RosterAnswers(names={}, unstaffed=True)
            letters = self._emptied(preview, source, now)
            await self._rostering.publish(incoming, confirmed, BY_ITSELF, letters)

    def _emptied(
        self, preview: Preview, source: RosterSource, now: datetime
    ) -> tuple[Delivery, ...]:
        """What those responsible are told of the shifts that lose their people."""
        snapshot = self._live.present()
        lines = (*_warned(preview, snapshot, now), published_words(BY_ITSELF, source, snapshot))
        key = partial(keys.roster_emptied, source.id, _version(preview, source))
        return self._letters(
            source, key, lines, now, title="Pass utan jour", urgency=Urgency.URGENT
        )

    async def _note(
        self, source: RosterSource, now: datetime, letters: tuple[Delivery, ...] = ()
    ) -> None:
        """Store the outcome; a source unread for a day causes one letter a day."""
        if source.problem:
            log.warning("roster not read", source=source.id)
        if source.is_stale(now):
            lines = (source.problem, _HOLDS)
            key = partial(keys.roster_stale, source.id, local(now).date())
            ends = now + timedelta(days=1)  # the next day's letter says it again
            letters = (*letters, *self._letters(source, key, lines, now, ends=ends))
        await self._store.note_source(source, deliveries=letters)
        await self._live.refresh()

    def _letters(
        self,
        source: RosterSource,
        key: Callable[[str], str],
        lines: tuple[str, ...],
        now: datetime,
        *,
        title: str = UNREADABLE,
        ends: datetime | None = None,
        urgency: Urgency = Urgency.USUAL,
    ) -> tuple[Delivery, ...]:
        """To those responsible for the service's roster; `key` keeps one problem to one letter."""
        snapshot = self._live.snapshot
        service = snapshot.services.get(source.service) if snapshot else None
        if snapshot is None or service is None:
            return ()
        title = f"{title}: {snapshot.title(service.id)}"
        letter = Letter(topic=GAPS.topic, title=title, lines=tuple(map(with_numbers, lines)))
        return tuple(
            Delivery(
                key=key(person.id),
                recipient=person.id,
                letter=letter,
                made=now,
                due=undisturbed(now, now),
                ends=ends,
                urgency=urgency,
            )
            for person in responsible(service, snapshot)
        )


_FAILED = "Det gick fel när schemat lästes in. Det görs ett nytt försök."
_HOLDS = "Det schema som gällde gäller fortfarande."
_LOOK = (
    "Så många pass töms inte av sig själva. Rätta schemat på adressen. Ska det vara så: tryck "
    "”Läs in schema” i webbchatten, se efter vad som ändras och publicera."
)


def _waits(preview: Preview) -> str:
    """What somebody has to look at before it is put in force; empty where it cannot be read."""
    count = len(preview.unstaffed)
    if not (preview.plan.may_publish and count):
        return ""
    return f"Väntar: det nya schemat skulle tömma {count} pass."


def _version(preview: Preview, source: RosterSource) -> str:
    """Another where something else is said, or has been read in between: what is said again in
    other bytes, as calendars do with the time of each export, is told once."""
    reading = preview.plan.reading
    said = [
        (row.start, row.end, row.role, row.written, row.summary, row.problem)
        for row in reading.rows
    ]
    whole = repr((source.read, reading.faults, said))
    return sha256(whole.encode()).hexdigest()[:16]


def empties_much(preview: Preview, now: datetime, most: float) -> bool:
    """Whether more than this part of the hours that have somebody would have nobody: in the coming
    fortnight, or in all the time that the roster speaks of for a role."""
    publication = preview.plan.publication
    roles = {duty.role for duty in preview.before}
    spans = [(Hours(now, now + FORTNIGHT), roles)]
    for reach in publication.source.reaches if publication else ():
        end = reach.until or reach.end or max(duty.end for duty in preview.before)
        coming = Hours(reach.start, max(end, reach.start + MINUTE)).since(now)
        spans += [(coming, {reach.role})] if coming else []
    return any(_emptied(preview, hours, roles) > most for hours, roles in spans)


def _emptied(preview: Preview, hours: Hours, roles: Collection[Role]) -> float:
    """Which part of the hours in which somebody has one of the roles would have nobody."""
    emptied = [one for one in preview.unstaffed if one.line.role in roles]
    staffed = [duty for duty in preview.before if duty.person and duty.role in roles]
    lost = sum((_seconds(one, hours) for one in emptied), 0.0)
    had = sum((_seconds(duty, hours) for duty in staffed), 0.0)
    return lost / had if had else 0.0


def _seconds(span: Lasting, hours: Hours) -> float:
    shared = hours.common(span)
    return (shared.end - shared.start).total_seconds() if shared else 0.0


def _warned(preview: Preview, snapshot: Snapshot, now: datetime) -> Iterator[str]:
    """What is to be looked at, as the preview shows it; those who lose shifts have letters."""
    empty = emptied(preview.warnings, snapshot, now)
    yield from (empty.title, *empty.lines)
    for listing in to_look_at(replace(preview.warnings, lost=()), snapshot, now):
        yield from (f"{listing.title}: {listing.hint}", *listing.lines)


def problem_lines(preview: Preview, snapshot: Snapshot, now: datetime) -> tuple[str, ...]:
    """What stops a roster, worst first, and that the last one stays in force."""
    plan = preview.plan
    if plan.may_publish and preview.unstaffed:
        return (*_warned(preview, snapshot, now), _LOOK, _HOLDS)
    problems = list(plan.reading.faults)
    if plan.unknown:
        names = ", ".join(f"”{name}”" for name in plan.unknown[:MOST_ROWS])
        problems.append(f"Ingen i katalogen heter {names}. Säg vem det är, eller godta namnet.")
    problems += [f"{row.place}: {row.problem}" for row in plan.stops[:MOST_ROWS]]
    if len(plan.stops) > MOST_ROWS:
        problems.append(f"{and_more(len(plan.stops) - MOST_ROWS, 'rader')}.")
    return (*(problems or ["Inget pass i schemat ligger framåt i tiden."]), _HOLDS)
