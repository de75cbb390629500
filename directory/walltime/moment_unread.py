"""Words for a time that are left when a moment has been read: unreadable, or one too many."""

import re

from directory.walltime.moment_patterns import (
    DAY_WORD,
    MONTH_DAY,
    THIS_PART,
    WHAT_HAS_BEEN,
    is_measured,
    word_before,
)

_CLOCK = re.compile(
    r"(?<![\w/.,-])(?:vid |runt |kring |efter |före )?"
    r"(?:kl(?:ockan)?\.? ?[0-9]{1,4}(?:[:.][0-9]{1,2})?|[0-9]{1,4}(?:[:.][0-9]{2})?[- ]tiden)"
    r"(?![\w/:%-]|[.,][0-9])",
    re.IGNORECASE,
)


def unread_times(rest: str) -> tuple[str, ...]:
    """What in the rest of a text names a time: ”vid 25-tiden”, ”kl 25”, ”32/13”, a second day.

    What has been (”feber sen i natt”), and what could as well be medicine, is no such thing.
    """
    found = [match for match in _CLOCK.finditer(rest)]
    found += [match for match in MONTH_DAY.finditer(rest) if not is_measured(rest, match)]
    for pattern in (DAY_WORD, THIS_PART):
        found += [
            match
            for match in pattern.finditer(rest)
            if not WHAT_HAS_BEEN.fullmatch(word_before(rest, match.start()))
        ]
    return tuple(match.group().strip() for match in sorted(found, key=lambda match: match.start()))
