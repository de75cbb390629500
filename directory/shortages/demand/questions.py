"""Questions of /rest as they are counted: by substance and Swedish day, and by nothing else."""

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from directory.counting.lookups import Lookup
from directory.lazy.values import dataclass
from directory.walltime.days import local

ASKED_WITH = "rest"
"""The command whose questions count."""
QUESTIONS_KEPT = timedelta(days=2 * 366)
"""How long the counts are stored."""

QuestionKey = tuple[date, str]
"""A Swedish day, and a substance by its ATC code; a product that has none by its NPL id."""


@dataclass(frozen=True, slots=True)
class SubstanceQuestions:
    """How often the card of a substance was shown to whoever asked for it on a Swedish day."""

    day: date
    substance: str
    times: int


def is_of_substance(lookup: Lookup) -> bool:
    """Whether it is counted by substance and day, and in no other way: neither the minute nor the
    unit of who asked is kept."""
    return lookup.command == ASKED_WITH and bool(lookup.service)


def added_up(lookups: Mapping[Lookup, int]) -> Mapping[QuestionKey, int]:
    """The questions among some lookups, in the order of their keys."""
    counts: Counter[QuestionKey] = Counter()
    for lookup, times in lookups.items():
        if is_of_substance(lookup):
            counts[local(lookup.at).date(), lookup.service] += times
    return dict(sorted(counts.items()))
