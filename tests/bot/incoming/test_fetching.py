"""An address that is read again and again: only when it has changed, within limits, and only where
a roster may stand."""

import asyncio
import gzip
import tomllib
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache

import pytest
from aiohttp import web
from aiohttp.typedefs import Handler

from bot.app import VERSION
from bot.incoming.addresses import ROSTER_RULES, FetchError, is_address
from bot.incoming.fetching import MOST_HOPS, Fetching, _version
from bot.incoming.shortages import shortage_rules
from directory.rosters.reachable import NamedHosts
from tests.paths import ROOT

HERE = NamedHosts.parse("127.0.0.1, schema.example, annan.example")
SECRET = b"hemligt: 4711"


class Names:
    """Resolves every name to one address, and remembers what was asked."""

    def __init__(self, *addresses: str) -> None:
        self._addresses = addresses or ("127.0.0.1",)
        self.asked: list[str] = []

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        return self._addresses


@asynccontextmanager
async def serving(handler: Handler, path: str = "/jour.ics") -> AsyncIterator[int]:
    """The port of a real server."""
    app = web.Application()
    app.router.add_get(path, handler)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()


def address(port: int, host: str = "schema.example") -> str:
    return f"http://{host}:{port}/jour.ics"


def fetching(names: Names | None = None) -> Fetching:
    return Fetching(HERE, names or Names())


async def versioned(request: web.Request) -> web.Response:
    if request.headers.get("If-None-Match") == '"v1"' or request.headers.get("If-Modified-Since"):
        return web.Response(status=304)
    headers = {"ETag": '"v1"', "Last-Modified": "Tue, 24 Nov 2026 10:00:00 GMT"}
    return web.Response(body=b"BEGIN:VCALENDAR", headers=headers)


async def test_what_has_not_changed_is_not_sent_again() -> None:
    fetch = fetching().fetch
    async with serving(versioned) as port:
        first = await fetch(address(port))
        assert first.content == b"BEGIN:VCALENDAR"
        again = await fetch(address(port), etag=first.etag)
        assert (again.content, again.etag) == (None, '"v1"')
        assert (await fetch(address(port), modified=first.modified)).content is None


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
        first = await fetching().fetch(address(port))
        assert (first.content, first.etag) == (b"BEGIN:VCALENDAR", "")


@pytest.mark.parametrize("status", [401, 404, 406, 500])
async def test_a_refusal_is_no_roster_and_what_it_says_is_not_repeated(status: int) -> None:
    async def refuses(request: web.Request) -> web.Response:
        return web.Response(status=status, body=SECRET, reason="hemligt")

    async with serving(refuses) as port:
        with pytest.raises(FetchError, match=str(status)) as fault:
            await fetching().fetch(address(port))
    assert "hemligt" not in str(fault.value)


@pytest.mark.parametrize(
    ("status", "written", "pause"),
    [
        (503, "420", 420.0),
        (429, "Tue, 24 Nov 2026 10:05:00 GMT", 300.0),
        (503, "99999", 600.0),
        (503, "soon", 0.0),
        (503, "-5", 0.0),
        (406, "", 0.0),
    ],
)
async def test_how_long_a_server_asks_to_be_left_alone_is_told(
    status: int, written: str, pause: float
) -> None:
    async def refuses(request: web.Request) -> web.Response:
        date = "Tue, 24 Nov 2026 10:00:00 GMT"
        return web.Response(status=status, headers={"Retry-After": written, "Date": date})

    async with serving(refuses) as port:
        with pytest.raises(FetchError, match=str(status)) as fault:
            await fetching().fetch(address(port))
    assert fault.value.pause == pause


def endless(pieces: Callable[[int], bytes], encoding: str = "identity") -> Handler:
    async def handler(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Encoding": encoding})
        await response.prepare(request)
        for number in range(ROSTER_RULES.largest // 65_536 + 4):
            await response.write(pieces(number))
        return response

    return handler


@cache
def bomb() -> bytes:
    return gzip.compress(bytes(ROSTER_RULES.largest * 40), mtime=0)


@pytest.mark.parametrize(
    "handler",
    [
        endless(lambda number: b"x" * 65_536),
        endless(lambda number: bomb()[number * 4_096 :][:4_096], "gzip"),
    ],
    ids=["plain", "packed"],
)
async def test_a_roster_that_is_too_large_is_not_read_to_its_end(handler: Handler) -> None:
    async with serving(handler) as port:
        with pytest.raises(FetchError, match="större än 10 MB"):
            await fetching().fetch(address(port))


@pytest.mark.parametrize(
    ("encoding", "body", "content"),
    [
        ("gzip", gzip.compress(b"datum;roll", mtime=0), b"datum;roll"),
        ("br", b"x", None),
        ("gzip", b"x", None),
    ],
)
async def test_a_packed_roster_is_unpacked_or_not_understood(
    encoding: str, body: bytes, content: bytes | None
) -> None:
    async def packed(request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    async with serving(packed) as port:
        if content is None:
            with pytest.raises(FetchError, match="går inte att läsa"):
                await fetching().fetch(address(port))
        else:
            assert (await fetching().fetch(address(port))).content == content


@pytest.mark.parametrize(
    "written",
    [
        *("http://127.0.0.1:9/x", "https://", "http://[bad/x", "webcal://", "https:///x"),
        *("ftp://schema.example/x", "http://schema.example:0/x", "http://schema.example:99999/x"),
    ],
)
async def test_an_address_that_leads_nowhere(written: str) -> None:
    with pytest.raises(FetchError):
        await fetching().fetch(written)


def test_an_address_and_a_file() -> None:
    assert is_address("https://schema.example/jour.ics")
    assert is_address("webcal://schema.example/jour.ics")
    assert not is_address("jour.ics")


# --- Servers in closed networks --------------------------------------------------------------


async def test_a_server_in_a_closed_network_is_not_asked_unless_the_operator_names_it() -> None:
    asked = []

    async def inside(request: web.Request) -> web.Response:
        asked.append(request.host)
        return web.Response(body=SECRET)

    async with serving(inside) as port:
        for host in ("127.0.0.1", "localhost", "intern.example"):
            named = Fetching(NamedHosts.parse(f"{host}:{port}"), Names())
            assert (await named.fetch(address(port, host))).content == SECRET
            for other in ("", "annan.example", f"{host}:{port + 1}"):
                with pytest.raises(FetchError, match="KONSULT_ROSTER_HOSTS"):
                    await Fetching(NamedHosts.parse(other), Names()).fetch(address(port, host))
    assert len(asked) == 3


async def test_a_name_is_resolved_once_and_the_connection_goes_where_it_was_looked_at() -> None:
    names = Names()
    async with serving(versioned) as port:
        assert (await fetching(names).fetch(address(port))).content
    assert names.asked == ["schema.example"]


async def test_a_name_with_one_address_in_a_closed_network_is_not_asked() -> None:
    names = Names("192.0.2.1", "10.0.0.1")
    for host in ("public.example", "PUBLIC.example."):
        with pytest.raises(FetchError, match="slutet nät"):
            await Fetching(NamedHosts(), names).fetch(f"http://{host}/jour.ics")


@pytest.mark.parametrize(
    "written",
    [
        *(
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.1/",
            "http://0/",
        ),
        *("http://[::1]/", "http://[::ffff:127.0.0.1]/", "http://[64:ff9b::7f00:1]/"),
        *("http://169.254.169.254/latest/meta-data/", "http://localhost/", "http://0.0.0.0/"),
        *("http://[fe80::1%25lo]/", "http://[fd00:ec2::254]/", "http://schema.example@127.0.0.1/"),
    ],
)
async def test_however_a_closed_address_is_written_it_is_not_asked(written: str) -> None:
    with pytest.raises(FetchError):
        await Fetching(NamedHosts()).fetch(written)


# --- Redirects -------------------------------------------------------------------------------


def leads_to(*where: str, status: int = 302) -> Handler:
    """Leads to each of the places in turn, to the last for ever."""
    left = list(where)

    async def handler(request: web.Request) -> web.Response:
        location = left.pop(0) if len(left) > 1 else left[0]
        return web.Response(status=status, headers={"Location": location}, body=SECRET)

    return handler


async def told(request: web.Request) -> web.Response:
    """What the server is told of who asks."""
    return web.Response(text=f"{request.host.split(':')[0]} {request.headers.get('Authorization')}")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_an_address_that_leads_on_is_followed(status: int) -> None:
    async with serving(told) as last, serving(leads_to(address(last), status=status)) as first:
        content = (await fetching().fetch(address(first))).content
    assert content == b"schema.example None"


@pytest.mark.parametrize(
    "where",
    [
        *("http://intern.example/", "http://10.0.0.1/", "http://[::1]/", "//127.0.0.2/x"),
        *(
            "http://schema2.example:22/",
            "file:///etc/passwd",
            "gopher://schema.example/",
            "http://",
        ),
    ],
)
async def test_where_it_leads_is_looked_at_as_the_address_itself_is(where: str) -> None:
    async with serving(leads_to(where)) as port:
        with pytest.raises(FetchError) as fault:
            await fetching(Names("127.0.0.1")).fetch(address(port))
    assert "hemligt" not in str(fault.value)


async def test_a_circle_ends() -> None:
    hops = 0

    async def circle(request: web.Request) -> web.Response:
        nonlocal hops
        hops += 1
        return web.Response(status=302, headers={"Location": "/jour.ics"})

    async with serving(circle) as port:
        with pytest.raises(FetchError, match="leder vidare"):
            await fetching().fetch(address(port))
    assert hops == MOST_HOPS + 1


async def test_a_password_goes_to_its_own_server_only() -> None:
    basic = f"Basic {b64encode('anna:lösen'.encode()).decode()}"
    async with serving(told) as port:
        own = address(port).replace("http://", "http://anna:l%C3%B6sen@")
        assert (await fetching().fetch(own)).content == f"schema.example {basic}".encode()
        elsewhere = (address(port, "annan.example"), address(port))
        for where in elsewhere:
            async with serving(leads_to(where)) as first:
                secret = address(first).replace("http://", "http://anna:l%C3%B6sen@")
                content = (await fetching().fetch(secret)).content
            assert content
            assert content.endswith(b" None"), where


async def test_within_its_own_server_the_password_is_kept_and_no_other_is_taken() -> None:
    async def app(request: web.Request) -> web.Response:
        if "till" not in request.query:
            raise web.HTTPFound(f"http://eva:x@schema.example:{port}/jour.ics?till=1")
        return await told(request)

    async with serving(app) as port:
        secret = address(port).replace("http://", "http://anna:hemlig@")
        content = (await fetching().fetch(secret)).content
    assert content == f"schema.example Basic {b64encode(b'anna:hemlig').decode()}".encode()


# -- the authority's file of shortages -------------------------------------------------------


async def test_the_authority_is_told_who_asks_and_whom_to_turn_to() -> None:
    asked: list[tuple[str, str]] = []

    async def heard(request: web.Request) -> web.Response:
        asked.append((request.headers["User-Agent"], request.headers["Accept"]))
        return web.Response(status=406)

    rules = shortage_rules("it@region.example", VERSION)
    fetch = Fetching(HERE, Names(), rules).fetch
    async with serving(heard) as port:
        with pytest.raises(FetchError, match="svarade 406 i stället för en fil om restnoteringar"):
            await fetch(address(port))
    [(agent, accepts)] = asked
    assert agent == f"konsult/{VERSION} (restnoteringar; it@region.example)"
    assert accepts.startswith("application/xml")


async def test_the_authority_s_file_may_be_larger_than_a_roster() -> None:
    large = b"<" + b"a" * ROSTER_RULES.largest

    async def sends(_: web.Request) -> web.Response:
        return web.Response(body=large)

    async with serving(sends) as port:
        fetched = await Fetching(HERE, Names(), shortage_rules("", VERSION)).fetch(address(port))
    assert fetched.content == large


def test_the_version_that_is_told_is_that_of_the_package() -> None:
    package = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert package["project"]["version"] == VERSION
