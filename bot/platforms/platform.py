"""The port of every platform: what it offers, and what it is built from."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.calendars.reading import Calendars
from bot.cards import Card
from bot.delivery.sender import Sender
from bot.desk import Desk
from bot.files import FilesIn
from bot.health.condition import Condition, Watched
from bot.health.health import Health
from bot.health.outside import OutsideLine
from bot.hours.reporting.making import ReadRecorded
from bot.live import Live
from bot.settings import Common, Settings, SettingsPart
from bot.shortages.overview.making import OverviewReads
from directory.jobs.claims import FirstClaims
from directory.lazy.values import dataclass

S = TypeVar("S", bound=SettingsPart)


class Platform(Watched, Protocol):
    """Where people ask konsult, receive its letters, or both; with the lines that lead there."""

    @property
    def sender(self) -> Sender | None:
        """Sends letters to people there, if it can. Usable inside `running` only."""

    def routes(self) -> Sequence[BaseRoute]:
        """The routes that the server answers for the platform."""

    def running(self) -> AbstractAsyncContextManager[str]:
        """Connected while the block runs; yields a line about how, or an empty one.

        Raises SettingsError for settings that prove to be wrong.
        """


@dataclass(frozen=True, slots=True)
class Core:
    """The parts of konsult that a platform may be built from.

    `plain_text` draws a card without any markup, for notices and screen readers.
    """

    settings: Common
    clock: Callable[[], datetime]
    plain_text: Callable[[Card], str]
    desk: Desk
    live: Live
    calendars: Calendars
    recorded: ReadRecorded
    shortages: OverviewReads
    files: FilesIn
    claims: FirstClaims
    health: Health


@dataclass(frozen=True, slots=True)
class Manifest:
    """A description of konsult to paste into the platform; `konsult PLATFORM manifest` prints it.

    `text` makes it for the address that the platform is to post to, or for none; it raises
    ValueError, in Swedish, for an unusable address. The other fields explain the command.
    """

    title: str
    help: str
    help_of_address: str
    text: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PlatformSpec(Generic[S]):
    """A platform in the registry: its settings, and how it is built from them.

    `name` is the prefix of accounts on the platform and the channel of its letters, so it never
    changes. `create` returns None where the settings say that the platform is not used. `answers`:
    whether people ask there, or only get letters.
    """

    name: str
    settings: type[S]
    create: Callable[[S, Core], Platform | None]
    manifest: Manifest | None = None
    answers: bool = True

    def platform(self, settings: Settings, core: Core) -> Platform | None:
        """The platform, if it is used."""
        return self.create(settings.of(self.settings), core)


@dataclass(frozen=True, slots=True)
class PassivePlatform:
    """A platform without background work."""

    sender: Sender | None = None
    answers: Sequence[BaseRoute] = ()
    lines: Sequence[OutsideLine] = ()

    def conditions(self, now: datetime) -> Sequence[Condition]:
        return [line.condition(now) for line in self.lines]

    def routes(self) -> Sequence[BaseRoute]:
        return self.answers

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        yield ""


def routed(platforms: Iterable[Platform]) -> Starlette:
    """The routes of the platforms, in their order, as what the server answers."""
    web = Starlette(routes=[route for platform in platforms for route in platform.routes()])
    web.router.redirect_slashes = False  # it leads to whatever host the request names
    return web
