"""The whole program: what a decision has put in the outbox is sent while it runs."""

import asyncio
from pathlib import Path

import httpx

from bot.app import build, system_clock
from bot.delivery.limits import Limits
from directory.letters.outbox import Delivery, DeliveryState, Letter, Outbox
from directory.letters.subscriptions import Topic
from tests.patience import PATIENCE
from tests.settings import settings

LETTER = Letter(topic=Topic("byten"), title="Byte föreslaget")


async def test_a_letter_goes_out_at_once_while_konsult_runs(tmp_path: Path) -> None:
    chosen = settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'k.db'}")
    async with build(chosen, limits=Limits(poll=600)) as app, app.background():
        assert app.live.snapshot is not None
        for key in ("k1", "k2", "k3"):  # the first may come before the worker has slept at all
            now = system_clock()
            letter = Delivery(key=key, recipient="web:prov", letter=LETTER, made=now, due=now)
            await app.live.write((), "konsult", deliveries=[letter])
            async with asyncio.timeout(PATIENCE):
                while not await all_sent(app.outbox):
                    await asyncio.sleep(0.01)
        items = await app.outbox.inbox("web:prov", system_clock(), most=9)
    assert [item.letter for item in items] == [LETTER] * 3


async def test_no_redirect_leads_to_the_host_that_a_request_names(tmp_path: Path) -> None:
    chosen = settings(database_url=f"sqlite+aiosqlite:///{tmp_path / 'k.db'}")
    async with build(chosen) as app:
        transport = httpx.ASGITransport(app=app.web())
        async with httpx.AsyncClient(transport=transport, base_url="http://k.test") as browser:
            for path in ("/", "/person/", "/fraga/", "/schema/", "/avtal/in/", "//evil.example/"):
                for headers in ({"host": "evil.example"}, {"x-forwarded-host": "evil.example"}):
                    answer = await browser.get(f"http://k.test{path}", headers=headers)
                    assert "evil.example" not in answer.headers.get("location", ""), path


async def all_sent(outbox: Outbox) -> bool:
    """What is due has gone; konsult's own duties may have put more, for later."""
    overdue = [some for some in await outbox.unsettled(system_clock()) if some.overdue]
    counts = await outbox.counts()
    return not overdue and not counts[DeliveryState.SENDING] and counts[DeliveryState.SENT] > 0
