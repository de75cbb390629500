"""The head of a request is limited in size and in time, before the application sees any of it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.cli.limited_http import LARGEST_HEAD, LimitedHttp


async def hello(request: Request) -> PlainTextResponse:
    body = await request.body()
    return PlainTextResponse(f"hej {len(body)}")


class Impatient(LimitedHttp):
    slowest = 0.1


@asynccontextmanager
async def serving(http: type[LimitedHttp] = LimitedHttp) -> AsyncIterator[int]:
    web = Starlette(routes=[Route("/", hello, methods=["GET", "POST"])])
    config = uvicorn.Config(web, http=http, log_config=None, access_log=False, lifespan="off")
    config.load()
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()
    listening = await loop.create_server(
        lambda: http(config=config, server_state=server.server_state, app_state={}), "127.0.0.1", 0
    )
    async with listening:
        yield listening.sockets[0].getsockname()[1]


async def answer(port: int, *pieces: bytes) -> bytes:
    """What comes back until the line is closed, or a first answer is whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
            await asyncio.sleep(0)
        async with asyncio.timeout(20):
            return await reader.read(65_536)
    except ConnectionError:
        return b""
    finally:
        writer.close()


GET = b"GET / HTTP/1.1\r\nhost: konsult.test\r\n"


async def test_a_usual_request_is_answered_and_the_line_is_kept() -> None:
    async with serving() as port:
        assert (await answer(port, GET + b"\r\n")).endswith(b"hej 0")
        post = b"POST / HTTP/1.1\r\nhost: k\r\ncontent-length: 100000\r\n\r\n"
        assert (await answer(port, post, b"x" * 100_000)).endswith(b"hej 100000")


@pytest.mark.parametrize(
    "head",
    [
        GET + b"x: " + b"a" * LARGEST_HEAD + b"\r\n\r\n",
        GET + b"".join(b"x-%d: a\r\n" % number for number in range(8_000)) + b"\r\n",
        b"GET /" + b"a" * LARGEST_HEAD + b" HTTP/1.1\r\n\r\n",
        GET + b"x: " + b"a" * 3 * LARGEST_HEAD,
    ],
    ids=["one header", "many headers", "address", "never whole"],
)
async def test_a_head_that_is_too_large_is_refused(head: bytes) -> None:
    async with serving() as port:
        assert (await answer(port, head)).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize("begun", [b"", b"GET / HT", GET + b"x: a"])
async def test_a_head_that_does_not_come_is_not_waited_for(begun: bytes) -> None:
    async with serving(Impatient) as port:
        assert await answer(port, begun) == b""
