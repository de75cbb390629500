"""What there is to see of a list of medicines on a day: what is out, coming, late and ceasing."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.shortages.following.look import substance_of
from directory.shortages.medicine import MedicinalProduct
from directory.shortages.pack_changes import PackChange, PackMoment, moment_of
from directory.shortages.soon import SOON
from directory.shortages.state import PackSituation, PackState

CHANGED_WITHIN = timedelta(days=90)
"""For how long it is said that a planned withdrawal is new, or has another day than before."""


@dataclass(frozen=True, slots=True)
class CeasingPack:
    """A pack that is withdrawn for good. `is_new`: it has been notified lately. `moved_from`: the
    day from which it was to cease before that was changed lately; None where it was not, or where
    no day was known."""

    pack: PackSituation
    is_new: bool
    is_moved: bool
    moved_from: date | None = None


@dataclass(frozen=True, slots=True)
class ShortageOverview:
    """The packs of a list, each table by substance and product. `soon`: what begins within
    three weeks, a withdrawal or a shortage; a pack that ceases later is there by its shortages
    alone. `passed` is also among those that are `out`."""

    day: date
    out: tuple[PackSituation, ...]
    soon: tuple[PackSituation, ...]
    passed: tuple[PackSituation, ...]
    ceasing: tuple[CeasingPack, ...]


def overview(
    present: Mapping[str, PackSituation],
    changes: Iterable[PackChange],
    means: Callable[[MedicinalProduct], bool],
    day: date,
) -> ShortageOverview:
    """The packs of the products that are meant. `changes`: those of `CHANGED_WITHIN`."""
    packs = sorted((pack for pack in present.values() if means(pack.product)), key=_as_read)
    changed = grouped(sorted(changes, key=lambda one: one.at), lambda one: one.npl_pack_id)
    return ShortageOverview(
        day=day,
        out=tuple(pack for pack in packs if _is_out(pack)),
        soon=tuple(look for pack in packs if (look := _begins_soon(pack, day))),
        passed=tuple(pack for pack in packs if _is_passed(pack)),
        ceasing=tuple(
            _ceasing(pack, changed.get(pack.pack.npl_pack_id, ()))
            for pack in packs
            if pack.state is PackState.CEASES
        ),
    )


def _as_read(pack: PackSituation) -> tuple[str, str, str, str]:
    name, code = substance_of(pack)
    return name.casefold(), code, pack.product.name.casefold(), pack.pack.npl_pack_id


def _is_out(pack: PackSituation) -> bool:
    """Also a pack that ceases and is short meanwhile."""
    return pack.state.is_out or (pack.beside is not None and pack.beside.is_out)


def _begins_soon(pack: PackSituation, day: date) -> PackSituation | None:
    """The pack, or the pack by its shortages alone where it is one of those that begins."""
    for look in (pack, pack.short):
        starts = moment_of(look).starts if look else None
        if starts is not None and day <= starts <= day + SOON:
            return look
    return None


def _is_passed(pack: PackSituation) -> bool:
    return PackState.FORECAST_PASSED in (pack.state, pack.beside)


def _ceasing(pack: PackSituation, changes: Iterable[PackChange]) -> CeasingPack:
    """What has been changed of the withdrawal, from how it was before all the changes."""
    before = [change.before for change in changes]
    if not before:
        return CeasingPack(pack, is_new=False, is_moved=False)
    then = before[0]
    if not _ceases(then):
        return CeasingPack(pack, is_new=True, is_moved=False)
    assert then is not None
    is_moved = then.since != pack.since
    return CeasingPack(pack, False, is_moved, then.since if is_moved else None)


def _ceases(moment: PackMoment | None) -> bool:
    return moment is not None and moment.state is PackState.CEASES
