"""Joins lines that were broken in typesetting, and repairs letters."""

import re
from collections.abc import Iterable

_BROKEN = re.compile(r"(?P<before>\S+)-$")
_AFTER = re.compile(r"\S+")
_SUSPENDED = ("och", "eller", "samt", "respektive", "resp", "resp.", "till", "men", "/")
_HYPHENATED = re.compile(r"\w+(?:-\w+)+")
_ACCENTED = (
    *(("\u00a8", "a", "ä"), ("\u00a8", "o", "ö"), ("\u00a8", "A", "Ä"), ("\u00a8", "O", "Ö")),
    *(("\u02da", "a", "å"), ("\u02da", "A", "Å")),
)
_ACCENTS = (
    *((re.compile(rf"{sign}\s?{bare}"), letter) for sign, bare, letter in _ACCENTED),
    *((re.compile(f"{bare}{sign}"), letter) for sign, bare, letter in _ACCENTED),
)
_LONGEST_WORD = 100
_UNKNOWN = re.compile(r"\(cid:\d+\)")


def repaired(text: str) -> str:
    """The text with letters set as two signs made one, and without unknown signs."""
    if "\u00a8" in text or "\u02da" in text:
        for shape, letter in _ACCENTS:
            text = shape.sub(letter, text)
    return _UNKNOWN.sub("", text)


def hyphenated(texts: Iterable[str]) -> frozenset[str]:
    """The words with a hyphen inside a line; they keep it at the end of a line too."""
    return frozenset(word.casefold() for text in texts for word in _HYPHENATED.findall(text))


def join(lines: Iterable[str], known: frozenset[str] = frozenset()) -> str:
    """The lines as one. A hyphen at the end of a line is removed if it only breaks a word.

    It stays in ”ACE-hämmare”, ”X-knä”, ”in- och utskrivning”, and in a word `known` to have it.
    """
    parts: list[str] = []
    for line in filter(None, map(str.strip, lines)):
        last = parts.pop() if parts else ""
        parts += _joined(last, line, known)
    return "".join(parts)


def _joined(last: str, line: str, known: frozenset[str]) -> tuple[str, str]:
    """The last line as it is before the next one, and the next one."""
    if not last:
        return "", line
    if last.endswith("\u00ad"):
        return last[:-1], line
    broken, following = _BROKEN.search(last[-_LONGEST_WORD:]), _AFTER.match(line)
    if broken is None or following is None or following[0].casefold() in _SUSPENDED:
        return f"{last} ", line
    if _keeps(broken["before"], following[0], known):
        return last, line
    return last[:-1], line


def _keeps(before: str, after: str, known: frozenset[str]) -> bool:
    word = f"{before}-{after}".casefold().strip('.,;:()”"')
    bare = before.lstrip('(”"')
    abbreviated = len(bare) == 1 or any(c.isupper() or c.isdigit() for c in bare[1:])
    return word in known or abbreviated or not after[0].islower() or not bare[-1:].isalpha()
