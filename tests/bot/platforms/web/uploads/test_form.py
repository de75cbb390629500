"""A form with files: what is read, what is refused and how, and that nothing of it lies on the disk."""

from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from bot.platforms.web.uploads import form
from bot.platforms.web.uploads.form import ROOM, UNREADABLE, FileLimits, read_form

KIND = "multipart/form-data; boundary=x"
LIMITS = FileLimits(2, 3_000_000, "för stor", "för många")
END = b"--x--\r\n"


async def read(request: Request) -> JSONResponse:
    """What was read, as JSON."""
    uploaded = await read_form(request, LIMITS)
    files = [[file.name, len(file.content)] for file in uploaded.files]
    return JSONResponse({"files": files, "fields": uploaded.fields.fields})


def browser() -> httpx.AsyncClient:
    app = Starlette(routes=[Route("/", read, methods=["POST"])])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://127.0.0.1")


def part(content: bytes, name: str = "file", filename: str | None = "a.csv") -> bytes:
    of_a_file = "" if filename is None else f'; filename="{filename}"'
    head = f'--x\r\nContent-Disposition: form-data; name="{name}"{of_a_file}\r\n\r\n'
    return head.encode() + content + b"\r\n"


def field(name: str, text: str) -> bytes:
    return part(text.encode(), name, None)


async def sends(body: bytes | Sequence[bytes], kind: str = KIND) -> httpx.Response:
    """A post in one piece, or in pieces whose length nobody has said."""

    async def pieces() -> AsyncIterator[bytes]:
        for piece in body:
            assert isinstance(piece, bytes)
            yield piece

    headers = {"content-type": kind.encode("latin-1")}
    content = body if isinstance(body, bytes) else pieces()
    return await browser().post("/", content=content, headers=headers)  # type: ignore[arg-type]  # bytes as a header


async def test_files_and_fields_are_read_in_order() -> None:
    body = part(b"1") + field("role", "bakjour") + part(b"22", filename="C:\\jour\\b.csv") + END
    answer = (await sends(body)).json()
    assert answer == {"files": [["a.csv", 1], ["b.csv", 2]], "fields": [["role", "bakjour"]]}


async def test_a_slow_body_is_read_as_a_quick_one() -> None:
    body = part(b"12345") + field("role", "bakjour") + END
    slow = await sends([body[at : at + 1] for at in range(len(body))])
    assert slow.json() == (await sends(body)).json()


async def test_a_field_without_a_file_and_a_file_without_a_name_are_no_files() -> None:
    body = field("file", "text") + part(b"", filename="") + part(b"x", "other") + END
    assert (await sends(body)).json()["files"] == []


async def test_what_is_cut_off_is_refused_whole() -> None:
    whole = part(b"whole")
    for cut in (b"", whole, whole + part(b"cut off")[:-3], whole + b"--x\r\nContent-Disp"):
        answer = await sends(cut)
        assert (answer.status_code, answer.text) == (400, UNREADABLE)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", ""])
async def test_another_kind_of_form_is_refused(kind: str) -> None:
    answer = await sends(part(b"x") + END, kind)
    assert (answer.status_code, answer.text) == (415, UNREADABLE)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        (part(b"x") * 2 + END, 200, ""),
        (part(b"x") * 3 + END, 400, "för många"),
        (field("a", "x") * form.MOST_FIELDS + END, 200, ""),
        (field("a", "x") * (form.MOST_FIELDS + 1) + END, 400, UNREADABLE),
        (field("a", "x" * 3000) + END, 200, ""),
        (field("a", "x" * 3001) + END, 413, "Det var för mycket text på en gång."),
        (field("a", "x" * (ROOM + 1)) + END, 400, UNREADABLE),
        (field("n" * 101, "x") + END, 413, "Det var för mycket text på en gång."),
        (part(b"x" * 3_000_000) + END, 200, ""),
        (part(b"x" * 3_100_000) + END, 413, "för stor"),
        (part(b"x" * 1_600_000) * 2 + END, 413, "för stor"),
        (part(b"x") * 3 + part(b"x" * 3_100_000) + END, 413, "för stor"),
        (b"garbage", 400, UNREADABLE),
        (b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n", 400, UNREADABLE),
        (b"--x\r\n" + b"H: 1\r\n" * 100_000 + END, 400, UNREADABLE),
    ],
)  # fmt: skip
async def test_each_limit_has_its_status_and_its_words(body: bytes, status: int, says: str) -> None:
    whole, halves = await sends(body), await sends([body[: len(body) // 2], body[len(body) // 2 :]])
    for answer in (whole, halves):
        assert answer.status_code == status
        assert says in answer.text


@pytest.mark.parametrize(
    "kind",
    [
        "multipart/form-data", "multipart/form-data; boundary", "multipart/form-data; boundary=", f"{KIND}; charset=undefined",
        f"{KIND}; charset=a\0b", "multipart/form-data; boundary=" + "x" * 500,
    ],
)  # fmt: skip
async def test_a_form_that_cannot_be_parsed_is_refused_in_words(kind: str) -> None:
    answer = await sends(field("a", "å") + END, kind)
    assert (answer.status_code, answer.text) == (400, UNREADABLE)


async def test_what_is_refused_is_read_to_its_end_but_not_for_ever() -> None:
    sent: list[int] = []

    def pieces(first: bytes, most: int) -> Iterator[bytes]:
        sent.clear()
        yield first
        for _ in range(most):
            sent.append(1)
            yield b"x" * 1_000_000

    async def streams(first: bytes, most: int) -> httpx.Response:
        async def body() -> AsyncIterator[bytes]:
            for piece in pieces(first, most):
                yield piece

        return await browser().post("/", content=body(), headers={"content-type": KIND})

    start = part(b"")[:-2]
    assert (await streams(b"garbage", 2)).status_code == 400
    assert len(sent) == 2
    assert (await streams(start, 20)).status_code == 413
    assert len(sent) == 20
    assert (await streams(start, 200)).status_code == 413
    assert len(sent) * 1_000_000 <= form.MOST_READ + 1_000_000


def files_without_a_name() -> set[str]:
    """What a temporary file looks like from outside on Linux; elsewhere there is nothing to see."""
    descriptors = Path("/proc/self/fd").glob("*")
    links = [str(descriptor.readlink()) for descriptor in descriptors if descriptor.is_symlink()]
    return {link for link in links if "(deleted)" in link}


async def test_nothing_that_is_uploaded_is_written_to_the_disk() -> None:
    before, during = files_without_a_name(), set[str]()

    async def body() -> AsyncIterator[bytes]:
        yield part(b"")[:-2]
        for _ in range(2):
            yield b"x" * 1_200_000
            during.update(files_without_a_name())
        yield b"\r\n" + END

    answer = await browser().post("/", content=body(), headers={"content-type": KIND})
    assert answer.json()["files"] == [["a.csv", 2_400_000]]
    assert during == before


@given(
    st.lists(
        st.sampled_from([part(b"x"), field("a", "å"), b"--x", b"--x--", b"\r\n", b"; name=", b'"', b"\0", b"\xff", b"Content-Disposition: form-data", b": "])
        | st.binary(max_size=20),
        max_size=12,
    ),
    st.sampled_from([KIND, f"{KIND}; charset=punycode", f"{KIND}; charset=utf-16", f"{KIND}; charset=hex"]),
)  # fmt: skip
async def test_no_body_is_a_fault_of_ours(pieces: list[bytes], kind: str) -> None:
    assert (await sends(pieces, kind)).status_code in (200, 400, 413)
