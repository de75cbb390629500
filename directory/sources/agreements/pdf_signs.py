"""The signs of a page that stand upright, each once; and what stands at an angle."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pdfplumber.page import Page

from directory.lazy.values import dataclass
from directory.sources.agreements.docx_symbols import UNKNOWN, symbol

_BOLD = re.compile(r"bold|black|heavy|semibold|demi", re.IGNORECASE)
_WINGDINGS = re.compile(r"wingdings(\W?2)?", re.IGNORECASE)
_UNKNOWN = re.compile(r"\(cid:\d+\)|[\x00-\x08\x0e-\x1f\x7f\ufffd\ufffe\uffff]")
_TWICE_X = 0.5
_TWICE_Y = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """A sign where it is drawn, in points from the page's upper left corner.

    `base`: the line that it stands on. `order`: which one of the page's signs it is, as drawn.
    A space is a sign too: it parts two words.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    order: int

    @property
    def is_space(self) -> bool:
        return self.text.isspace()


@dataclass(frozen=True, slots=True)
class PageSigns:
    """`signs`: those that are read. `askew`: the words that stand at an angle, as drawn."""

    signs: tuple[Sign, ...]
    askew: tuple[str, ...]


def page_signs(page: Page) -> PageSigns:
    """The signs of a page; one that is printed twice to look bold is one bold sign."""
    level, askew = list[dict[str, Any]](), list[dict[str, Any]]()
    for drawn in page.chars:
        (level if _is_level(drawn) else askew).append(drawn)
    below = _below_base(level)
    signs = (_sign(drawn, order, below) for order, drawn in enumerate(level))
    return PageSigns(tuple(_once(signs)), tuple(_words(askew)))


def _is_level(drawn: dict[str, Any]) -> bool:
    along, up, _, height, *_ = drawn["matrix"]
    return bool(along > 0 and height > 0 and abs(up) < 0.02 * along)


def _below_base(drawn: Iterable[dict[str, Any]]) -> dict[str, float]:
    """How far each font reaches below its base line, as a share of its size."""
    seen = defaultdict[str, Counter[float]](Counter)
    for one in drawn:
        shift = (one["y0"] - one["matrix"][5]) / (one["size"] or 1)
        seen[one["fontname"]][round(shift, 2)] += 1
    return {font: shifts.most_common(1)[0][0] for font, shifts in seen.items()}


def _sign(drawn: dict[str, Any], order: int, below: dict[str, float]) -> Sign:
    font, size = drawn["fontname"], float(drawn["size"])
    return Sign(
        text=_character(drawn["text"], font),
        x0=float(drawn["x0"]),
        x1=float(drawn["x1"]),
        top=float(drawn["top"]),
        bottom=float(drawn["bottom"]),
        base=float(drawn["bottom"]) + below[font] * size,
        size=size,
        bold=bool(_BOLD.search(font)),
        order=order,
    )


def _character(text: str, font: str) -> str:
    """What is drawn; UNKNOWN where the file does not say what that is."""
    if not text or _UNKNOWN.fullmatch(text):
        return UNKNOWN
    if len(text) == 1 and "\ue000" <= text <= "\uf8ff":
        return symbol(_symbol_font(font), ord(text))
    return text


def _symbol_font(name: str) -> str:
    wings = _WINGDINGS.search(name)
    return "symbol" if wings is None else "wingdings 2" if wings[1] else "wingdings"


def _once(signs: Iterable[Sign]) -> Iterator[Sign]:
    """Each sign once, though some programs print it twice, a little aside, to make it bold."""
    kept: list[Sign] = []
    places = defaultdict[tuple[str, int, int], list[int]](list)
    for sign in signs:
        if (before := _printed(sign, kept, places)) is not None:
            kept[before] = replace(kept[before], bold=True)
            continue
        if not sign.is_space:
            places[_place(sign, 0, 0)].append(len(kept))
        kept.append(sign)
    yield from kept


_CELL = 8


def _place(sign: Sign, right: int, down: int) -> tuple[str, int, int]:
    return sign.text, int(sign.x0 // _CELL) + right, int(sign.base // _CELL) + down


def _printed(
    sign: Sign, kept: Sequence[Sign], places: dict[tuple[str, int, int], list[int]]
) -> int | None:
    """The number of the same sign that is printed here already."""
    for right in (-1, 0, 1):
        for down in (-1, 0, 1):
            for number in places.get(_place(sign, right, down), ()):
                if _is_same(kept[number], sign):
                    return number
    return None


def _is_same(one: Sign, other: Sign) -> bool:
    width = max(one.x1 - one.x0, 0.2 * one.size)
    return (
        abs(one.x0 - other.x0) < _TWICE_X * width
        and abs(one.base - other.base) < _TWICE_Y * one.size
        and abs(one.size - other.size) < 0.1 * one.size
    )


def _words(drawn: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What stands at an angle, a text for each stretch that is drawn in one go."""
    text = ""
    for before, one in pairwise([None, *drawn]):
        assert one is not None
        if before is not None and not _goes_on(before, one):
            yield text
            text = ""
        text += one["text"]
    if text:
        yield text


def _goes_on(before: dict[str, Any], one: dict[str, Any]) -> bool:
    far = 3 * max(before["size"], one["size"], before["width"], before["height"])
    is_near = abs(before["x0"] - one["x0"]) + abs(before["top"] - one["top"]) < far
    return bool(is_near and before["matrix"][:4] == one["matrix"][:4])
