"""Demand with what the picture knows of it: the medicine, whose list it is on, whether advice is
in force."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from directory.lazy.values import dataclass
from directory.shortages.advice.kept import advice_in_force
from directory.shortages.demand.questions import SubstanceQuestions
from directory.shortages.demand.rise import SubstanceDemand, demand
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.kept import MEDICINES
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.search import SubstanceFound
from directory.snapshot import Snapshot
from directory.walltime.days import local


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A substance that was asked for, under the name of its code; `groups`: with it on their
    lists."""

    demand: SubstanceDemand
    name: str
    groups: tuple[MedicineGroup, ...]
    has_advice: bool

    @property
    def substance(self) -> str:
        """Its ATC code, or the NPL id of a product that has none."""
        return self.demand.substance


def asked_for(
    demands: Iterable[SubstanceDemand], snapshot: Snapshot, now: datetime
) -> Sequence[AskedFor]:
    """The same with what is known of them; what the file in force no longer names is left out."""
    found = (_asked_for(one, snapshot, now) for one in demands)
    return [one for one in found if one is not None]


def rises(
    questions: Iterable[SubstanceQuestions], snapshot: Snapshot, now: datetime
) -> Sequence[AskedFor]:
    """What is asked for more than usual, the most first. `questions`: as `demand` wants them."""
    demands = demand(questions, local(now).date())
    return asked_for([one for one in demands if one.is_rise], snapshot, now)


def _asked_for(one: SubstanceDemand, snapshot: Snapshot, now: datetime) -> AskedFor | None:
    found = _named(one.substance, snapshot)
    if found is None:
        return None
    products = snapshot.of(MEDICINES).products(found.products)
    by_id = {
        group.id: group
        for product in products
        for group in snapshot.of(MEDICINE_GROUPS).of(product)
    }
    groups = tuple(by_id[id_] for id_ in sorted(by_id))
    return AskedFor(one, found.name, groups, _is_advised(products, snapshot, now))


def has_advice(substance: str, snapshot: Snapshot, now: datetime) -> bool:
    """Whether advice is in force for some product of the substance."""
    found = _named(substance, snapshot)
    products = snapshot.of(MEDICINES).products(found.products) if found else ()
    return _is_advised(products, snapshot, now)


def _named(substance: str, snapshot: Snapshot) -> SubstanceFound | None:
    found = snapshot.of(MEDICINES).find(substance).substances
    return next((one for one in found if substance in (one.atc, *one.products)), None)


def _is_advised(products: Iterable[MedicinalProduct], snapshot: Snapshot, now: datetime) -> bool:
    return any(advice_in_force(snapshot, product, now) for product in products)
