"""Normalises a written name to the key by which it is compared and remembered."""

import unicodedata
from functools import lru_cache

from directory.sources.text_file import clean

_AROUND = "PSZC"  # categories of Unicode: punctuation, symbols, separators, control


@lru_cache(maxsize=4_096)  # the same headings, names and codes stand in thousands of cells
def folded(written: str) -> str:
    """Casefolded, composed, single spaces, only letters and digits at the ends.

    Idempotent.
    """
    plain = unicodedata.normalize("NFD", clean(written)).casefold()
    spaced = " ".join(unicodedata.normalize("NFC", plain).split())
    begin, end = 0, len(spaced)
    while begin < end and unicodedata.category(spaced[begin])[0] in _AROUND:
        begin += 1
    while begin < end and unicodedata.category(spaced[end - 1])[0] in _AROUND:
        end -= 1
    return spaced[begin:end]
