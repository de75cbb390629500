"""What groups have been told of demand, so that they are not told again too soon."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part

SILENT_FOR = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandTold:
    """The latest time at which a group was told that a substance is asked for more than usual, and
    how often it had been."""

    group: str
    substance: str
    at: datetime
    times: int

    @property
    def id(self) -> str:
        """One for each group and substance."""
        return f"{self.group}|{self.substance}"


class ToldOfDemand(ById[DemandTold]):
    """What has been told lately."""

    def __init__(self, told: Iterable[DemandTold] = ()) -> None:
        super().__init__(told)

    def is_silent(self, group: str, substance: str, now: datetime) -> bool:
        """Whether the group was told of the substance less than a week ago."""
        told = self.get(f"{group}|{substance}")
        return told is not None and now - told.at < SILENT_FOR


DEMAND_TOLD_KIND = Kind(DemandTold, ends="at", kept_for=SILENT_FOR)
DEMAND_TOLD = Part.of("demand told", DEMAND_TOLD_KIND, ToldOfDemand)
