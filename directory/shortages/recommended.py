"""The region's own list of recommended drugs: only the settings know where it is."""

from directory.lazy.values import dataclass
from directory.query import Port, Reads


@dataclass(frozen=True, slots=True)
class RecommendedDrugs:
    """`address`: of the list, on the web; empty where none is set."""

    address: str = ""


NO_LIST = RecommendedDrugs()
RECOMMENDED_DRUGS = Port[RecommendedDrugs]("recommended drugs")


@dataclass(frozen=True, slots=True)
class RecommendedDrugsWanted:
    """Where the list is."""

    async def answer(self, reads: Reads) -> RecommendedDrugs:
        return reads.of(RECOMMENDED_DRUGS)
