"""A posted form with files in it. Nothing in it is trusted."""

from collections.abc import AsyncGenerator
from dataclasses import dataclass

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.platforms.web.posted import Posted, cleaned
from directory.agreements.drafts import DraftFile
from directory.sources.rosters.reading import LARGEST

ROOM = 100_000
"""For the other fields of the form."""
MOST_READ = 100_000_000
MOST_FIELDS = 20
LONGEST_NAME = 100

MOST_DOCUMENTS = 30
LARGEST_TOGETHER = 40_000_000

_TOO_LARGE = "Filen är för stor. Den får vara högst 10 MB."
_TOO_LARGE_TOGETHER = (
    "Filerna är för stora. De får vara högst 40 MB tillsammans. Läs in några i taget."
)
_TOO_MANY = f"Högst {MOST_DOCUMENTS} filer kan läsas in på en gång. Läs in några i taget."
_UNREADABLE = "Filen kom inte fram som den skulle. Gå tillbaka och välj den igen."


@dataclass(frozen=True, slots=True)
class Uploaded:
    """The file and the other fields. `name` is empty where no file was chosen."""

    name: str
    content: bytes
    fields: Posted


@dataclass(frozen=True, slots=True)
class UploadedDocuments:
    """The files that were chosen, in order, and the other fields."""

    files: tuple[DraftFile, ...]
    fields: Posted


async def read_upload(request: Request) -> Uploaded:
    """Read a form with one file of at most 10 MB, or raise HTTPException 400, 413 or 415."""
    body = await _body(request, LARGEST, _TOO_LARGE)
    form = await _form(request, body, most=1)
    try:
        return await _uploaded(form)
    finally:
        await form.close()


async def read_documents(request: Request) -> UploadedDocuments:
    """Read a form with at most 30 files of 40 MB together, or raise HTTPException as above."""
    body = await _body(request, LARGEST_TOGETHER, _TOO_LARGE_TOGETHER)
    form = await _form(request, body, most=MOST_DOCUMENTS)
    try:
        chosen = [one for one in form.getlist("file") if isinstance(one, UploadFile)]
        files = [DraftFile(_name(one.filename or ""), await one.read()) for one in chosen]
        return UploadedDocuments(tuple(one for one in files if one.name), _fields(form))
    finally:
        await form.close()


async def _form(request: Request, body: bytes, *, most: int) -> FormData:
    parser = MultiPartParser(
        request.headers, _whole(body), max_files=most, max_fields=MOST_FIELDS, max_part_size=ROOM
    )
    parser.spool_max_size = len(body) + 1  # in memory, never in a file of the machine
    try:
        return await parser.parse()
    except MultiPartException as error:
        too_many = most > 1 and error.message.startswith("Too many files")
        raise HTTPException(400, _TOO_MANY if too_many else _UNREADABLE) from error
    except (KeyError, ValueError) as error:
        raise HTTPException(400, _UNREADABLE) from error


def _fields(form: FormData) -> Posted:
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return Posted(tuple(cleaned(pairs)))


async def _uploaded(form: FormData) -> Uploaded:
    fields = _fields(form)
    file = form.get("file")
    if not isinstance(file, UploadFile):
        return Uploaded("", b"", fields)
    return Uploaded(_name(file.filename or ""), await file.read(), fields)


def _name(written: str) -> str:
    """The file's own name without folders, as short as it may be kept: its ending stays."""
    ((_, name),) = cleaned([("file", written[-1000:].replace("\\", "/").rpartition("/")[2])])
    return name[-LONGEST_NAME:]


async def _body(request: Request, largest: int, too_large: str) -> bytes:
    """The whole body. One that is too large is read to its end, so that a browser has sent all and
    shows why it was refused."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(415, _UNREADABLE)
    body, length = bytearray(), 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > MOST_READ:
            break
        if length <= largest + ROOM:
            body += chunk
    if length > largest + ROOM:
        raise HTTPException(413, too_large)
    return bytes(body)


async def _whole(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body
