"""The counts, read only when somebody asks for them."""

from datetime import date
from typing import Protocol

from directory.lazy.values import dataclass
from directory.query import Port, Reads
from directory.shortages.demand.questions import SubstanceQuestions


class DemandReads(Protocol):
    """Raises StoreUnavailableError."""

    async def load_substance_questions(self, since: date) -> tuple[SubstanceQuestions, ...]:
        """The counts of a Swedish day and those after it, by day and then by substance."""


DEMAND_READS = Port[DemandReads]("demand for medicines")


@dataclass(frozen=True, slots=True)
class QuestionsSince:
    """The counts of a Swedish day and those after it, by day and then by substance."""

    day: date

    async def answer(self, reads: Reads) -> tuple[SubstanceQuestions, ...]:
        return await reads.of(DEMAND_READS).load_substance_questions(self.day)
