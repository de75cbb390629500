"""The port of every platform: what it is, what it is built from, and what the root asks of it."""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from starlette.routing import BaseRoute

from bot.agreements.uploads import AgreementUploads
from bot.calendars.reading import Calendars
from bot.cards import Card
from bot.delivery.sender import Sender
from bot.desk import Desk
from bot.live import Live
from bot.rosters.uploads import RosterUploads
from bot.settings import Common, Settings, SettingsPart

S = TypeVar("S", bound=SettingsPart)


class Platform(Protocol):
    """A place where people meet konsult: they ask there, are told there, or both."""

    @property
    def sender(self) -> Sender | None:
        """The way to a person there, if there is one. It works inside `running` only."""

    def routes(self) -> Sequence[BaseRoute]:
        """What the server answers for the platform."""

    def running(self) -> AbstractAsyncContextManager[str]:
        """Connected while the block runs; yields how, in words, or nothing worth saying.

        Raises SettingsError for settings that turn out not to hold.
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
    rosters: RosterUploads
    agreements: AgreementUploads


@dataclass(frozen=True, slots=True)
class Manifest:
    """A description of konsult to paste at the platform; `konsult PLATFORM manifest` writes it.

    `text` makes it for an address that the platform is to post to, or for none; it raises
    ValueError, in Swedish, for an address that will not do. The rest explains the command.
    """

    title: str
    help: str
    help_of_address: str
    text: Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PlatformSpec(Generic[S]):
    """A platform as the registry has it: its settings, and how it is built from them.

    `name` is what accounts on the platform begin with and what its letters are filed under, so it
    never changes. `create` gives None where the settings say that the platform is not used.
    """

    name: str
    settings: type[S]
    create: Callable[[S, Core], Platform | None]
    manifest: Manifest | None = None

    def platform(self, settings: Settings, core: Core) -> Platform | None:
        """The platform, if it is used."""
        return self.create(settings.of(self.settings), core)


@dataclass(frozen=True, slots=True)
class PassivePlatform:
    """A platform that keeps nothing running by itself."""

    sender: Sender | None = None
    answers: Sequence[BaseRoute] = ()

    def routes(self) -> Sequence[BaseRoute]:
        return self.answers

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        yield ""
