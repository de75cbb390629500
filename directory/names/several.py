"""Several things asked about in one text: ”handledsfraktur, och så har hon skräp i ögat”."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import zip_longest

from directory.lazy.patterns import LazyPattern
from directory.names.found import MOST_SUGGESTIONS, Hit, ParsedPhrase, Recognised, Target, found

ENOUGH_FOR_SEVERAL = 2

_APART = LazyPattern(
    r"[.;?!\n]+(?=\s|$)|\s[+&]\s"
    r"|\b(?:samt|plus|dessutom|därtill|likaså|sedan även|and|also|och|o|å|både)\b",
    re.IGNORECASE,
)
_MATTERS_APART = LazyPattern(
    r"\b(?:(?:fråga|sak|ärende|patient|pat)\s+(?:nr\s+)?(?:ett|två|tre|\d)\b[:.]?"
    r"|(?:första|andra|tredje)\s+(?:grejen|saken|frågan|patienten|ärendet)\b[:.]?"
    r"|(?:och|o|å|samt|plus|dessutom|sen|sedan)\s+(?:så\s+|också\s+|även\s+|har\s+jag\s+)?(?:en|ett)"
    r"(?:\s+(?:annan|annat|till|som))?\b|\b(?:dessutom|därtill|likaså|samt|plus|också)\b"
    r"|(?:och|o|å)\s+så\b"
    r"|(?:och|o|å)\s+(?:i|på)\s+(?:sal|rum)\s+\d+)",
    re.IGNORECASE,
)
"""What is said between matters that have nothing to do with each other."""


def clauses(text: str) -> list[str]:
    """The parts of a text that may be about different things; one if it cannot be parted."""
    return _parts(_APART, text)


def matters(text: str) -> list[str]:
    """The parts of a text that are said to be different matters; one if none are."""
    return _parts(_MATTERS_APART, text)


def _parts(apart: LazyPattern, text: str) -> list[str]:
    return [part.strip() for part in apart.split(text) if part.strip()]


def each_first(whole: ParsedPhrase, read: Sequence[Recognised]) -> ParsedPhrase:
    """The phrase, with the likeliest of each matter first, then the next of each."""
    claimed = [one for one in read if one.claimed]
    if whole.named or len(claimed) < ENOUGH_FOR_SEVERAL or _is_of_drugs(whole.subject):
        return whole
    return replace(whole, subject=found(_in_turn([one.hits for one in claimed])))


def joined(whole: ParsedPhrase, read: Sequence[Recognised]) -> ParsedPhrase:
    """The phrase, with what its clauses are about that the whole did not put among the first.

    The likeliest of the whole, then of each such clause, come before the others. A field that was
    named is all that was asked for.
    """
    claimed = [one for one in read if one.claimed]
    if whole.named or not claimed:
        return whole
    first = {hit.target for hit in whole.subject.hits[:MOST_SUGGESTIONS]}
    if whole.subject.claimed and all(_is_among(one, first) for one in claimed):
        return whole
    own = [whole.subject] if whole.subject.claimed else []
    missing = [one for one in claimed if not _is_among(one, first)] if own else claimed
    return replace(whole, subject=found(_in_turn([one.hits for one in (*own, *missing)])))


def _is_of_drugs(subject: Recognised) -> bool:
    """”warfarin plus flukonazol, hur räknar man” is one matter."""
    return subject.claimed and subject.hits[0].target.id == "klinisk-farmakologi"


def _is_among(one: Recognised, first: Collection[Target]) -> bool:
    return any(hit.target in first for hit in one.hits)


def _in_turn(rows: Sequence[Sequence[Hit]]) -> list[Hit]:
    return [hit for hits in zip_longest(*rows) for hit in hits if hit is not None]
