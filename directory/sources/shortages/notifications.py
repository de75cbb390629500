"""Takes a file apart as it streams by: one notification at a time, never the whole.

The elements are put together by libxml2: a call of ours for each element and each piece of text was
most of the time that a file took.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from lxml import etree

from directory.sources.shortages.form import LIST, NAMESPACE, NOTIFICATION, ROOT

FileElement = Any
"""An element of lxml, which says itself what it is."""

_PIECE = 1 << 16
_LONGEST_ONE = 64
"""Pieces of the file without the end of a notification."""
_BETWEEN = " "
_OF_ROOT, _OF_LIST, _OF_NOTIFICATION = (
    f"{{{NAMESPACE}}}{name}" for name in (ROOT, LIST, NOTIFICATION)
)

NOT_XML = "Filen är inte XML. Läkemedelsverkets fil om restnoteringar ska vara det."
WEB_PAGE = "Det är en webbsida och inte Läkemedelsverkets fil om restnoteringar."
PACKED = "Filen är packad. Packa upp den: Läkemedelsverkets fil slutar på .xml."
CUT_OFF = "Filen är inte hel: den är avbruten, eller trasig, på rad {line}."
OTHER_FORM = "Filen är inte Läkemedelsverkets fil om restnoteringar av version 3."
DOCTYPE = "Filen har en dokumenttyp (DOCTYPE), och det har inte Läkemedelsverkets fil."
TOO_DEEP = "Filen är byggd på ett sätt som Läkemedelsverkets fil inte är."
_START = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\0<")
_OF_PACKED = (b"\x1f\x8b", b"PK\x03\x04", b"BZh", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd")
_TOO_MUCH_OF_SOMETHING = (
    etree.ErrorTypes.ERR_INTERNAL_ERROR,
    etree.ErrorTypes.ERR_NAME_TOO_LONG,
    etree.ErrorTypes.ERR_RESOURCE_LIMIT,
)
"""What libxml2 says of elements in elements without end, and of names and texts as long."""


class NotTheFileError(Exception):
    """It is not a whole file of the known form; the message is a Swedish sentence."""


def each_notification(
    content: bytes, root: Callable[[FileElement], None], act: Callable[[FileElement], None]
) -> None:
    """Call `act` with each notification, in order, and then `root` with all that stands around
    them. Raises NotTheFileError."""
    if content.startswith(_OF_PACKED):
        raise NotTheFileError(PACKED)
    if not content.lstrip(b" \t\r\n").startswith(_START):
        raise NotTheFileError(NOT_XML)
    try:
        _require_the_form(content)
        root(_streamed(content, act))
    except expat.ExpatError as error:
        raise NotTheFileError(_broken(content, error.lineno)) from error
    except etree.XMLSyntaxError as error:
        too_much = getattr(error, "code", 0) in _TOO_MUCH_OF_SOMETHING
        says = TOO_DEEP if too_much else _broken(content, error.lineno or 1)
        raise NotTheFileError(says) from error
    except (ValueError, LookupError) as error:  # an encoding that is none
        raise NotTheFileError(NOT_XML) from error


@lru_cache(maxsize=256)
def plain(written: str) -> str:
    """The name of an element: ”NPLId” in the authority's namespace, ”{urn:other}NPLId” in another,
    ”{}NPLId” in none."""
    namespace, _, name = written.rpartition("}")
    return name if namespace == f"{{{NAMESPACE}" else f"{namespace or '{'}}}{name}"


def words_of(element: FileElement) -> str:
    """What stands in it directly, as written, without what stands in the elements of it."""
    if not len(element):
        return (element.text or "").strip()
    return joined([element.text, *(child.tail for child in element)])


def joined(parts: Iterable[str | None]) -> str:
    """What stands before, between and after elements, as one text."""
    return "".join(filter(None, parts)).strip()


def all_words(element: FileElement) -> str:
    """All text in it and below it, in its order as far as elements go."""
    parts = [words_of(element), *(all_words(child) for child in element)]
    return _BETWEEN.join(part for part in parts if part)


def _broken(content: bytes, line: int) -> str:
    start = content[:2_000].lower()
    is_page = b"<html" in start or b"<!doctype html" in start
    return WEB_PAGE if is_page else CUT_OFF.format(line=line)


def _pieces(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]


# -- what comes first ------------------------------------------------------------------------


class _Begun(Exception):  # noqa: N818  # no error: the first element has come
    """All that comes before the first element has been read."""


def _require_the_form(content: bytes) -> None:
    """Look at what comes first: entities come in a document type, and nothing of one is read."""
    parser = expat.ParserCreate(namespace_separator="}")
    parser.StartDoctypeDeclHandler = _doctype
    parser.StartElementHandler = _first
    try:
        for piece in _pieces(content):
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except _Begun:
        return


def _doctype(name: str, *_: object) -> None:
    raise NotTheFileError(WEB_PAGE if name.casefold() == "html" else DOCTYPE)


def _first(written: str, _: object) -> None:
    if f"{{{written}" != _OF_ROOT:
        is_page = written.rpartition("}")[2].casefold() == "html"
        raise NotTheFileError(WEB_PAGE if is_page else OTHER_FORM)
    raise _Begun


# -- the notifications -----------------------------------------------------------------------


def _streamed(content: bytes, act: Callable[[FileElement], None]) -> FileElement:
    """The first element with all that is left when each notification has been handed over and
    emptied: what stands between two of them is looked at with it."""
    parser = etree.XMLPullParser(
        ("end",),
        tag=_OF_NOTIFICATION,
        resolve_entities=False,
        no_network=True,
        remove_comments=True,
        remove_pis=True,
    )
    since = 0
    for piece in _pieces(content):
        parser.feed(piece)
        since = 0 if _handed_over(parser.read_events(), act) else since + 1
        if since > _LONGEST_ONE:
            raise NotTheFileError(TOO_DEEP)
    root = parser.close()
    _handed_over(parser.read_events(), act)
    if root.tag != _OF_ROOT or root.getroottree().docinfo.internalDTD is not None:
        raise NotTheFileError(OTHER_FORM)
    return root


def _handed_over(events: Iterable[tuple[str, Any]], act: Callable[[FileElement], None]) -> int:
    """How many of the elements that have ended were notifications in the list of the file."""
    count = 0
    for _, element in events:
        if _is_listed(element):
            act(element)
            element.clear(keep_tail=True)
            count += 1
    return count


def _is_listed(element: FileElement) -> bool:
    above = element.getparent()
    outermost = above.getparent() if above is not None and above.tag == _OF_LIST else None
    return outermost is not None and outermost.tag == _OF_ROOT and outermost.getparent() is None
