"""Words that call for attention to a text and name nothing: ”OBS!” is no heading."""

import re

_CALLOUT = re.compile(
    r"(?:obs(?:ervera)?|n\.?b|viktigt|varning|notera|tänk på|akta|nytt)[\s!.:]*", re.IGNORECASE
)


def is_callout(words: str) -> bool:
    """Whether the words do nothing but call for attention."""
    return bool(_CALLOUT.fullmatch(words.strip()))
