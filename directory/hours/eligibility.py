"""Who may use an hour: by the unit and the profession that the directory has of them."""

from directory.catalogue.people import Profession
from directory.catalogue.units import Unit
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class Eligibility:
    """Chosen units, municipalities and professions; an empty set leaves that open.

    Of units and municipalities one is enough: a centre may be added beside a whole municipality.
    """

    units: frozenset[str] = frozenset()
    municipalities: frozenset[str] = frozenset()
    professions: frozenset[Profession] = frozenset()

    def allow(self, unit: Unit | None, profession: Profession | None) -> bool:
        """Whether they may use it. `unit` is that of their row in the directory, never one that
        they have chosen themselves; without a row nothing that is limited is theirs."""
        if self.professions and profession not in self.professions:
            return False
        if not (self.units or self.municipalities):
            return True
        return unit is not None and (
            unit.id in self.units or unit.municipality in self.municipalities
        )


ANYONE = Eligibility()
