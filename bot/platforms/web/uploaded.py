"""A posted form with a file in it. Nothing in it is trusted."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.platforms.web.posted import Posted, cleaned
from directory.sources.rosters.reading import LARGEST

ROOM = 100_000
"""For the other fields of the form."""
MOST_READ = 100_000_000
MOST_FIELDS = 20
LONGEST_NAME = 100

_TOO_LARGE = "Filen är för stor. Den får vara högst 10 MB."
_UNREADABLE = "Filen kom inte fram som den skulle. Gå tillbaka och välj den igen."


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The file and the other fields. `name` is empty where no file was chosen."""

    name: str
    content: bytes
    fields: Posted


async def read_upload(request: Request) -> Uploaded:
    """Read a form with one file of at most 10 MB, or raise HTTPException 400, 413 or 415."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(415, _UNREADABLE)
    body = await _body(request)
    parser = MultiPartParser(
        request.headers, _whole(body), max_files=1, max_fields=MOST_FIELDS, max_part_size=ROOM
    )
    parser.spool_max_size = len(body) + 1  # in memory, never in a file of the machine
    try:
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise HTTPException(400, _UNREADABLE) from error
    try:
        return await _uploaded(form)
    finally:
        await form.close()


async def _uploaded(form: FormData) -> Uploaded:
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    fields = Posted(tuple(cleaned(pairs)))
    file = form.get("file")
    if not isinstance(file, UploadFile):
        return Uploaded("", b"", fields)
    return Uploaded(_name(file.filename or ""), await file.read(), fields)


def _name(written: str) -> str:
    """The file's own name without folders, as short as it may be kept: its ending stays."""
    ((_, name),) = cleaned([("file", written[-1000:].replace("\\", "/").rpartition("/")[2])])
    return name[-LONGEST_NAME:]


async def _body(request: Request) -> bytes:
    """The whole body. One that is too large is read to its end, so that a browser has sent all and
    shows why it was refused."""
    body, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > MOST_READ:
            break
        if length <= LARGEST + ROOM:
            body += chunk
    if length > LARGEST + ROOM:
        raise HTTPException(413, _TOO_LARGE)
    return bytes(body)


async def _whole(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
