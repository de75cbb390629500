"""Takes a file apart as it streams by: one notification at a time, never the whole."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from xml.parsers import expat

from directory.sources.shortages.form import LIST, NAMESPACE, NOTIFICATION, ROOT

_PIECE = 1 << 16
_DEEPEST = 50
_LONGEST_TEXT = 100_000
_MOST_IN_ONE = 200_000
"""Elements of one notification: a vaccine has some thousand."""
_BETWEEN = " "

NOT_XML = "Filen är inte XML. Läkemedelsverkets fil om restnoteringar ska vara det."
WEB_PAGE = "Det är en webbsida och inte Läkemedelsverkets fil om restnoteringar."
CUT_OFF = "Filen är inte hel: den är avbruten, eller trasig, på rad {line}."
OTHER_FORM = "Filen är inte Läkemedelsverkets fil om restnoteringar av version 3."
DOCTYPE = "Filen har en dokumenttyp (DOCTYPE), och det har inte Läkemedelsverkets fil."
TOO_DEEP = "Filen är byggd på ett sätt som Läkemedelsverkets fil inte är."
_START = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")


class NotTheFileError(Exception):
    """It is not a whole file of the known form; the message is a Swedish sentence."""


@dataclass(slots=True)
class FileElement:
    """An element with all that stands in it. `name`: ”NPLId” in the authority's namespace,
    ”{urn:other}NPLId” in another."""

    name: str
    attributes: Mapping[str, str]
    children: "list[FileElement]" = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    length: int = 0

    @property
    def text(self) -> str:
        """What stands in it directly, as written."""
        return "".join(self.words).strip()

    def all_text(self) -> str:
        """All text in it and below it, in its order as far as elements go."""
        parts = [self.text, *(child.all_text() for child in self.children)]
        return _BETWEEN.join(part for part in parts if part)


def each_notification(
    content: bytes, root: Callable[[FileElement], None], act: Callable[[FileElement], None]
) -> None:
    """Call `act` with each notification, in order, and then `root` with all that stands around
    them. Raises NotTheFileError."""
    if not content.lstrip(b" \t\r\n").startswith(_START):
        raise NotTheFileError(NOT_XML)
    streamed = _Streamed(act)
    parser = streamed.parser
    try:
        for start in range(0, len(content), _PIECE):
            parser.Parse(content[start : start + _PIECE], False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        if _is_web_page(content):
            raise NotTheFileError(WEB_PAGE) from error
        raise NotTheFileError(CUT_OFF.format(line=error.lineno)) from error
    except (ValueError, LookupError) as error:  # an encoding that is none
        raise NotTheFileError(NOT_XML) from error
    assert streamed.root is not None  # XML has one
    root(streamed.root)


def _is_web_page(content: bytes) -> bool:
    start = content[:2_000].lower()
    return b"<html" in start or b"<!doctype html" in start


class _Streamed:
    """Puts elements together, and lets each notification go when it has been handed over."""

    def __init__(self, act: Callable[[FileElement], None]) -> None:
        self.root: FileElement | None = None
        self._act = act
        self._open: list[FileElement] = []
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._words
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _doctype(self, name: str, *_: object) -> None:
        """Entities come in one: nothing of it is read."""
        raise NotTheFileError(WEB_PAGE if name.casefold() == "html" else DOCTYPE)

    def _start(self, written: str, attributes: Mapping[str, str]) -> None:
        element = FileElement(_plain(written), attributes)
        if self.root is None:
            self._require_root(element)
            self.root = element
        else:
            self._open[-1].children.append(element)
        self._open.append(element)
        self._count += 1
        if len(self._open) > _DEEPEST or self._count > _MOST_IN_ONE:
            raise NotTheFileError(TOO_DEEP)

    def _require_root(self, element: FileElement) -> None:
        if element.name != ROOT:
            is_page = element.name.rpartition("}")[2].casefold() == "html"
            raise NotTheFileError(WEB_PAGE if is_page else OTHER_FORM)

    def _words(self, words: str) -> None:
        element = self._open[-1]
        if not (element.words or words.strip()):
            return
        element.words.append(words)
        element.length += len(words)
        if element.length > _LONGEST_TEXT:
            raise NotTheFileError(TOO_DEEP)

    def _end(self, _: str) -> None:
        element = self._open.pop()
        if element.name == NOTIFICATION and [outer.name for outer in self._open] == [ROOT, LIST]:
            self._count = 0
            self._open[-1].children.pop()
            self._act(element)


@lru_cache(maxsize=256)
def _plain(written: str) -> str:
    namespace, _, name = written.rpartition(" ")
    return name if namespace == NAMESPACE else f"{{{namespace}}}{name}"
