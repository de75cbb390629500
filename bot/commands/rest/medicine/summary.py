"""How many packs of a medicine are in which state, in one sentence."""

from collections.abc import Iterator, Sequence

from directory.lazy.values import dataclass
from directory.shortages.state import PackSituation, PackState

_TWO = 2


@dataclass(frozen=True, slots=True)
class _Counted:
    """Packs that are counted together. `one`, `many`: what follows their number; `every`: what is
    said where it is true of all of several. `begun`: only those of which it is true already, or
    only those of which it is not yet; None is both."""

    states: tuple[PackState, ...]
    one: str
    many: str
    every: str
    begun: bool | None = None

    def is_so(self, pack: PackSituation) -> bool:
        return pack.state in self.states and self.begun in (None, pack.begun)

    def words(self, count: int, of: int) -> str:
        """”1 slut”, ”2 inte restnoterade nu”, ”båda slut”; ”slut” of a single pack."""
        if count == of:
            return self.one if of == 1 else self._every(of)
        return f"{count} {self.one if count == 1 else self.many}"

    def _every(self, of: int) -> str:
        return self.every.replace("alla", "båda") if of == _TWO else self.every


_COUNTED = (
    _Counted((PackState.NOW, PackState.FORECAST_PASSED), "slut", "slut", "alla slut"),
    _Counted((PackState.COMING,), "väntas ta slut", "väntas ta slut", "alla väntas ta slut"),
    _Counted(
        (PackState.BACK,),
        "inte restnoterad nu",
        "inte restnoterade nu",
        "ingen av dem restnoterad nu",
    ),
    _Counted((PackState.CEASES,), "har upphört", "har upphört", "alla har upphört", begun=True),
    _Counted((PackState.CEASES,), "upphör", "upphör", "alla upphör", begun=False),
    _Counted(
        (PackState.UNLISTED,),
        "inte längre listad",
        "inte längre listade",
        "ingen av dem längre listad",
    ),
)


def summary(packs: Sequence[PackSituation]) -> str:
    """”3 förpackningar: 1 slut, 1 inte restnoterad nu, 1 har upphört.”, ”2 förpackningar: båda
    slut.”, ”1 förpackning: slut.”"""
    noun = "förpackning" if len(packs) == 1 else "förpackningar"
    return f"{len(packs)} {noun}: {', '.join(_counts(packs))}."


def _counts(packs: Sequence[PackSituation]) -> Iterator[str]:
    for counted in _COUNTED:
        if count := sum(map(counted.is_so, packs)):
            yield counted.words(count, len(packs))
