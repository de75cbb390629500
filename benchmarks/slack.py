"""`/konsult` through Slack's door, over HTTP: konsult beside a bare Bolt app, in one run.

The servers are all up at once on one core, the load is a process on another. Rounds go through
all of them in turn, so that what else the machine does hits them alike; medians of the rounds.
"""

import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

import httpx
from aiohttp import web

from benchmarks.large_region import large_region, with_scope
from benchmarks.questions import questions
from benchmarks.slack_load import TEAM, Load, Taken, signed_request
from bot.app import demo_region, system_clock
from directory.calendar import local
from directory.region import Region
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.repository import SqlRepository

FACTOR = 100
SHIFTS = 50_000
CONCURRENCY = (1, 16, 64)
COUNT = 3_000
ROUNDS = 3
SECRET = "benchmark-of-slack"
STARTS_WITHIN = 120.0
FLOOR, DEMO, LARGE, CANNED = "bare Bolt", "konsult", f"konsult × {FACTOR}", "the load alone"


async def run() -> None:
    """Print requests/s, p50 and p99 of each, and konsult ÷ floor."""
    cores = sorted(os.sched_getaffinity(0))
    server_core, load_core = cores[0], cores[-1]
    if server_core == load_core:
        print("one core only: server and load disturb each other")
    small = with_scope(demo_region())
    with tempfile.TemporaryDirectory() as name:
        async with AsyncExitStack() as stack:
            ports = await _start_all(stack, small, Path(name), server_core)
            await _rounds(ports, list(_people(small)), questions(small), load_core)


async def _start_all(
    stack: AsyncExitStack, small: Region, folder: Path, core: int
) -> dict[str, int]:
    """All servers, ready; the floor says what konsult says to `/konsult kardiologi`."""
    ports = {name: _free_port() for name in (DEMO, LARGE, FLOOR, CANNED)}
    large = large_region(small, around=local(system_clock()).date(), factor=FACTOR, shifts=SHIFTS)
    print(f"{LARGE}: {len(large.services)} services, {len(large.people)} people, ", end="")
    print(f"{len(large.shifts)} shifts in store")
    slack = await stack.enter_async_context(_slack(small))
    for name, region in ((DEMO, small), (LARGE, large)):
        settings = await _konsult_settings(region, folder / f"{ports[name]}.db", slack)
        arguments = ("-m", "bot", "serve", "--port", str(ports[name]))
        await stack.enter_async_context(_server(arguments, ports[name], core, settings))
    answer = folder / "answer.json"
    answer.write_bytes(await _one_answer(ports[DEMO], next(iter(_people(small)))))
    for name, kind in ((FLOOR, "bolt"), (CANNED, "canned")):
        floor = ("-m", "benchmarks.slack_floor", kind, str(ports[name]), SECRET, str(answer))
        await stack.enter_async_context(_server(floor, ports[name], core, {}))
    return ports


async def _rounds(
    ports: Mapping[str, int], users: Sequence[str], asked: Sequence[str], core: int
) -> None:
    for concurrency in CONCURRENCY:
        taken: dict[str, list[Taken]] = {name: [] for name in ports}
        for turn in range(-1, ROUNDS):
            for name, port in ports.items():
                mark = f"{concurrency}.{turn}"
                count = COUNT if turn >= 0 else COUNT // 4
                load = Load(port, SECRET, users, asked, count, concurrency, mark, _seconds())
                figures = await _measure(load, core)
                if turn >= 0:
                    taken[name].append(figures)
        print(f"\n{concurrency} at a time, {ROUNDS} × at most {COUNT}, {len(asked)} questions")
        for name in (CANNED, FLOOR, DEMO, LARGE):
            print(f"  {name:<15} {_summary(taken[name])}")
        floor = _speed(taken[FLOOR])
        ratios = (f"{name} ÷ {FLOOR}: {_speed(taken[name]) / floor:.0%}" for name in (DEMO, LARGE))
        print(f"  {', '.join(ratios)}")


def _summary(rounds: Sequence[Taken]) -> str:
    cuts = [quantiles(taken.each, n=100) for taken in rounds]
    p50, p99 = (median(cut[at] for cut in cuts) * 1e3 for at in (49, 98))
    size = median(taken.size for taken in rounds)
    wrong = sum(taken.wrong for taken in rounds)
    faults = f", {wrong} WRONG" if wrong else ""
    return f"{_speed(rounds):6.0f}/s  p50 {p50:6.2f} ms  p99 {p99:6.2f} ms  {size:5.0f} B{faults}"


def _speed(rounds: Sequence[Taken]) -> float:
    return median(len(taken.each) / taken.seconds for taken in rounds)


async def _measure(load: Load, core: int) -> Taken:
    command = (sys.executable, "-m", "benchmarks.slack_load", str(core))
    process = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
    said, _ = await process.communicate(json.dumps(asdict(load)).encode())
    if process.returncode:
        raise RuntimeError("the load failed")
    return Taken(**json.loads(said))


async def _one_answer(port: int, user: str) -> bytes:
    """The body of the answer to `/konsult kardiologi`."""
    load = Load(port, SECRET, [user], ["kardiologi"], 1, 1, "first", _seconds())
    async with httpx.AsyncClient() as client:
        head, _, body = signed_request(load, 0).partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
        url = f"http://127.0.0.1:{port}/slack/events"
        answer = await client.post(url, headers=headers, content=body)
    return answer.raise_for_status().content


async def _konsult_settings(region: Region, database: Path, slack: str) -> dict[str, str]:
    """What `konsult serve` needs; the region is in its database."""
    url = f"sqlite+aiosqlite:///{database}"
    engine = create_engine(url)
    try:
        await migrate(engine)
        repository = SqlRepository(engine)
        await repository.import_region(region, actor="benchmark", now=system_clock())
    finally:
        await engine.dispose()
    return {
        "KONSULT_DATABASE_URL": url,
        "KONSULT_SLACK_API": slack,
        "SLACK_BOT_TOKEN": "xoxb-benchmark",
        "SLACK_SIGNING_SECRET": SECRET,
    }


def _people(region: Region) -> dict[str, str]:
    """Slack users by id: those of the demo, with their e-mail."""
    email = {person.id: person.email for person in region.people}
    return {f"U{number}DEMO": email[id_] for number, id_ in enumerate(region.settings.demo_people)}


@asynccontextmanager
async def _slack(region: Region) -> AsyncIterator[str]:
    """Slack's side: who the token belongs to and who is asking. Asked once for each user."""
    people = _people(region)

    async def answer(request: web.Request) -> web.Response:
        match request.match_info["method"]:
            case "auth.test":
                return web.json_response(_ok(team_id=TEAM, team="T", user_id="U0", bot_id="B0"))
            case "users.info":
                user = {**dict(request.query), **dict(await request.post())}["user"]
                profile = {"email": people[str(user)]}
                known = {"id": user, "team_id": TEAM, "profile": profile}
                return web.json_response(_ok(user=known))
            case method:
                return web.json_response({"ok": False, "error": f"no {method} here"})

    app = web.Application()
    app.router.add_route("*", "/api/{method}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    port = _free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    try:
        yield f"http://127.0.0.1:{port}/api/"
    finally:
        await runner.cleanup()


def _ok(**told: object) -> dict[str, object]:
    return {"ok": True, **told}


@asynccontextmanager
async def _server(
    arguments: Sequence[str], port: int, core: int, settings: Mapping[str, str]
) -> AsyncIterator[Process]:
    """A server on the core until the end of the block."""
    ours = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {core})  # inherited
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env={**os.environ, **settings}, stdout=DEVNULL
        )
    finally:
        os.sched_setaffinity(0, ours)
    try:
        await _listening(port, process)
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await process.wait()


async def _listening(port: int, process: Process) -> None:
    async with asyncio.timeout(STARTS_WITHIN):
        while process.returncode is None:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.05)
            else:
                writer.close()
                return
    raise RuntimeError(f"the server ended: {process.returncode}")


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _seconds() -> float:
    return system_clock().timestamp()
