"""When more is asked of a substance than usual, so that a group may want to advise on it.

Two Swedish days, today as far as it has come and yesterday, are compared with the four weeks before
them. It is a rise from ten questions on, and from three times as many as usual in two days. Nothing
is said before questions have been counted for a week: there is no usual yet.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from directory.lazy.values import dataclass
from directory.shortages.demand.questions import SubstanceQuestions

RECENT = timedelta(days=2)
BEFORE = timedelta(days=28)
LOOKED_AT = RECENT + BEFORE
SHORTEST_BEFORE = timedelta(days=7)
FEWEST = 10
TIMES_AS_MANY = 3


@dataclass(frozen=True, slots=True)
class SubstanceDemand:
    """How much is asked of a substance: `times` in two days, `usual` in two days of the weeks
    before; None where these are too few to say."""

    substance: str
    times: int
    usual: float | None

    @property
    def is_rise(self) -> bool:
        """Whether it is worth telling: never of few questions, and never of what is usual."""
        if self.usual is None or self.times < FEWEST:
            return False
        return self.times >= TIMES_AS_MANY * self.usual


def first_day(day: date) -> date:
    """The first day that is looked at on a day."""
    return day + timedelta(days=1) - LOOKED_AT


def demand(questions: Iterable[SubstanceQuestions], day: date) -> tuple[SubstanceDemand, ...]:
    """Every substance that was asked for in two days until a day, the most first. `questions`: all
    since `first_day`."""
    begins = day + timedelta(days=1) - RECENT
    recent: Counter[str] = Counter()
    before: Counter[str] = Counter()
    first = begins
    for one in questions:
        if first_day(day) <= one.day <= day:
            (recent if one.day >= begins else before)[one.substance] += one.times
            first = min(first, one.day)
    found = (
        SubstanceDemand(substance, times, _usual(before[substance], begins - first))
        for substance, times in recent.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.times, one.substance)))


def _usual(times: int, counted: timedelta) -> float | None:
    """In two days, of so many in all the time before."""
    return None if counted < SHORTEST_BEFORE else times * RECENT / counted
