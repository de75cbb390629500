"""Text as words that can be compared.

First form: lower case, å ä ö kept, other accents dropped, hyphens and punctuation as gaps.
Second form (`fold`): å ä ö as a and o, for people without those keys.
"""

import re
import unicodedata

MAX_TEXT = 300
MAX_WORDS = 40

_WORD = re.compile(r"[0-9a-zåäö]+")
_OTHER_LETTER = re.compile(r"[^\x00-\x7fåäö]")
_FOLDS = str.maketrans("åäö", "aao")
_WITHOUT_KEYS = (("aa", "å"), ("ae", "ä"), ("oe", "ö"))


def words(text: str) -> list[str]:
    """The words of a text in their first form; what lies beyond 300 characters is not read."""
    return _WORD.findall(plain(text[:MAX_TEXT]))[:MAX_WORDS]


def plain(text: str) -> str:
    """The text in lower case without accents other than å, ä and ö."""
    low = text.casefold()
    if low.isascii():
        return low
    return _OTHER_LETTER.sub(_base_letter, unicodedata.normalize("NFC", low))


def key(text: str) -> str:
    """A word or phrase of the vocabulary as one string without gaps: ”öron-näsa-hals”."""
    return "".join(words(text))


def fold(word: str) -> str:
    """The second form: what is left when å, ä and ö could not be typed."""
    return word if word.isascii() else word.translate(_FOLDS)


def restored(word: str) -> str:
    """The word with aa, ae and oe read as å, ä and ö."""
    for typed, letter in _WITHOUT_KEYS:
        word = word.replace(typed, letter)
    return word


def _base_letter(match: re.Match[str]) -> str:
    base = unicodedata.normalize("NFKD", match.group())[0]
    return base if base.isascii() else " "
