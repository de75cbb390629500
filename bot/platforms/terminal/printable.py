"""Text that cannot act on a terminal: no control, format or private characters."""

import unicodedata
from functools import lru_cache

_REPLACED = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """The text on one line, with control and direction characters taken out."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(" " if c in "\n\r\t" else c for c in text if _is_kept(c))


def _is_kept(character: str) -> bool:
    return character in "\n\r\t" or unicodedata.category(character) not in _REPLACED
