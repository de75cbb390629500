"""`/konsult` through Slack's door, over HTTP: konsult beside a bare Bolt app, in one run.

The servers are all up at once on one core, the load is a process on another. Rounds go through
all of them in turn, so that what else the machine does hits them alike; medians of the rounds.
The processor time of a server for each request says the same without what others do to it.
"""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
import tempfile
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import asdict
from pathlib import Path
from statistics import median, quantiles

import httpx
from aiohttp import web

from benchmarks.large_region import large_region, with_scope
from benchmarks.questions import questions
from benchmarks.slack_load import TEAM, Load, Taken, signed_request
from bot.app import system_clock
from bot.region.demo import demo_region
from directory.lazy.values import dataclass
from directory.region import Region
from directory.store.engine import create_engine
from directory.store.migrate import migrate
from directory.store.store import SqlStore
from directory.walltime.days import local

FACTOR = 100
SHIFTS = 50_000
CONCURRENCY = (1, 16, 64)
COUNT = 2_000
ROUNDS = 5
SECRET = "benchmark-of-slack"
STARTS_WITHIN = 120.0
LETTERS_WITHIN = 600.0
TOLD = 5.0
"""Seconds without a job at work or a letter on its way: those of the start have been."""
FLOOR, DEMO, LARGE, CANNED = "bare Bolt", "konsult", f"konsult × {FACTOR}", "the load alone"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that is up."""

    name: str
    port: int
    pid: int

    def processor_seconds(self) -> float:
        """What it has used of the processor so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text("utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Round:
    """One load on one server, and the processor seconds that the server used for it."""

    taken: Taken
    used: float

    @property
    def speed(self) -> float:
        """Requests a second."""
        return len(self.taken.each) / self.taken.seconds

    @property
    def used_each(self) -> float:
        """Processor seconds for a request."""
        return self.used / len(self.taken.each)


async def run() -> None:
    """Print requests/s, p50 and p99 of each, and konsult ÷ floor."""
    cores = sorted(os.sched_getaffinity(0))
    server_core, load_core = cores[0], cores[-1]
    if server_core == load_core:
        print("one core only: server and load disturb each other")
    small = with_scope(demo_region(system_clock().date()))
    with tempfile.TemporaryDirectory() as name:
        async with AsyncExitStack() as stack:
            servers = await _start_all(stack, small, Path(name), server_core)
            await _letters_out(Path(name))
            await _measure_all(servers, list(_people(small)), questions(small), load_core)


async def _start_all(stack: AsyncExitStack, small: Region, folder: Path, core: int) -> list[Server]:
    """All servers, ready; the floor says what konsult says to `/konsult kardiologi`."""
    large = large_region(small, around=local(system_clock()).date(), factor=FACTOR, shifts=SHIFTS)
    print(f"{LARGE}: {len(large.services)} services, {len(large.people)} people, ", end="")
    print(f"{len(large.shifts)} shifts in store")
    slack = await stack.enter_async_context(_slack(small))
    servers: list[Server] = []

    async def start(name: str, arguments: Sequence[str], settings: Mapping[str, str]) -> None:
        port = _free_port()
        command = [argument.replace("PORT", str(port)) for argument in arguments]
        process = await stack.enter_async_context(_server(command, port, core, settings))
        servers.append(Server(name, port, process.pid))

    for name, region in ((DEMO, small), (LARGE, large)):
        settings = await _konsult_settings(region, folder / f"{len(servers)}.db", slack)
        await start(name, ("-m", "bot", "serve", "--port", "PORT"), settings)
    answer = folder / "answer.json"
    answer.write_bytes(await _one_answer(servers[0].port, next(iter(_people(small)))))
    for name, kind in ((FLOOR, "bolt"), (CANNED, "canned")):
        await start(name, ("-m", "benchmarks.slack_floor", kind, "PORT", SECRET, str(answer)), {})
    return servers


async def _letters_out(folder: Path) -> None:
    """Wait until the jobs of a start have been. What they found to tell does not leave beside the
    load: the hundredfold region has thousands of letters, and Slack takes five a second."""
    quiet = 0.0
    async with asyncio.timeout(LETTERS_WITHIN):
        while quiet < TOLD:
            await asyncio.sleep(1)
            quiet = 0.0 if any(map(_telling, folder.glob("*.db"))) else quiet + 1


def _telling(database: Path) -> bool:
    """Whether a job looks for letters or one is on its way; those that wait are as good as sent."""
    asked = "SELECT count(*) FILTER (WHERE state = 'sending'), count(*) FROM delivery"
    with closing(sqlite3.connect(database, timeout=60)) as connection, connection:
        connection.execute("UPDATE delivery SET state = 'sent' WHERE state = 'waiting'")
        sending, found = connection.execute(asked).fetchone()
        looking = connection.execute("SELECT count(*) FROM duty_lease").fetchone()[0]
    return bool(sending or looking or not found)


async def _measure_all(
    servers: Sequence[Server], users: Sequence[str], asked: Sequence[str], core: int
) -> None:
    for concurrency in CONCURRENCY:
        rounds: dict[str, list[Round]] = {server.name: [] for server in servers}
        for turn in range(-1, ROUNDS):
            for server in servers:
                mark = f"{concurrency}.{turn}"
                count = COUNT if turn >= 0 else COUNT // 4
                load = Load(server.port, SECRET, users, asked, count, concurrency, mark, _seconds())
                before = server.processor_seconds()
                taken = await _measure(load, core)
                if turn >= 0:
                    rounds[server.name].append(Round(taken, server.processor_seconds() - before))
        print(f"\n{concurrency} at a time, {ROUNDS} × at most {COUNT}, {len(asked)} questions")
        for name in (CANNED, FLOOR, DEMO, LARGE):
            print(f"  {name:<15} {_summary(rounds[name])}")
        for name in (DEMO, LARGE):
            print(f"  {name} ÷ {FLOOR}: {_ratios(rounds[name], rounds[FLOOR])}")


def _summary(rounds: Sequence[Round]) -> str:
    cuts = [quantiles(one.taken.each, n=100) for one in rounds]
    p50, p99 = (median(cut[at] for cut in cuts) * 1e3 for at in (49, 98))
    used = median(one.used_each for one in rounds) * 1e3
    speed = median(one.speed for one in rounds)
    size = median(one.taken.size for one in rounds)
    wrong = sum(one.taken.wrong for one in rounds)
    times = f"{speed:6.0f}/s  p50 {p50:6.2f} ms  p99 {p99:6.2f} ms  processor {used:.2f} ms"
    return f"{times}  {size:5.0f} B{f', {wrong} WRONG' if wrong else ''}"


def _ratios(ours: Sequence[Round], floor: Sequence[Round]) -> str:
    pairs = list(zip(ours, floor, strict=True))
    speed = median(our.speed / bare.speed for our, bare in pairs)
    used = median(bare.used_each / our.used_each for our, bare in pairs)
    return f"{speed:.0%} in requests/s, {used:.0%} by processor time"


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
        repository = SqlStore(engine)
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
    """Slack's side: who the token belongs to and who is asking, asked once for each user; letters
    arrive."""
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
            case "users.lookupByEmail":
                return web.json_response({"ok": False, "error": "users_not_found"})
            case "conversations.open":
                return web.json_response(_ok(channel={"id": "D0"}))
            case "chat.postMessage":
                return web.json_response(_ok(channel="D0", ts="1.1"))
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
