"""Composition root: builds engine, repository, clock, desk and platforms. Nothing else does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.applications import Starlette
from starlette.routing import Mount

from bot.agreements.own_synonyms import own_synonyms
from bot.agreements.publishing import Shelving
from bot.agreements.uploads import AgreementUploads
from bot.background.counting import Counting
from bot.calendars.reading import Calendars
from bot.commands.reads import reads_of
from bot.delivery.email import Email, post_of
from bot.delivery.limits import Limits
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.desk import FrontDesk
from bot.incoming.fetching import fetch
from bot.live import Live
from bot.platforms.probes import probe_routes
from bot.platforms.slack.app import Slack, create_slack
from bot.platforms.slack.config import slack_config
from bot.platforms.terminal.render import card_text
from bot.platforms.web.app import create_web
from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.sign_in import Demo, Proxy, SignIn
from bot.region.demo import import_demo
from bot.region.importing import RegionImporting
from bot.rosters.polling import RosterPolling
from bot.rosters.publishing import Rostering
from bot.rosters.uploads import RosterUploads
from bot.scheduler.registry import duties
from bot.scheduler.runner import Scheduler
from bot.scheduler.tidy import Together
from bot.settings import Settings
from bot.settings import SignIn as WayIn
from directory.agreements.drafts import AgreementDraft
from directory.calendars.queries import Addresses
from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.written_phones import parse_phone
from directory.letters.outbox import Outbox
from directory.publishing.drafts import Drafts
from directory.publishing.roster_drafts import RosterDraft
from directory.repository import Repository
from directory.store.agreement_drafts import agreement_drafts
from directory.store.drafts import roster_drafts
from directory.store.duty_leases import SqlDutyLeases
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.outbox import SqlOutbox
from directory.store.repository import SqlRepository


def system_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class App:
    """The parts of a running konsult."""

    settings: Settings
    repository: Repository
    live: Live
    desk: FrontDesk
    region: RegionImporting
    rostering: Rostering
    shelving: Shelving
    drafts: Drafts[RosterDraft]
    agreement_drafts: Drafts[AgreementDraft]
    counting: Counting
    outbox: Outbox
    worker: Worker
    scheduler: Scheduler
    slack: Slack | None
    imported_demo: bool

    def clock(self) -> datetime:
        """The present instant, in UTC."""
        return system_clock()

    def web(self) -> Starlette:
        """The web chat with its probes; Slack's requests beside it, as they have no sign-in."""
        chat = create_web(
            self.desk,
            _sign_in(self.settings),
            extra_routes=probe_routes(self.live),
            calendars=Calendars(self.live, system_clock).read,
            uploads=RosterUploads(self.rostering, self.drafts, self.live, system_clock),
            agreements=AgreementUploads(
                self.shelving, self.agreement_drafts, self.live, system_clock
            ),
        )
        routes = self.slack.routes() if self.slack else ()
        return Starlette(routes=[*routes, Mount("/", chat)]) if routes else chat

    @asynccontextmanager
    async def background(self) -> AsyncIterator[Sequence[str]]:
        """Follow the store, write the counts and send while the block runs; flush at its end.

        Yields which ways in are open besides the web chat. SettingsError if Slack refuses a token.
        """
        tasks = [asyncio.create_task(self.live.watch()), asyncio.create_task(self.counting.run())]
        try:
            async with AsyncExitStack() as platforms:
                slack = self.slack
                ways = [await platforms.enter_async_context(slack.running())] if slack else []
                await platforms.enter_async_context(self.worker.running())
                await platforms.enter_async_context(self.scheduler.running())
                yield ways
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(TimeoutError):
                async with asyncio.timeout(2):
                    await self.counting.flush()


@asynccontextmanager
async def build(
    settings: Settings, *, with_demo: bool = True, limits: Limits | None = None
) -> AsyncIterator[App]:
    """Everything that konsult is made of, ready to answer; closed at the end of the block.

    The database is migrated. Without a region in it, and where the demo is the way in, the demo
    region is imported (`imported_demo` tells).
    """
    slack_settings = slack_config(settings)
    synonyms = own_synonyms(settings)
    engine = create_engine(settings.database_url)
    try:
        await migrate(engine)
        repository = SqlRepository(engine)
        nudge = asyncio.Event()
        live = Live(repository, system_clock, synonyms, nudge.set)
        shelving = Shelving(repository, live, system_clock)
        await live.refresh()
        demo = with_demo and live.revisions is None and settings.sign_in is WayIn.DEMO
        if demo:
            await import_demo(repository, live, shelving, system_clock())
        counting = Counting(repository)
        outbox = SqlOutbox(engine)
        drafts, of_agreements = roster_drafts(engine), agreement_drafts(engine)
        desk = _desk(settings, repository, live, system_clock, counting, outbox)
        slack = (
            create_slack(desk, slack_settings, card_text, system_clock) if slack_settings else None
        )
        rostering = Rostering(repository, live, system_clock)
        polling = RosterPolling(repository, live, rostering, fetch)
        yield App(
            settings=settings,
            repository=repository,
            live=live,
            desk=desk,
            region=RegionImporting(repository, live, system_clock),
            rostering=rostering,
            shelving=shelving,
            drafts=drafts,
            agreement_drafts=of_agreements,
            counting=counting,
            outbox=outbox,
            worker=Worker(
                outbox,
                _senders(settings, slack),
                lambda: _people(live),
                system_clock,
                nudge=nudge,
                limits=limits,
            ),
            scheduler=Scheduler(
                duties(live, outbox, Together(drafts, of_agreements), polling),
                SqlDutyLeases(engine),
                system_clock,
            ),
            slack=slack,
            imported_demo=demo,
        )
    finally:
        await engine.dispose()


def _senders(settings: Settings, slack: Slack | None) -> Sequence[Sender]:
    """The ways to a person that are configured; the inbox of the web chat is always there."""
    post = post_of(settings)
    chat: list[Sender] = [slack.letters] if slack else []
    return [*chat, *([Email(post)] if post else []), WebInbox()]


def _people(live: Live) -> Mapping[str, Person] | None:
    return live.snapshot.people if live.snapshot else None


def _desk(
    settings: Settings,
    repository: Repository,
    live: Live,
    clock: Callable[[], datetime],
    counting: Counting,
    outbox: Outbox,
) -> FrontDesk:
    return FrontDesk(
        live,
        clock,
        counting.add,
        _emergency_phone(settings),
        reads_of(repository, live, outbox, Addresses(settings.public_url)),
    )


def _emergency_phone(settings: Settings) -> Phone:
    parsed = parse_phone(settings.emergency_number)
    return Phone(
        kind=parsed.kind,
        number=parsed.number,
        extension=parsed.extension,
        label=settings.emergency_label,
    )


def _sign_in(settings: Settings) -> SignIn:
    if settings.sign_in is WayIn.DEMO:
        return Demo()
    return Proxy(settings.proxy_header, settings.proxy_secret.get_secret_value())
