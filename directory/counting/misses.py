"""Words that konsult did not understand, kept so that coordinators can teach it."""

from datetime import datetime, timedelta

from directory.lazy.values import dataclass

MISSES_KEPT = timedelta(days=90)
MOST_WORDS = 6
LONGEST = 60


def kept(words: str) -> str:
    """The words of a miss if they may be stored, else an empty string: then it is only counted.

    No digits, at most six words and sixty characters, so that no text about a patient is kept.
    """
    fits = len(words) <= LONGEST and len(words.split()) <= MOST_WORDS
    return words if fits and not any(sign.isdigit() for sign in words) else ""


@dataclass(frozen=True, slots=True)
class Miss:
    """A question that was not understood, or (`taken`) a suggestion that was taken after it.

    `words`: in their first form, without time, place and filler words; empty where they may not be
    kept. `suggested`: whether something near was offered.
    """

    at: datetime
    command: str
    words: str
    suggested: bool = False
    taken: bool = False

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("A miss needs an aware instant.")
        if self.words != kept(self.words):
            raise ValueError("These words may not be kept.")


@dataclass(frozen=True, slots=True)
class MissedWords:
    """How often some words were missed with a command, and how often a suggestion was taken."""

    words: str
    command: str
    times: int
    taken: int
    last: datetime

    @property
    def id(self) -> str:
        """The words: they are dismissed for all commands at once."""
        return self.words

    @property
    def untaught(self) -> int:
        """The times that led to nothing."""
        return max(0, self.times - self.taken)
