"""A posted form with files in it. Nothing in it is trusted.

Starlette parses it, but through its parser and not through `request.form()`: that one limits
neither the whole body nor a file, writes files of more than 1 MB to the disk, and refuses in
English before the browser has sent all, so that the browser shows a lost connection instead.
"""

from collections.abc import AsyncGenerator
from dataclasses import field

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.platforms.web.posted import Posted, cleaned
from directory.lazy.values import dataclass

ROOM = 100_000
"""Bytes for the other fields of the form, together and each."""
MOST_READ = 100_000_000
MOST_FIELDS = 20
LONGEST_NAME = 100

UNREADABLE = "Filen kom inte fram som den skulle. Gå tillbaka och välj den igen."


@dataclass(frozen=True, slots=True)
class FileLimits:
    """So many files, of so many bytes together, and what is said when there is more."""

    files: int
    size: int
    too_large: str
    too_many: str = UNREADABLE


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file under its own name, without folders."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class UploadedForm:
    """The files that were chosen, in order, and the other fields."""

    files: tuple[UploadedFile, ...]
    fields: Posted


class MemoryParser(MultiPartParser):
    """Starlette's parser with the limits of an upload.

    Keeps files in memory: nothing that is uploaded is ever in a file of this machine. A body that
    stops before its end is a MultiPartException.
    """

    spool_max_size = 0  # as in SpooledTemporaryFile: no limit

    def __init__(self, request: Request, limits: FileLimits) -> None:
        self.body = _bounded(request, limits)
        self._is_whole = False
        super().__init__(
            request.headers,
            self._whole(),
            max_files=limits.files,
            max_fields=MOST_FIELDS,
            max_part_size=ROOM,
        )

    def on_end(self) -> None:
        self._is_whole = True

    async def _whole(self) -> AsyncGenerator[bytes, None]:
        async for chunk in self.body:
            yield chunk
        if not self._is_whole:
            raise MultiPartException("Cut off.")


async def read_form(request: Request, limits: FileLimits) -> UploadedForm:
    """Read the files and the fields, or raise HTTPException 400, 413 or 415."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(415, UNREADABLE)
    form = await _parsed(request, limits)
    try:
        files = [
            UploadedFile(_own_name(file.filename or ""), await file.read())
            for file in form.getlist("file")
            if isinstance(file, UploadFile)
        ]
        return UploadedForm(tuple(file for file in files if file.name), _fields(form))
    finally:
        await form.close()


async def _parsed(request: Request, limits: FileLimits) -> FormData:
    parser = MemoryParser(request, limits)
    try:
        return await parser.parse()
    except (MultiPartException, ValueError) as error:
        await _read_to_its_end(parser.body)
        too_many = isinstance(error, MultiPartException) and "Too many files" in error.message
        raise HTTPException(400, limits.too_many if too_many else UNREADABLE) from error


async def _bounded(request: Request, limits: FileLimits) -> AsyncGenerator[bytes, None]:
    """The body as it comes, or HTTPException 413.

    A body that is too large is read to its end, though not for ever: a browser shows the answer
    only when it has sent all.
    """
    largest, length = limits.size + ROOM, 0
    async for chunk in request.stream():
        length += len(chunk)
        if length <= largest:
            yield chunk
        elif length > MOST_READ:
            break
    if length > largest:
        raise HTTPException(413, limits.too_large)


async def _read_to_its_end(body: AsyncGenerator[bytes, None]) -> None:
    async for _ in body:
        pass


def _fields(form: FormData) -> Posted:
    pairs = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    return Posted(tuple(cleaned(pairs)))


def _own_name(written: str) -> str:
    """The file's name without folders, cut to the length that is kept: its ending stays."""
    ((_, name),) = cleaned([("file", written[-1000:].replace("\\", "/").rpartition("/")[2])])
    return name[-LONGEST_NAME:]
