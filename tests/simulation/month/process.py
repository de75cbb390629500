"""A konsult: everything that `bot.app` builds, until it is stopped or killed."""

import asyncio
import hashlib
import hmac
import json
import time
from collections.abc import Callable, Coroutine
from contextvars import Context
from dataclasses import field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from bot.app import App, Ground, build
from bot.desk import Visitor
from bot.incoming.isolated_reading import IsolatedReading
from bot.platforms.terminal.render import card_text
from directory.lazy.values import dataclass
from directory.sources.isolated import RosterFile
from directory.sources.rosters.reading import RosterReading, read_roster
from tests.settings import settings
from tests.simulation.month.database import Disk
from tests.simulation.month.loop import RUNS_IN, VirtualLoop
from tests.simulation.month.ticking import ticking_by

SECRET = "signing-secret-test-only"
SLACK_WAITS = 3.0
"""Seconds that Slack waits for the answer to a command."""


class ReadingHere(IsolatedReading):
    """Reads rosters without a process of its own: the simulation's are harmless."""

    async def roster(self, file: RosterFile) -> RosterReading:
        return read_roster(file.content, file.name, file.context)

    def _ready(self, *kinds: object) -> Any:
        return None


@dataclass(eq=False)
class Process:
    """One of several on the same database."""

    number: int
    loop: VirtualLoop
    clock: Callable[[], datetime]
    disk: Disk
    log: Callable[[str], None]
    dead: bool = False
    still: bool = False
    held: list[asyncio.Handle] = field(default_factory=list)
    app: App | None = None
    failed: BaseException | None = None
    _context: Context = field(default_factory=Context)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _life: Any = None

    def begins(self) -> None:
        self._context.run(RUNS_IN.set, self)
        self._life = self.does(self._lives())

    def does(self, work: Coroutine[Any, Any, Any]) -> Any:
        """Something that happens in the process; it ends with it."""
        return self.loop.create_task(work, context=self._context.copy())

    async def _lives(self) -> None:
        ground = Ground(
            clock=self.clock,
            engine=self.disk.engine,
            reading=ReadingHere,
            ticking=ticking_by(self.clock),
        )
        try:
            async with (
                build(_SETTINGS, with_demo=False, ground=ground) as app,
                app.background(),
            ):
                self.app = app
                await self._stop.wait()
                self.app = None
        except Exception as error:
            self.failed, self.app = error, None

    async def ends(self) -> None:
        """As by SIGTERM."""
        self._stop.set()
        await asyncio.wait({self._life})
        self.dead = True

    def is_up(self) -> bool:
        return self.app is not None and not self.dead and not self.still

    async def answers(
        self, path: str, form: dict[str, str], within: float = SLACK_WAITS
    ) -> tuple[int, str] | None:
        """What the process answers to a signed request; None where it does not in time."""
        assert self.app is not None
        task = self.does(posted(self.app, path, form))
        await asyncio.wait({task}, timeout=within)
        return task.result() if task.done() and not task.exception() else None

    async def shows(self, words: str, within: float = SLACK_WAITS) -> str | None:
        """What stands in the browser of somebody who asks there; None where it does not in time."""
        assert self.app is not None
        task = self.does(self.app.desk.ask(Visitor("web:karin-k", None), words))
        await asyncio.wait({task}, timeout=within)
        return card_text(task.result().card) if task.done() and not task.exception() else None


async def posted(app: App, path: str, form: dict[str, str]) -> tuple[int, str]:
    """A request as Slack signs it, at the real hour: Bolt looks at the machine's clock."""
    body = urlencode(form).encode()
    stamp = str(int(time.time()))  # noqa: TID251  # Bolt's signatures have no other clock
    signed = hmac.new(SECRET.encode(), f"v0:{stamp}:{body.decode()}".encode(), hashlib.sha256)
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": f"v0={signed.hexdigest()}",
    }
    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "server": ("konsult.example", 80),
        "scheme": "http",
        "http_version": "1.1",
    }
    status, answered = 0, bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        nonlocal status
        status = message.get("status", status)
        answered.extend(message.get("body", b""))

    await app.web()(scope, receive, send)
    return status, answered.decode()


def interactive(payload: dict[str, Any]) -> dict[str, str]:
    return {"payload": json.dumps(payload)}


_SETTINGS = settings(
    slack_bot_token="xoxb-test-only",
    slack_signing_secret=SECRET,
    slack_api="http://127.0.0.1:8065/api/",
    smtp_host="127.0.0.1",
    smtp_port="2525",
    smtp_security="none",
    mail_from="konsult@region.example",
    public_url="https://konsult.example",
)
