"""Decodes the bytes of a file as text, and cleans values."""

import codecs
import re
import unicodedata
from pathlib import Path
from stat import S_ISREG

LARGEST = 50_000_000

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
_HARD_SPACE = re.compile("[\u00a0\u2007\u202f]")
_BREAK = re.compile("\r\n?|[\v\f\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n|\r|\n")
_MISREAD = re.compile("Ã[¥¤¶…„–©]|â€|ï»¿")  # å ä ö Å Ä Ö é – in UTF-8, read as cp1252
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class UnreadableError(Exception):
    """A file that is not text; the message is Swedish. Line 0 is the file as a whole."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def read_text(path: Path, largest: int = LARGEST) -> str | None:
    """The text of a file of at most `largest` bytes; None where there is none.

    Raises only UnreadableError.
    """
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise UnreadableError("Här ska det vara en fil. Ta bort mappen eller genvägen.")
        if status.st_size > largest:
            raise UnreadableError(f"Filen är för stor. Den får vara högst {_size(largest)}.")
        return decode(path.read_bytes())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise UnreadableError(
            f"Filen går inte att läsa ({error.strerror}). Se efter att den får läsas."
        ) from error


def _size(bytes_: int) -> str:
    return f"{bytes_ // 1_000_000} MB" if bytes_ >= 1_000_000 else f"{bytes_ // 1000} kB"


def decode(data: bytes) -> str:
    """UTF-8 with or without BOM, UTF-16 with BOM, else cp1252. Raises only UnreadableError."""
    if data.startswith(_UTF16):
        return _checked(data.decode("utf-16", errors="replace"))
    if data.startswith(b"PK\x03\x04"):
        raise UnreadableError("Det är en kalkylbok. Spara bladet som CSV (UTF-8).")
    try:
        return _checked(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = data.decode("cp1252", errors="replace")
        if _MISREAD.search(text):
            raise UnreadableError(
                "Raden är skriven i en annan teckenkodning än resten. Spara hela filen som UTF-8.",
                data.count(b"\n", 0, error.start) + 1,
            ) from error
        return _checked(text)


def _checked(text: str) -> str:
    if control := _CONTROL.search(text):
        raise UnreadableError(
            "Filen innehåller tecken som inte hör till text. Spara den som CSV (UTF-8).",
            _line(text, control.start()),
        )
    if misread := _MISREAD.search(text):
        raise UnreadableError(
            f"Å, ä och ö har blivit ”{misread[0]}”. Spara ursprungsfilen på nytt som UTF-8.",
            _line(text, misread.start()),
        )
    if "\ufffd" in text:
        raise UnreadableError(
            "Ett tecken har gått förlorat. Skriv om ordet och spara filen som UTF-8.",
            _line(text, text.index("\ufffd")),
        )
    return text


def is_printable(text: str) -> bool:
    """Whether `read_text` accepts a file with the text."""
    return not _CONTROL.search(text)


def _line(text: str, position: int) -> int:
    return len(_LINE_END.findall(text, 0, position)) + 1


def clean(written: str) -> str:
    """A value with composed letters, plain spaces and nothing invisible, trimmed.

    Idempotent. A line break becomes a single line feed.
    """
    if written.isascii():
        if written.isprintable():  # most are, and of what is done below nothing touches those
            return written.strip()
    else:
        written = unicodedata.normalize("NFC", _INVISIBLE.sub("", written))
        written = _HARD_SPACE.sub(" ", written)
    return _BREAK.sub("\n", written).strip()
