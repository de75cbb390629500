"""The authority's file from a real server: only when it has changed, and never what came instead."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.apart.failing import Apart
from bot.app import VERSION
from bot.incoming.fetching import Fetching
from bot.incoming.shortages import ShortageAccess, shortage_rules
from bot.shortages.polling import ShortagePolling
from directory.rosters.reachable import NamedHosts
from directory.shortages.kept import shortage_feed
from tests.bot.shortages.stories import MADE, NOW, file, publishing, read_here
from tests.chat import open_chat
from tests.shortages import a_row

ROWS = [a_row(pack=str(number)) for number in range(9)]


def _answers(etag: str, rows: bytes) -> web.Response:
    return web.Response(body=rows, headers={"ETag": etag}, content_type="application/xml")


@asynccontextmanager
async def _serving(handler: Handler) -> AsyncIterator[str]:
    """The address of a real server's file."""
    app = web.Application()
    app.router.add_get("/3.xml", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/3.xml"
    finally:
        await runner.cleanup()


async def test_a_day_with_a_server_that_answers_in_every_way() -> None:
    chat = await open_chat(now=NOW)
    whole, later = file(ROWS), file(ROWS, 0.1)
    answers = [
        (0, _answers('"1"', whole), ""),
        (60, web.Response(status=304), ""),
        (120, web.Response(status=406, text="<html>Not acceptable</html>"), "406"),
        (125, _answers('"2"', b"<html><body>Underhall</body></html>"), "webbsida"),
        (135, _answers('"2"', later[:-60]), "inte hel"),
        (155, web.Response(status=503, headers={"Retry-After": "600"}), "503"),
        (195, _answers('"2"', later), ""),
    ]
    asked: list[tuple[str, str]] = []

    async def answer(request: web.Request) -> web.Response:
        headers = request.headers
        asked.append((headers["User-Agent"], headers.get("If-None-Match", "")))
        return answers[len(asked) - 1][1]

    rules = shortage_rules("it@region.example", VERSION)
    fetching = Fetching(NamedHosts.parse("127.0.0.1"), rules=rules)
    async with _serving(answer) as source:
        access = ShortageAccess(source, fetching.fetch, read_here)
        polling = ShortagePolling(publishing(chat), chat.live, access, Apart("shortages"))
        for minute, _, problem in answers:
            await chat.passes(NOW + timedelta(minutes=minute))
            await polling.run(chat.clock.now)
            feed = shortage_feed(chat.snapshot)
            assert problem in feed.problem, minute
            assert bool(problem) == bool(feed.problem), minute
            assert feed.rows == len(ROWS)
    assert feed.created == MADE + timedelta(days=0.1)
    assert [etag for _, etag in asked] == ["", *['"1"'] * 6]
    assert {agent for agent, _ in asked} == {
        f"konsult/{VERSION} (restnoteringar; it@region.example)"
    }
