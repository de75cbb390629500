"""What has been told of advice by looking at packs, as little of it as must be remembered."""

from collections.abc import Iterable
from dataclasses import replace

from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceTold:
    """What has been told of all versions of some advice. `id`: the advice.

    `short`: the NPL pack ids of what it names instead that were short when they were last looked
    at: of these the group knows. `done`: what has been told and is told once, by its name.
    """

    id: str
    short: tuple[str, ...] = ()
    done: tuple[str, ...] = ()

    def having_told(self, *names: str) -> "AdviceTold":
        """The same after these have been told too."""
        return replace(self, done=tuple(dict.fromkeys((*self.done, *names))))


class AllAdviceTold(ById[AdviceTold]):
    """What has been told of each advice."""

    def __init__(self, told: Iterable[AdviceTold] = ()) -> None:
        super().__init__(told)

    def about(self, advice: str) -> AdviceTold:
        """What has been told of the advice; nothing before anything has."""
        return self.get(advice) or AdviceTold(id=advice)


ADVICE_TOLD_KIND = Kind(AdviceTold)
ADVICE_TOLD = Part.of("advice told", ADVICE_TOLD_KIND, AllAdviceTold)
