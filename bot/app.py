"""Composition root: builds engine, repository, clock, desk and platforms. Nothing else does."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount

from bot.agreement_uploads import AgreementUploads
from bot.calendars import Calendars
from bot.counting import Counting
from bot.delivery.email import Email, post_of
from bot.delivery.sender import Sender
from bot.delivery.worker import Worker
from bot.desk import FrontDesk
from bot.fetching import fetch
from bot.live import Live
from bot.number_news import number_news
from bot.platforms.probes import probe_routes
from bot.platforms.slack.app import Slack, create_slack
from bot.platforms.slack.config import slack_config
from bot.platforms.terminal.render import card_text
from bot.platforms.web.app import create_web
from bot.platforms.web.inbox import WebInbox
from bot.platforms.web.sign_in import Demo, Proxy, SignIn
from bot.reads import reads_of
from bot.roster_polling import RosterPolling
from bot.roster_uploads import RosterUploads
from bot.rostering import Rostering
from bot.scheduler.registry import duties
from bot.scheduler.runner import Scheduler
from bot.scheduler.tidy import Together
from bot.settings import Settings, SettingsError
from bot.settings import SignIn as WayIn
from bot.shelving import Shelving
from directory.accounts import ACCOUNTS
from directory.agreements.drafts import AgreementDraft
from directory.agreements.synonyms import Group, read_groups
from directory.drafts import Drafts
from directory.letters.kept import FOLLOWING
from directory.names.evaluation import Claims
from directory.names.resolver import Names
from directory.outbox import Outbox
from directory.people import Person
from directory.phones import Phone
from directory.region import Region, RowChange, diff
from directory.repository import Repository
from directory.roster_drafts import RosterDraft
from directory.sources.agreements.result import Document
from directory.sources.region_files import AGREEMENTS_FOLDER, read_region
from directory.specialties import official_lexicon
from directory.store.agreement_drafts import agreement_drafts
from directory.store.drafts import roster_drafts
from directory.store.duty_leases import SqlDutyLeases
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.outbox import SqlOutbox
from directory.store.repository import SqlRepository
from directory.walltime.hours import Hours
from directory.written_phones import parse_phone

DEMO_FOLDER = Path(__file__).parent.parent / "demo"
DEMO_ACTOR = "konsult: demo"


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

    def desk_at(self, now: datetime) -> FrontDesk:
        """A desk whose clock stands still at another moment: ”what would be answered then”."""
        return _desk(
            self.settings, self.repository, self.live, lambda: now, self.counting, self.outbox
        )

    async def difference(self, region: Region) -> Sequence[RowChange]:
        """What an import of the region would change."""
        return diff(await self.repository.load_region(), region)

    async def import_region(self, region: Region, actor: str) -> Sequence[RowChange]:
        """Import the region and tell those who follow a unit of its changed numbers."""
        now = system_clock()
        before = await self.repository.load_region(Hours.at(now))
        parts = await self.repository.load_parts(now, [ACCOUNTS.name, FOLLOWING.name])
        told = number_news(before, region, parts, now, batch=now.isoformat())
        changes = await self.repository.import_region(region, actor=actor, now=now, deliveries=told)
        await self.live.refresh()
        return changes

    def claims(self) -> Claims:
        """What is claimed of a text with the region's words; without a region, the lexicon's."""
        snapshot, lexicon = self.live.snapshot, official_lexicon()
        if snapshot is None:
            return Claims(Names(lexicon, (), (), ()), lexicon.specialties, ())
        return Claims(snapshot.names, lexicon.specialties, snapshot.services.values())

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
async def build(settings: Settings, *, with_demo: bool = True) -> AsyncIterator[App]:
    """Everything that konsult is made of, ready to answer; closed at the end of the block.

    The database is migrated. Without a region in it, and where the demo is the way in, the demo
    region is imported (`imported_demo` tells).
    """
    slack_settings = slack_config(settings)
    own_synonyms = _own_synonyms(settings)
    engine = create_engine(settings.database_url)
    try:
        await migrate(engine)
        repository = SqlRepository(engine)
        empty = await repository.revisions() is None
        demo = with_demo and empty and settings.sign_in is WayIn.DEMO
        if demo:
            now = system_clock()
            await repository.import_region(demo_region(), actor=DEMO_ACTOR, now=now)
        live = Live(repository, system_clock, own_synonyms)
        shelving = Shelving(repository, live, system_clock)
        await live.refresh()
        if demo:
            await shelving.publish(demo_agreements(), DEMO_ACTOR)
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
            rostering=rostering,
            shelving=shelving,
            drafts=drafts,
            agreement_drafts=of_agreements,
            counting=counting,
            outbox=outbox,
            worker=Worker(outbox, _senders(settings, slack), lambda: _people(live), system_clock),
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


def demo_region() -> Region:
    """The invented region that ships with konsult."""
    reading = read_region(DEMO_FOLDER, today=system_clock().date())
    if reading.region is None:
        raise ValueError("\n".join(str(fault) for fault in reading.faults))
    return reading.region


def _senders(settings: Settings, slack: Slack | None) -> Sequence[Sender]:
    """The ways to a person that are configured; the inbox of the web chat is always there."""
    post = post_of(settings)
    chat: list[Sender] = [slack.letters] if slack else []
    return [*chat, *([Email(post)] if post else []), WebInbox()]


def _people(live: Live) -> Mapping[str, Person] | None:
    return live.snapshot.people if live.snapshot else None


def demo_agreements() -> list[Document]:
    """The invented agreements that ship with konsult."""
    files = sorted((DEMO_FOLDER / AGREEMENTS_FOLDER).glob("*.md"))
    return [Document(path.name, path.read_bytes()) for path in files]


def _own_synonyms(settings: Settings) -> Sequence[Group]:
    """The region's own synonyms; SettingsError for a file that cannot be read."""
    if not settings.synonyms_file:
        return ()
    try:
        return read_groups(Path(settings.synonyms_file).read_text("utf-8"))
    except OSError as fault:
        says = f"{settings.synonyms_file} går inte att läsa ({fault.strerror})."
        raise SettingsError(f"KONSULT_SYNONYMS_FILE: {says}") from fault
    except ValueError as fault:
        raise SettingsError(f"KONSULT_SYNONYMS_FILE: {fault}") from fault


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
        reads_of(repository),
        inbox=outbox,
        public_url=settings.public_url,
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
