"""Slack: one workspace, over HTTP, Socket Mode or both."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

import structlog
from slack_bolt.app.async_app import AsyncApp
from starlette.routing import BaseRoute, Route

from bot.background.running import cancelled
from bot.cards import Card
from bot.desk import Desk
from bot.health.condition import Condition
from bot.platforms.errands import Errands
from bot.platforms.once import Once
from bot.platforms.seen import Seen
from bot.platforms.slack.answering.room import SlackRoom
from bot.platforms.slack.answering.unheard import Unheard
from bot.platforms.slack.answering.ways import Ways
from bot.platforms.slack.calling.api import SlackApi, SlackCallError, quiet_logger
from bot.platforms.slack.calling.codes import is_token_refused
from bot.platforms.slack.calling.lines import SlackLines
from bot.platforms.slack.config import NAME, SlackConfig
from bot.platforms.slack.drawing.drawn import Drawing
from bot.platforms.slack.drawing.errors import error_handler
from bot.platforms.slack.drawing.origin import FORMS
from bot.platforms.slack.drawing.press_codec import ACTION_IDS
from bot.platforms.slack.hearing.endpoint import Endpoint
from bot.platforms.slack.hearing.forms import Forms
from bot.platforms.slack.hearing.home import Home
from bot.platforms.slack.hearing.presses import Pressing
from bot.platforms.slack.hearing.signed import Signed
from bot.platforms.slack.hearing.socket_mode import Pause, SocketMode
from bot.platforms.slack.hearing.typed import Asking
from bot.platforms.slack.letters.letters import SlackLetters, slack_letters
from bot.platforms.slack.manifest import PATH
from bot.platforms.slack.people.members import Members
from bot.platforms.slack.people.workspace import Installation
from bot.settings import SettingsError
from directory.jobs.claims import FirstClaims

SIGNED = timedelta(minutes=10)
"""How long a signature can be valid: five minutes before and after its timestamp."""
EVENTS = timedelta(hours=1)
TRY_AGAIN = 10.0
_ANY = re.compile("")
GRACE = 4.0

log = structlog.get_logger(__name__)


class Slack:
    """Slack as a platform: the HTTP route and the background work."""

    def __init__(
        self,
        app: AsyncApp,
        room: SlackRoom,
        config: SlackConfig,
        installation: Installation,
        letters: SlackLetters,
        lines: SlackLines,
        pause: Pause,
    ) -> None:
        self._app = app
        self.room = room
        self._config = config
        self._installation = installation
        self.sender = letters
        self._lines = lines
        self._unheard = Unheard(room)
        self._socket = (
            SocketMode(app, room.api, config, room.errands, lines, self._unheard, pause)
            if config.app_token
            else None
        )
        self._trying: asyncio.Task[None] | None = None

    def routes(self) -> Sequence[BaseRoute]:
        """POST /slack/events, if Slack posts to konsult; must not be behind a sign-in."""
        if not self._config.signing_secret:
            return []
        endpoint = Endpoint(self._app, self._lines.http, self._unheard, self._config.waits)
        return [Route(PATH, endpoint, methods=["POST"])]

    def conditions(self, now: datetime) -> Sequence[Condition]:
        """How the lines to and from Slack are."""
        return self._lines.conditions(now)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        """Connected while the block runs; yields a line about how.

        Raises SettingsError for a token that Slack's own JSON refuses. Whatever else answers in
        Slack's place, or nothing, does not stop the start: it is tried again.
        """
        await self.room.api.open()
        await self.sender.open()
        try:
            yield await self._start()
        finally:
            await self._stop()

    async def _start(self) -> str:
        try:
            await self._installation.learn()
        except SlackCallError as fault:
            if is_token_refused(fault.code):
                raise _refused("SLACK_BOT_TOKEN", fault) from None
            log.warning("slack out of reach", code=fault.code, permanent=fault.permanent)
            self._trying = asyncio.create_task(self._try_again(fault))
        else:
            self.room.errands.start(self.room.members.groups.refresh())
        return self._words(connected=await self._connect())

    async def _connect(self) -> bool:
        if self._socket is None:
            return self._installation.workspace is not None
        try:
            return await self._socket.start()
        except SlackCallError as fault:
            raise _refused("SLACK_APP_TOKEN", fault) from None

    async def _try_again(self, fault: SlackCallError) -> None:
        while self._installation.workspace is None:
            await asyncio.sleep(max(TRY_AGAIN, fault.retry_after or 0.0))
            try:
                await self._installation.learn()
            except SlackCallError as again:
                fault = again
                log.warning("slack out of reach", code=fault.code, permanent=fault.permanent)
        self.room.errands.start(self.room.members.groups.refresh())

    async def _stop(self) -> None:
        if self._trying is not None:
            await cancelled([self._trying])
        if self._socket is not None:
            await self._socket.stop()
        await self.room.errands.finish(GRACE)
        await self.sender.close()
        await self.room.api.close()

    def _words(self, *, connected: bool) -> str:
        ways = []
        if self._socket is not None:
            ways.append("Socket Mode")
        if self._config.signing_secret:
            ways.append(f"HTTP på {PATH}")
        how = " och ".join(ways)
        workspace = self._installation.workspace
        if workspace is None or not connected:
            return f"Slack: når inte Slack just nu, försöker igen ({how})."
        return f"Slack: ansluten med {how} som {workspace.bot_name} i {workspace.name}."


def create_slack(
    desk: Desk,
    config: SlackConfig,
    fallback: Callable[[Card], str],
    clock: Callable[[], datetime],
    pause: Pause = asyncio.sleep,
    claims: FirstClaims | None = None,
) -> Slack:
    """Slack for a desk. `fallback` draws a card as plain text, for notices and screen readers.

    `pause` waits until something is tried again. `claims`: what other processes have answered.
    """
    lines = SlackLines(config, clock)
    api = SlackApi(config.bot_token, config.base_url, line=lines.api)
    errands = Errands(NAME)
    installation, drawing = Installation(api), Drawing(fallback)
    members = Members(api, desk, config, installation, clock, errands)
    ways = Ways(api, pause)
    room = SlackRoom(desk, members, api, drawing, errands, config.emergency, ways)
    once, home = Once(NAME, clock, claims), Home(room, Seen(clock, EVENTS))
    asking, forms = Asking(room, once), Forms(room, home)
    pressing = Pressing(room, home, once)
    app = AsyncApp(
        name="konsult",
        logger=quiet_logger(),
        signing_secret=config.signing_secret,
        before_authorize=Signed(Seen(clock, SIGNED), asking.command),
        authorize=installation,
        process_before_response=True,
        request_verification_enabled=True,
        raise_error_for_unhandled_request=True,
    )
    app.error(error_handler(config.emergency, fallback))
    _listen(app, asking, pressing, forms, home)
    letters = slack_letters(config, installation, drawing, clock, line=lines.api)
    return Slack(app, room, config, installation, letters, lines, pause)


def _listen(app: AsyncApp, asking: Asking, pressing: Pressing, forms: Forms, home: Home) -> None:
    """Register the listeners, the busiest first: Bolt tries them in order."""
    app.action(ACTION_IDS)(pressing.button)
    app.view(FORMS)(forms.form)
    app.action(_ANY)(pressing.button)
    app.view(_ANY)(forms.form)
    app.event("app_home_opened")(home.opened)
    app.event("app_mention")(asking.mention)
    app.event("message")(asking.direct)


def _refused(name: str, fault: SlackCallError) -> SettingsError:
    return SettingsError(f"{name}: Slack godtar den inte ({fault.code}).")
