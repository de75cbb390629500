"""Normalises text, independent of the program that wrote it."""

import re

from directory.sources.text_file import clean

_SOFT_BREAK = re.compile("\u00ad[ \t]*\n[ \t]*")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"[^\S\n]+")
_BREAKS = re.compile(r" ?\n[ \n]*")
_SETTER = {
    **{0xFB00 + n: word for n, word in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
    **dict.fromkeys(range(0x2000, 0x200B), " "),
    0x2011: "-",
    0x2010: "-",
}
_ENDS = (".", ":", ";", ",", "?", "!", "…")


def prose(text: str) -> str:
    """One line of plain text: composed letters, no ligatures, no soft hyphens, single spaces.

    Idempotent.
    """
    return _SPACE.sub(" ", lines(text)).strip()


def lines(text: str) -> str:
    """As `prose`, but with line breaks."""
    if not text.isascii():
        text = _SOFT_BREAK.sub("", text).translate(_SETTER)
    return _BREAKS.sub("\n", _GAP.sub(" ", clean(_CONTROL.sub("", text)))).strip()


def one_line(cell: str) -> str:
    """The lines of a cell as one: ”värk, feber, svullnad”, or sentences after one another."""
    first, *others = cell.split("\n")
    for other in others:
        first += f" {other}" if first.endswith(_ENDS) or not first else f", {other}"
    return first
