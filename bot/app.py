"""Composition root: builds engine, store, clock, desk and platforms. Nothing else does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime
from functools import partial

from starlette.applications import Starlette

from bot.background import counting as lookups
from bot.background.counting import Counting
from bot.background.running import Running, in_order
from bot.background.warming import Warming
from bot.calendars.ahead import ShiftsAhead
from bot.calendars.reading import Calendars
from bot.commands import COMMANDS
from bot.commands.reads import reads_of
from bot.commands.registry import warm_words
from bot.delivery import figures as deliveries
from bot.delivery.limits import Limits
from bot.delivery.worker import Worker
from bot.desk.front import FrontDesk
from bot.desk.time_left import settled
from bot.files import FilesIn, files_in
from bot.health.answer_times import ANSWER_TIMES
from bot.health.health import Health
from bot.health.memory import StoreWrites
from bot.hours.matters import MATTERS
from bot.incoming.addresses import Fetch
from bot.incoming.first_fetch import FetchingWhenUsed
from bot.incoming.isolated_reading import IsolatedReading
from bot.incoming.shortages import ShortageAccess, shortage_rules
from bot.jobs import Editor, JobContext
from bot.live import Live
from bot.platforms.platform import Core, Platform, routed
from bot.platforms.registry import PLATFORMS, Registry
from bot.platforms.terminal.render import card_text
from bot.platforms.web.settings import WebSettings
from bot.platforms.web.warming import warm_pages
from bot.scheduler.registry import jobs
from bot.scheduler.runner import Scheduler
from bot.scheduler.ticking import Ticking
from bot.settings import Common, Settings
from bot.shortages.advice.matters import ADVICE_MATTERS
from bot.shortages.demand.matters import DEMAND_MATTERS
from bot.shortages.digests.matters import SHORTAGE_MATTERS
from directory.calendars.queries import Addresses
from directory.jobs.claims import FirstClaims
from directory.lazy.values import dataclass
from directory.letters.matters import is_so_by
from directory.shortages.recommended import RecommendedDrugs
from directory.store.agreement_drafts import agreement_drafts
from directory.store.claims import SqlClaims
from directory.store.demand import SqlOldQuestions
from directory.store.drafts import roster_drafts
from directory.store.engine import EngineOf, close_engine, create_engine, tell_of_writes
from directory.store.leases import SqlLeases
from directory.store.migrate import migrate
from directory.store.old_hours import SqlOldHours
from directory.store.outbox import SqlOutbox
from directory.store.store import SqlStore
from directory.store.tending import SqlTending
from directory.walltime.days import Calendar, local

VERSION = "0.1.0"
"""As in pyproject.toml: what other servers are told that they are asked by."""


def system_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a konsult stands on: its clock, its database, where files are read, and what ticks."""

    clock: Callable[[], datetime] = system_clock
    engine: EngineOf = create_engine
    reading: Callable[[], IsolatedReading] = IsolatedReading
    ticking: Ticking | None = None


@dataclass(frozen=True, slots=True)
class App:
    """The parts of a running konsult."""

    store: SqlStore
    live: Live
    desk: FrontDesk
    fetch: Fetch
    shortages: ShortageAccess
    reading: IsolatedReading
    files: FilesIn
    counting: Counting
    outbox: SqlOutbox
    tending: SqlTending
    platforms: Sequence[Platform]
    worker: Worker
    scheduler: Scheduler
    warming: Warming
    imported_demo: bool

    def web(self) -> Starlette:
        """What the server answers."""
        return routed(self.platforms)

    def background(self) -> AbstractAsyncContextManager[Sequence[str]]:
        """All that works beside the answers, while the block runs; yields what platforms say.

        Each is begun after those that it needs and ended before them: the worker sends on the
        platforms. SettingsError for a setting that a platform finds not to hold.
        """
        return in_order(*self._answering(), *self._afterwards())

    def answering(self) -> AbstractAsyncContextManager[Sequence[str]]:
        """The part of `background` that answers and letters rest on."""
        return in_order(*self._answering())

    def afterwards(self) -> AbstractAsyncContextManager[Sequence[str]]:
        """The rest of `background`, which can wait until questions are answered."""
        return in_order(*self._afterwards())

    def _answering(self) -> Sequence[Running]:
        return (self.live, self.counting, *self.platforms, self.worker)

    def _afterwards(self) -> Sequence[Running]:
        return (self.warming, self.reading, self.scheduler)


@asynccontextmanager
async def build(
    settings: Settings,
    *,
    with_demo: bool = True,
    platforms: Registry = PLATFORMS,
    limits: Limits | None = None,
    ground: Ground | None = None,
) -> AsyncIterator[App]:
    """Everything that konsult is made of, ready to answer; closed at the end of the block.

    The database is migrated; one without a region gets the demo's where that is the way in.
    """
    ground = ground or Ground()
    clock, reading = ground.clock, ground.reading()
    health, writes = Health(clock), StoreWrites(clock)
    engine = ground.engine(settings.common.database_url)
    tell_of_writes(engine, writes.note)
    hosts, common = settings.common.named_hosts, settings.common
    fetching = FetchingWhenUsed(hosts)
    of_shortages = FetchingWhenUsed(hosts, shortage_rules(common.shortages_contact, VERSION))
    access = ShortageAccess(common.shortages_source, of_shortages.fetch, reading.shortages)
    try:
        await migrate(engine)
        store, outbox, nudge = SqlStore(engine), SqlOutbox(engine), asyncio.Event()
        live = Live(store, clock, settings.common.own_synonyms(), nudge.set)
        drafts = roster_drafts(engine), agreement_drafts(engine)
        files = files_in(store, live, clock, fetching.fetch, reading, drafts)
        await live.refresh()
        if demo := with_demo and live.snapshot is None and settings.of(WebSettings).is_demo:
            await _import_demo(store, live, files, clock())
        counting = Counting(store, clock)
        tending = SqlTending(engine)
        addresses = Addresses(common.public_url)
        recommended = RecommendedDrugs(common.recommended_drugs)
        reads = reads_of(store, live, outbox, addresses, tending, recommended)
        desk = FrontDesk(live, clock, counting.add, settings.common.emergency, reads)
        claims = SqlClaims(engine)
        core = _core(settings.common, clock, store, live, desk, files, health, claims)
        made = {spec.name: (spec, spec.platform(settings, core)) for spec in platforms}
        used = [platform for _, platform in made.values() if platform]
        asking = [name for name, (spec, platform) in made.items() if platform and spec.answers]
        senders = [platform.sender for platform in used if platform.sender]
        _show_from_the_start(asking, [sender.name for sender in senders])
        matters = {**MATTERS, **SHORTAGE_MATTERS, **ADVICE_MATTERS, **DEMAND_MATTERS}
        is_so = is_so_by(matters, lambda: live.snapshot)
        worker = Worker(
            outbox, senders, live.people, clock, nudge=nudge, limits=limits, is_so=is_so
        )
        context = JobContext(
            store=store,
            live=live,
            outbox=outbox,
            clock=clock,
            fetch=fetching.fetch,
            read_roster=reading.roster,
            shortages=access,
            drafts=drafts,
            claims=claims,
            hours=SqlOldHours(engine),
            questions=SqlOldQuestions(engine),
            editors=tuple(sender for sender in senders if isinstance(sender, Editor)),
            is_so=is_so,
        )
        scheduled = jobs(context)
        health.watch([live, writes, *used, worker, *scheduled])
        yield App(
            store=store,
            live=live,
            desk=desk,
            fetch=fetching.fetch,
            shortages=access,
            reading=reading,
            files=files,
            counting=counting,
            outbox=outbox,
            tending=tending,
            platforms=used,
            worker=worker,
            scheduler=Scheduler(scheduled, SqlLeases(engine), clock, ground.ticking),
            warming=Warming((partial(_warm_words, live, clock), warm_pages, fetching.load)),
            imported_demo=demo,
        )
    finally:
        await settled()
        await reading.close()
        await close_engine(engine)


async def _import_demo(store: SqlStore, live: Live, files: FilesIn, now: datetime) -> None:
    from bot.region.demo import import_demo  # noqa: PLC0415  # reads files, once (adr/0023)

    await import_demo(store, live, files.publishing, files.shortages, now)


def _warm_words(live: Live, clock: Callable[[], datetime]) -> None:
    """What the first questions need. To know one red day, those of every country are loaded."""
    Calendar().day(local(clock()).date())
    if live.snapshot is not None:
        warm_words(COMMANDS, live.snapshot)


def _show_from_the_start(asking: Sequence[str], channels: Sequence[str]) -> None:
    """Figures with labels are there at zero, so that a rule sees what has never happened."""
    names = [command.name for command in COMMANDS]
    ANSWER_TIMES.expect(names, asking)
    lookups.expect(names)
    deliveries.expect(channels)


def _core(
    settings: Common,
    clock: Callable[[], datetime],
    store: SqlStore,
    live: Live,
    desk: FrontDesk,
    files: FilesIn,
    health: Health,
    claims: FirstClaims,
) -> Core:
    """What the platforms are built from."""
    return Core(
        settings=settings,
        clock=clock,
        plain_text=card_text,
        desk=desk,
        live=live,
        calendars=Calendars(live, ShiftsAhead(store, live), clock),
        recorded=store.load_recorded,
        shortages=store,
        files=files,
        health=health,
        claims=claims,
    )
