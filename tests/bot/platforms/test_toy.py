"""A platform that konsult has never heard of: a setting, a route, letters, and a line in the registry."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

import httpx
import pytest
from pydantic import Field
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.app import build, system_clock
from bot.delivery.buckets import Rate
from bot.delivery.sender import Addressee
from bot.desk import Visitor
from bot.health.condition import Condition
from bot.health.outside import OutsideLine
from bot.platforms.platform import Core, PlatformSpec
from bot.platforms.registry import PLATFORMS
from bot.settings import Common, SettingsError, SettingsPart
from directory.letters.outbox import Claimed, Delivery, Letter
from directory.letters.subscriptions import Topic
from tests.patience import PATIENCE
from tests.settings import settings


class ToySettings(SettingsPart):
    toy_key: str = Field("", description="Nyckeln till leksaken. Tomt: ingen leksak")

    def faults(self, common: Common) -> Iterator[str]:
        if " " in self.toy_key:
            yield "KONSULT_TOY_KEY: ska skrivas utan mellanslag."


class ToySender:
    name = "toy"
    rate = Rate(100, 100)
    send_within = 10.0
    remembers = True

    def __init__(self) -> None:
        self.sent: dict[str, str] = {}
        self.is_open = False
        self.begun, self.answers_soon = asyncio.Event(), asyncio.Event()

    def reaches(self, to: Addressee) -> bool:
        return "toy" in to.accounts

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        self.begun.set()
        await self.answers_soon.wait()
        assert self.is_open
        self.sent[to.accounts["toy"]] = claimed.letter.title
        return claimed.id

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        return None


class Toy:
    """Answers what stands in the address, as plain text."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self.sender = ToySender()
        self._line = OutsideLine("toy", "Leksaken", core.clock)

    def routes(self) -> Sequence[BaseRoute]:
        return [Route("/toy/{words}", self.answer)]

    def conditions(self, now: datetime) -> Sequence[Condition]:
        return [self._line.condition(now)]

    async def answer(self, request: Request) -> Response:
        words = request.path_params["words"]
        answered = await self._core.desk.ask(Visitor("toy:ada"), words)
        return PlainTextResponse(self._core.plain_text(answered.card))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[str]:
        self.sender.is_open = True
        yield "Leksaken: ansluten."
        self.sender.is_open = False


TOY = PlatformSpec("toy", ToySettings, lambda own, core: Toy(core) if own.toy_key else None)


async def test_a_platform_is_a_line_in_the_registry(tmp_path: Path) -> None:
    database = f"sqlite+aiosqlite:///{tmp_path / 'konsult.db'}"
    chosen = settings(ToySettings, database_url=database, toy_key="k")
    async with (
        build(chosen, platforms=(TOY, *PLATFORMS)) as app,
        app.background() as said,
        httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app.web()), base_url="http://127.0.0.1:8000"
        ) as http,
    ):
        answer = await http.get("/toy/kardiologi")
        page = await http.get("/person")
        now, letter = system_clock(), Letter(topic=Topic("byten"), title="Byte föreslaget")
        put = Delivery(key="k1", recipient="toy:ada", letter=letter, made=now, due=now)
        await app.live.write((), "test", deliveries=[put])
        [toy] = [platform for platform in app.platforms if isinstance(platform, Toy)]
        await asyncio.wait_for(toy.sender.begun.wait(), PATIENCE)
        asyncio.get_running_loop().call_later(0.05, toy.sender.answers_soon.set)
    assert said == ["Leksaken: ansluten."]
    assert (answer.status_code, page.status_code) == (200, 200)
    assert answer.text.startswith("Kardiologi · Norra sjukhuset")
    assert toy.sender.sent == {"ada": "Byte föreslaget"}


async def test_it_is_not_there_where_it_is_not_set_up(tmp_path: Path) -> None:
    chosen = settings(ToySettings, database_url=f"sqlite+aiosqlite:///{tmp_path / 'konsult.db'}")
    async with build(chosen, platforms=(TOY, *PLATFORMS)) as app, app.background() as said:
        assert said == []


def test_its_faults_are_listed_with_all_others() -> None:
    with pytest.raises(SettingsError) as raised:
        settings(
            ToySettings, toy_key="a b", SLACK_BOT_TOKEN="xoxb-1", smtp_host="smtp", public_url="x"
        )
    assert [line.split(":")[0].split(" ")[0] for line in str(raised.value).splitlines()] == [
        "KONSULT_PUBLIC_URL",
        "SLACK_BOT_TOKEN",
        "KONSULT_SMTP_HOST",
        "KONSULT_TOY_KEY",
    ]
