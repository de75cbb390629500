"""What a kind of unit follows without anybody there having asked, as coordinators have decided."""

from collections.abc import Iterable
from datetime import datetime

from directory.catalogue.units import Unit, UnitKind
from directory.grouping import grouped
from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part
from directory.shortages.following.target import read_target


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortageDefault:
    """A target, as it is written, that everybody at a kind of unit follows since then, unless they
    have chosen otherwise. `made_by`: an account."""

    unit_kind: UnitKind
    target: str
    made: datetime
    made_by: str

    @property
    def id(self) -> str:
        """One for each kind of unit and target."""
        return f"{self.unit_kind}|{self.target}"


class ShortageDefaults(ById[ShortageDefault]):
    """What each kind of unit follows."""

    def __init__(self, defaults: Iterable[ShortageDefault] = ()) -> None:
        super().__init__(defaults)
        self._of_kind = grouped(self, lambda default: default.unit_kind)

    def at(self, home: Unit | None) -> tuple[ShortageDefault, ...]:
        """What those whose home unit it is follow; what cannot be read is left out."""
        of_kind = self._of_kind.get(home.kind, ()) if home else ()
        return tuple(default for default in of_kind if read_target(default.target))


SHORTAGE_DEFAULT = Kind(ShortageDefault)
SHORTAGE_DEFAULTS = Part.of("shortage defaults", SHORTAGE_DEFAULT, ShortageDefaults)
