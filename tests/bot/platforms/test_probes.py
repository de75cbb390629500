"""What operators see: whether konsult may get requests, how each line is, and the same in figures."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
from prometheus_client.parser import text_string_to_metric_families

from bot.app import App, build
from bot.commands import COMMANDS
from bot.desk import Visitor
from tests.settings import settings

EVERYTHING = {
    "SLACK_BOT_TOKEN": "xoxb-hemlig",
    "SLACK_APP_TOKEN": "xapp-hemlig",
    "SLACK_SIGNING_SECRET": "0123456789abcdef0123456789abcdef",
    "smtp_host": "smtp.example.org",
    "mail_from": "konsult@example.org",
}
OF_THE_CORE = ["snapshot", "store", "store_writes"]
OF_SLACK = ["slack_api", "slack_http", "slack_socket"]

Series = set[tuple[str, tuple[tuple[str, str], ...]]]


@asynccontextmanager
async def probed(
    folder: Path, values: Mapping[str, str] | None = None, *, with_demo: bool = True
) -> AsyncIterator[tuple[App, httpx.AsyncClient]]:
    database = f"sqlite+aiosqlite:///{folder / 'konsult.db'}"
    chosen = settings(database_url=database, **(values or {}))
    async with build(chosen, with_demo=with_demo) as app:
        transport = httpx.ASGITransport(app=app.web())
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as http:
            yield app, http


async def _series(http: httpx.AsyncClient) -> Series:
    text = (await http.get("/metrics")).text
    return {
        (sample.name, tuple(sorted(sample.labels.items())))
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if family.name.startswith("konsult_")
    }


async def test_without_a_region_it_lives_and_is_not_ready(tmp_path: Path) -> None:
    async with probed(tmp_path, with_demo=False) as (_, http):
        answer = await http.get("/readyz")
        metrics = await http.get("/metrics")
        assert (await http.get("/healthz")).status_code == 200
    assert answer.status_code == 503
    told = answer.json()
    assert (told["ready"], told["services"]) == (False, 0)
    [snapshot, store, *_] = told["parts"]
    assert (snapshot["name"], snapshot["ok"]) == ("snapshot", False)
    assert "konsult import region" in snapshot["says"]
    assert (store["name"], store["ok"]) == ("store", True)
    assert "konsult_ready 0.0" in metrics.text


async def test_every_line_is_told_of_also_before_it_is_used_and_no_secret_is(
    tmp_path: Path,
) -> None:
    async with probed(tmp_path, EVERYTHING) as (_, http):
        answer = await http.get("/readyz")
        metrics = (await http.get("/metrics")).text
    assert answer.status_code == 200
    parts = {part["name"]: part for part in answer.json()["parts"]}
    assert list(parts)[:6] == OF_THE_CORE + OF_SLACK
    assert {"email", "outbox", "rosters"} < parts.keys()
    assert all(part.keys() == {"name", "ok", "since", "says"} for part in parts.values())
    assert all(part["says"].endswith(".") for part in parts.values())
    assert "hemlig" not in answer.text + metrics and "0123456789abcdef" not in answer.text + metrics
    for name in parts:
        assert f'konsult_line_ok{{line="{name}"}}' in metrics
        assert f'konsult_line_last_good_timestamp_seconds{{line="{name}"}}' in metrics


async def test_no_use_adds_a_series_and_none_is_without_a_value(tmp_path: Path) -> None:
    """A rule on what is absent works, and no label grows with what is asked."""
    async with probed(tmp_path) as (app, http):
        before = await _series(http)
        visitor = Visitor("web:prov")
        for command in COMMANDS:
            for words in ("", "kardiologi", "zzz", "ortopedi i morgon", "norra"):
                await app.desk.ask(visitor, f"/{command.name} {words}")
        for text in (
            "/finnsinte",
            "850101-1236",
            "x" * 500,
            "hjärtinfarkt",
            "Ada Test på Ö-avdelningen",
        ):
            await app.desk.ask(visitor, text)
        await app.counting.flush()
        after = await _series(http)
        text = (await http.get("/metrics")).text
    assert after == before
    silent = [
        family.name
        for family in text_string_to_metric_families(text)
        if family.name.startswith("konsult_") and not family.samples
    ]
    assert silent == []
