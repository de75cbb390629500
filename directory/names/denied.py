"""What is said not to be so: ”ingen smärta alls” is no question about pain."""

from collections.abc import Sequence

from directory.names.entries import Weight
from directory.names.evidence import Evidence

_DENIALS = frozenset(
    {"förnekar", "inga", "ingen", "inget", "nekar", "no", "utan", "varken", "without"}
)
_GOES_ON = frozenset({"eller", "or"})


def told(tokens: Sequence[str], evidence: list[Evidence]) -> list[Evidence]:
    """The evidence without conditions that are denied; all of it where nothing else is left.

    ”ingen feber eller hosta” denies both; ”ingen kramp på fem år” still speaks of cramps.
    """
    left = [row for row in evidence if not _is_denied(tokens, row)]
    return left or evidence


def _is_denied(tokens: Sequence[str], row: Evidence) -> bool:
    if row.entry.sort > Weight.CONDITION or row.apart:
        return False
    before = list(tokens[max(0, row.start - 3) : row.start])
    if not before:
        return False
    if before[-1] in _GOES_ON:
        return before[0] in _DENIALS
    return before[-1] in _DENIALS
