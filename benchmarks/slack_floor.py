"""What `/konsult` in Slack is compared with, as servers of their own.

usage: python -m benchmarks.slack_floor bolt|canned <port> <secret> <file with the answer>

`bolt` is the floor: a bare Bolt app that acknowledges every `/konsult` with the same answer.
`canned` is a socket that says the answer without reading the question: what the load can do.
"""

import asyncio
import json
import sys
from pathlib import Path
from typing import Any, cast

import uvicorn
import uvloop
from slack_bolt.adapter.asgi.async_handler import AsyncSlackRequestHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.response import BoltResponse

from benchmarks.slack_load import TEAM


def bolt(answer: dict[str, Any], secret: str) -> AsyncApp:
    """The least that Bolt can do: check the signature, find the listener, write the answer."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id=TEAM, bot_id="B0", bot_user_id="U0")

    async def konsult(ack: AsyncAck) -> BoltResponse:
        return await ack(**answer)

    app = AsyncApp(authorize=authorize, signing_secret=secret, process_before_response=True)
    app.command("/konsult")(konsult)
    return app


class Canned(asyncio.Protocol):
    """The answer for whatever comes, as one request comes at a time."""

    def __init__(self, answer: bytes) -> None:
        head = f"HTTP/1.1 200 OK\r\ncontent-length: {len(answer)}\r\n\r\n"
        self._said = head.encode() + answer

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the connection."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Say it."""
        self._transport.write(self._said)


async def _serve_canned(answer: bytes, port: int) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Canned(answer), "127.0.0.1", port)
    await server.serve_forever()


def main(kind: str, port: str, secret: str, answer: str) -> None:
    """Serve until stopped, with the same settings as `konsult serve`."""
    said = Path(answer).read_bytes()
    if kind == "canned":
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_serve_canned(said, int(port)))
        return
    app = AsyncSlackRequestHandler(bolt(json.loads(said), secret))
    uvicorn.run(app, port=int(port), log_config=None, access_log=False, server_header=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
