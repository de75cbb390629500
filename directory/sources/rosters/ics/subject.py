"""What people and programs put before the subject of an event: ”Inställt: Bakjour AA”, ”VB: …”."""

import re

from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.word_lists import SubjectKind, is_harmless, subject_of

__all__ = ["SubjectKind", "subject_in"]

_BEFORE = re.compile(
    r"\s*(?:[\[(<]\s*(?P<inside>[^\[\]()<>:]{2,30})[\])>]\s*[:–—-]?|(?P<plain>[^:|–—]{2,30}?)\s*(?::|\s[-–—|]\s))\s*"
)


def subject_in(summary: str) -> tuple[SubjectKind | None, str]:
    """What stands before the subject, and the summary without it; None where nothing does.

    Of several the first: ”VB: Inställt: Bakjour AA” is cancelled.
    """
    found: SubjectKind | None = None
    rest = summary
    while before := _BEFORE.match(rest):
        words = before["inside"] or before["plain"]
        kind = subject_of(words)
        if kind is None and not is_harmless(folded(words)):
            break
        found, rest = found or kind, rest[before.end() :]
    return found, rest
