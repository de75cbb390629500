"""An address that is read again and again: only when it has changed, within limits."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.incoming.fetching import LARGEST, FetchError, _version, fetch, is_address


@asynccontextmanager
async def serving(handler: Handler) -> AsyncIterator[str]:
    app = web.Application()
    app.router.add_get("/jour.ics", handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/jour.ics"
    finally:
        await runner.cleanup()


async def versioned(request: web.Request) -> web.Response:
    if request.headers.get("If-None-Match") == '"v1"' or request.headers.get("If-Modified-Since"):
        return web.Response(status=304)
    headers = {"ETag": '"v1"', "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}
    return web.Response(body=b"BEGIN:VCALENDAR", headers=headers)


async def test_what_has_not_changed_is_not_sent_again() -> None:
    async with serving(versioned) as address:
        first = await fetch(address)
        assert first.content == b"BEGIN:VCALENDAR"
        again = await fetch(address, etag=first.etag)
        assert (again.content, again.etag) == (None, '"v1"')
        assert (await fetch(address, modified=first.modified)).content is None


@pytest.mark.parametrize("odd", ["\udcff", "é", "a" * 501, "\x7f"])
def test_a_version_that_cannot_be_kept_or_sent_again_is_none(odd: str) -> None:
    """As aiohttp gives the bytes of a header that are no text."""
    assert _version({"ETag": f'"{odd}"', "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}) == (
        "",
        "Tue, 24 Nov 2026 10:00:00 GMT",
    )


async def test_an_odd_byte_in_a_header_does_not_stop_the_reading() -> None:
    async def raw(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = b"BEGIN:VCALENDAR"
        head = b'HTTP/1.1 200 OK\r\nETag: "\xff\xe5"\r\nContent-Length: %d\r\n\r\n' % len(body)
        writer.write(head + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(raw, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        first = await fetch(f"http://127.0.0.1:{port}/jour.ics")
        assert (first.content, first.etag) == (b"BEGIN:VCALENDAR", "")


@pytest.mark.parametrize("status", [401, 404, 406, 500])
async def test_a_refusal_is_no_roster(status: int) -> None:
    async def refuses(request: web.Request) -> web.Response:
        return web.Response(status=status, text="<html>logga in</html>")

    async with serving(refuses) as address:
        with pytest.raises(FetchError, match=str(status)):
            await fetch(address)


async def test_a_roster_that_is_too_large_is_not_read_to_its_end() -> None:
    async def endless(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(LARGEST // 65_536 + 4):
            await response.write(b"x" * 65_536)
        return response

    async with serving(endless) as address:
        with pytest.raises(FetchError, match="för stort"):
            await fetch(address)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:9/x", "https://", "http://[bad/x", "webcal://"]
)
async def test_an_address_that_leads_nowhere(address: str) -> None:
    with pytest.raises(FetchError):
        await fetch(address)


def test_an_address_and_a_file() -> None:
    assert is_address("https://schema.example/jour.ics")
    assert is_address("webcal://schema.example/jour.ics")
    assert not is_address("jour.ics")
