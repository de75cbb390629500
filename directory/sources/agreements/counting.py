"""What a reader has lost: numbers, comparisons and negations are counted in the file and in what
was read of it.

It rests on nothing of the readers: the file's text comes another way (`raw_text`). What is counted
is what changes the meaning of a limit, so that ”ålder under 50” never becomes ”ålder under”.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from directory.lazy.values import dataclass
from directory.sources.agreements.points import POINT

_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉⁺⁻", "01234567890123456789+-")
_COUNTED = re.compile(r"\d|[<>≤≥±]|\b(?:inte|ej|aldrig|utom)\b", re.IGNORECASE)
_SHOWN = re.compile(r"[\w<>≤≥±]")
_MOST = 5
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class RawLine:
    """A line of a file's text, and where it stands: ”sid 2”; empty where a file has no pages."""

    text: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class LostLine:
    """A line that was not read, or not all of it; `after`: the last line before it that was."""

    line: RawLine
    after: str = ""

    def __str__(self) -> str:
        words = self.line.text if len(self.line.text) <= _LONGEST else _cut(self.line.text)
        return f"”{words}” på {self.line.place}" if self.line.place else f"”{words}”"


def _cut(words: str) -> str:
    return f"{words[:_LONGEST].rstrip()} …"


def lost(raw: Sequence[RawLine], read: Iterable[str]) -> list[LostLine]:
    """The lines whose numbers, comparisons or negations are missing in what was read; the first
    five. The number or sign of a list's point is no part of its text."""
    texts = list(read)
    missing = _counts(POINT.sub("", line.text, count=1) for line in raw) - _counts(texts)
    if not missing:
        return []
    return list(_lines(raw, squeezed(" ".join(texts)), missing))[:_MOST]


def _counts(texts: Iterable[str]) -> Counter[str]:
    found = (_COUNTED.findall(text.translate(_PLAIN)) for text in texts)
    return Counter(sign.casefold() for signs in found for sign in signs)


def squeezed(text: str) -> str:
    """The letters, digits and comparisons of a text, however it was broken into lines."""
    return "".join(_SHOWN.findall(text.translate(_PLAIN))).casefold()


def _lines(raw: Sequence[RawLine], read: str, missing: Counter[str]) -> Iterator[LostLine]:
    """The lines with something missing that were not read as they stand, else that stand more
    often in the file than in what was read."""
    bare = [squeezed(POINT.sub("", line.text, count=1)) for line in raw]
    times = Counter(bare)
    suspects = [n for n, line in enumerate(raw) if _counts([line.text]).keys() & missing.keys()]
    unread = [n for n in suspects if bare[n] not in read]
    unread = unread or [n for n in suspects if read.count(bare[n]) < times[bare[n]]] or suspects[:1]
    for number in unread:
        before = next((b for b in reversed(bare[:number]) if b and b in read), "")
        yield LostLine(raw[number], before)
