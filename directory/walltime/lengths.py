"""How long something lasts, as it is typed: ”4 timmar”, ”90 min”, ”1,5 h”, ”en kvart”."""

import re
from datetime import timedelta

from directory.lazy.values import dataclass
from directory.walltime.moment_patterns import count

_COUNT = r"(?P<count>[0-9]{1,4}|en|ett|två|tva|tre|fyra|fem|sex|sju|åtta|atta|nio|tio)"
_LENGTH = re.compile(
    rf"(?<![\w:.,+-])(?:(?:i|under|(?P<later>om)) )?(?:{_COUNT}(?P<half>[,.]5)?[ -]?"
    r"(?P<unit>timmar|timme|tim|h|minuters|minuter|minut|min)|(?P<short>en halvtimme|en kvart))"
    r"(?!\w)",
    re.IGNORECASE,
)
_SHORT = {"en halvtimme": timedelta(minutes=30), "en kvart": timedelta(minutes=15)}


@dataclass(frozen=True, slots=True)
class WrittenLength:
    """A length of time and where its words stand; `later`: it was ”om 2 timmar”, a moment."""

    lasts: timedelta
    start: int
    end: int
    later: bool

    def without(self, text: str) -> str:
        """The text without the words, with single spaces."""
        return " ".join(f"{text[: self.start]} {text[self.end :]}".split())


def find_length(text: str) -> WrittenLength | None:
    """The first length in a text with single spaces."""
    match = _LENGTH.search(text)
    if match is None:
        return None
    return WrittenLength(_lasts(match), match.start(), match.end(), bool(match["later"]))


def _lasts(match: re.Match[str]) -> timedelta:
    if match["short"]:
        return _SHORT[match["short"].casefold()]
    whole = timedelta(minutes=1) if match["unit"].casefold().startswith("m") else timedelta(hours=1)
    return count(match["count"]) * whole + (whole / 2 if match["half"] else timedelta(0))
