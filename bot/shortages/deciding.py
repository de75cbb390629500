"""Who decides what a kind of unit follows of shortages without anybody there having asked."""

from collections.abc import Sequence

from bot.access import Asker
from directory.catalogue.people import Access
from directory.catalogue.units import UnitKind
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible_at


def kinds_decided(who: Asker, snapshot: Snapshot) -> Sequence[UnitKind]:
    """The kinds of units for which the asker decides, of those that the region has.

    Coordinators do who answer for every unit of the kind, or for the whole region: who belong to
    no hospital, and to no unit where care is given. Administrators decide for all.
    """
    if not who.has(Access.COORDINATOR):
        return ()
    there = {unit.kind for unit in snapshot.units.values()}
    return [kind for kind in UnitKind if kind in there and _decides(who, kind, snapshot)]


def _decides(who: Asker, kind: UnitKind, snapshot: Snapshot) -> bool:
    if Access.ADMIN in who.access or _is_of_region(who):
        return True
    units = (unit.id for unit in snapshot.units.values() if unit.kind is kind)
    return all(who.id in {one.id for one in responsible_at(unit, snapshot)} for unit in units)


def _is_of_region(who: Asker) -> bool:
    unit = who.unit
    return unit is None or (unit.kind is UnitKind.OTHER and not unit.hospital)
