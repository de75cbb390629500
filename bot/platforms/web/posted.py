"""What a page posts: the question, or the press and its answers. None of it is trusted."""

import unicodedata
from collections.abc import Iterable, Mapping
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from bot.cards import Press
from directory.lazy.values import dataclass

LARGEST_BODY = 64 * 1024
MOST_FIELDS = 200
LONGEST_NAME = 100
LONGEST_VALUE = 3000
_LINES = "lines."
"""Before the name of an answer whose line breaks are kept."""

_TOO_MUCH = "Det var för mycket text på en gång. Skriv kortare och skicka igen."
_UNREADABLE = "Det som skickades går inte att läsa. Gå tillbaka till frågorna och försök igen."


@dataclass(frozen=True, slots=True)
class Posted:
    """The fields of a form in order, cleaned of control characters."""

    fields: tuple[tuple[str, str], ...]

    def value(self, name: str) -> str:
        """The first value of a field, or empty."""
        return next((value for key, value in self.fields if key == name), "")

    def press(self) -> Press:
        """The press; the desk decides whether it is valid."""
        return Press(
            self.value("command"), self.value("text"), self.value("action"), self.under("data.")
        )

    def answers(self) -> Mapping[str, str]:
        """Answers by field name; several values of one field are joined with commas."""
        return self.under("answer.") | self.under(_LINES)

    def under(self, prefix: str) -> dict[str, str]:
        """The fields whose names have the prefix, by the rest of the name."""
        values: dict[str, list[str]] = {}
        for key, value in self.fields:
            if key.startswith(prefix):
                values.setdefault(key.removeprefix(prefix), []).append(value)
        return {key: ",".join(filter(None, several)) for key, several in values.items()}


async def read_post(
    request: Request,
    *,
    largest: int = LARGEST_BODY,
    most: int = MOST_FIELDS,
    longest: int = LONGEST_VALUE,
) -> Posted:
    """Read a posted form within the limits. Raises HTTPException 400, 413 or 415.

    `largest`: of the body, in bytes; `most`: fields; `longest`: of a value, in characters.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise HTTPException(415, _UNREADABLE)
    body = await _body(request, largest)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=most)
    except ValueError as error:
        raise HTTPException(400, _UNREADABLE) from error
    return Posted(tuple(cleaned(pairs, longest)))


async def _body(request: Request, largest: int) -> bytes:
    if _declared(request) > largest:
        raise HTTPException(413, _TOO_MUCH)
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > largest:
            raise HTTPException(413, _TOO_MUCH)
    return bytes(body)


def _declared(request: Request) -> int:
    length = request.headers.get("content-length", "0")
    return int(length) if length.isascii() and length.isdigit() else 0


def cleaned(
    pairs: Iterable[tuple[str, str]], longest: int = LONGEST_VALUE
) -> Iterable[tuple[str, str]]:
    """The fields without control characters, but for the line breaks of fields that have
    several lines. Raises HTTPException 413 if one is too long."""
    for name, value in pairs:
        if len(name) > LONGEST_NAME or len(value) > longest:
            raise HTTPException(413, _TOO_MUCH)
        lines = value.splitlines() if name.startswith(_LINES) else [value]
        yield name, "\n".join(map(harmless, lines)).strip()


def harmless(text: str) -> str:
    """The text on one line, without control characters."""
    return "".join(map(_harmless, text)).strip()


def _harmless(character: str) -> str:
    return " " if unicodedata.category(character) in ("Cc", "Cs") else character
