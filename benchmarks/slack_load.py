"""The load of benchmarks/slack.py, in a process and on a core of its own.

usage: python -m benchmarks.slack_load <core>, with a Load as JSON on standard input
"""

import asyncio
import hashlib
import hmac
import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from time import perf_counter
from typing import cast
from urllib.parse import urlencode

import uvloop

from directory.lazy.values import dataclass

TEAM = "T0BENCHMARK"
_LONGEST = 10.0
_IMPATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Load:
    """So many slash commands, `concurrency` at a time, each on a connection that is kept.

    What has not been sent within ten seconds is left out.
    `mark` makes the requests differ from those of every other load: Slack never sends the same
    request twice. They are signed at `at`, in seconds since 1970.
    """

    port: int
    secret: str
    users: Sequence[str]
    questions: Sequence[str]
    count: int
    concurrency: int
    mark: str
    at: float


@dataclass(frozen=True, slots=True)
class Taken:
    """What it took: seconds in all and for each request, bytes of an answer, wrong answers."""

    seconds: float
    each: list[float]
    size: float
    wrong: int


class _Client(asyncio.Protocol):
    """One kept connection: a request, its answer, the next request."""

    def __init__(self, waiting: Iterator[bytes], taken: list[float], sizes: list[int]) -> None:
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.wrong = 0
        self._waiting, self._taken, self._sizes = waiting, taken, sizes
        self._answer = b""
        self._until = perf_counter() + _LONGEST

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._next()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_exception(exc or ConnectionError("the server hung up"))

    def data_received(self, data: bytes) -> None:
        self._answer = self._answer + data if self._answer else data
        head, _, body = self._answer.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if not length or len(body) < int(length):
            return
        self._taken.append(perf_counter() - self._began)
        self._sizes.append(len(body))
        self.wrong += not (head.startswith(b"HTTP/1.1 200") and b'"ephemeral"' in body)
        self._answer = b""
        self._next()

    def _next(self) -> None:
        self._began = perf_counter()
        request = next(self._waiting, None) if self._began < self._until else None
        if request is None:
            self.ended.set_result(None)
            self._transport.close()
            return
        self._transport.write(request)


async def measure(load: Load) -> Taken:
    """Send the load; everything is written and signed before the clock starts."""
    waiting = iter([signed_request(load, number) for number in range(load.count)])
    taken: list[float] = []
    sizes: list[int] = []
    loop = asyncio.get_running_loop()
    clients: list[_Client] = []
    began = perf_counter()
    async with asyncio.timeout(_IMPATIENCE):
        for _ in range(load.concurrency):
            made = lambda: _Client(waiting, taken, sizes)  # noqa: E731 - called at once
            _, client = await loop.create_connection(made, "127.0.0.1", load.port)
            clients.append(client)
        await asyncio.gather(*(client.ended for client in clients))
    seconds = perf_counter() - began
    return Taken(seconds, taken, sum(sizes) / len(sizes), sum(client.wrong for client in clients))


def signed_request(load: Load, number: int) -> bytes:
    """A slash command as Slack sends it, headers and all."""
    fields = {
        "token": "unused",
        "team_id": TEAM,
        "team_domain": "benchmark",
        "channel_id": "C0BENCHMARK",
        "channel_name": "allmant",
        "user_id": load.users[number % len(load.users)],
        "user_name": "somebody",
        "command": "/konsult",
        "text": load.questions[number % len(load.questions)],
        "api_app_id": "A0BENCHMARK",
        "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/response",
        "trigger_id": f"{load.mark}.{number}",
    }
    body = urlencode(fields).encode()
    at = str(int(load.at))
    signed = hmac.new(load.secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    head = (
        f"POST /slack/events HTTP/1.1\r\nHost: 127.0.0.1:{load.port}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n"
        "User-Agent: Slackbot 1.0 (+https://api.slack.com/robots)\r\n"
        "Accept: application/json,*/*\r\n"
        f"X-Slack-Request-Timestamp: {at}\r\nX-Slack-Signature: v0={signed}\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


if __name__ == "__main__":
    os.sched_setaffinity(0, {int(sys.argv[1])})
    asked = Load(**json.load(sys.stdin))
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        print(json.dumps(asdict(runner.run(measure(asked)))))
