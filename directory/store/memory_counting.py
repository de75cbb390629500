"""Counted lookups and misses in memory, for the fake store."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from directory.counting.lookups import ANSWERED, MOST_POPULAR, POPULAR_WITHIN, Lookup
from directory.counting.misses import Miss, MissedWords
from directory.counting.port import Counts, Popular, PopularReads
from directory.shortages.demand.queries import DemandReads
from directory.shortages.demand.questions import (
    QuestionKey,
    SubstanceQuestions,
    added_up,
    is_of_substance,
)
from directory.store.counting import AVTAL
from directory.store.memory_room import MemoryRoom
from directory.store.stored import Registry


class MemoryCounting(MemoryRoom, Counts, PopularReads, DemandReads):
    """Tests can read the counted lookups in `lookups`."""

    def __init__(self, registry: Registry) -> None:
        super().__init__(registry)
        self.lookups: list[Lookup] = []
        self._questions: Counter[QuestionKey] = Counter()

    async def load_popular(self, now: datetime) -> Popular:
        counts = Counter(
            (lookup.unit, lookup.service)
            for lookup in self.lookups
            if (lookup.command, lookup.outcome) == ("konsult", ANSWERED)
            and lookup.at >= now - POPULAR_WITHIN
            and lookup.unit
            and lookup.service
        )
        popular: dict[str, tuple[str, ...]] = {}
        for (unit, service), _ in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
            popular[unit] = (*popular.get(unit, ()), service)[:MOST_POPULAR]
        return popular

    async def load_misses(self, now: datetime) -> tuple[MissedWords, ...]:
        return self._misses.load(now)

    async def load_answer_counts(self, now: datetime) -> Mapping[str, int]:
        return Counter(
            lookup.service
            for lookup in self.lookups
            if (lookup.command, lookup.outcome) == (AVTAL, ANSWERED)
            and lookup.service
            and lookup.at >= now - POPULAR_WITHIN
        )

    async def count(self, lookups: Mapping[Lookup, int]) -> None:
        counted = {one: times for one, times in lookups.items() if not is_of_substance(one)}
        self.lookups += Counter(counted).elements()
        self._questions.update(added_up(lookups))

    async def load_substance_questions(self, since: date) -> tuple[SubstanceQuestions, ...]:
        return tuple(
            SubstanceQuestions(day, substance, times)
            for (day, substance), times in sorted(self._questions.items())
            if day >= since
        )

    async def count_misses(self, misses: Sequence[Miss]) -> None:
        self._misses.count(misses)
