"""Several things asked about in one text: ”handledsfraktur, och så har hon skräp i ögat”."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import zip_longest

from directory.names.found import MOST_SUGGESTIONS, Hit, ParsedPhrase, Recognised, Target, found

_APART = re.compile(
    r"[.;?!\n]+(?=\s|$)|\s[+&]\s"
    r"|\b(?:samt|plus|dessutom|därtill|likaså|sedan även|and|also|och|o)\b",
    re.IGNORECASE,
)


def clauses(text: str) -> list[str]:
    """The parts of a text that may be about different things; one if it cannot be parted."""
    return [part.strip() for part in _APART.split(text) if part.strip()]


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


def _is_among(one: Recognised, first: Collection[Target]) -> bool:
    return any(hit.target in first for hit in one.hits)


def _in_turn(rows: Sequence[Sequence[Hit]]) -> list[Hit]:
    return [hit for hits in zip_longest(*rows) for hit in hits if hit is not None]
