"""How the packs are that advice speaks of: what it is about, and what it names instead."""

from collections.abc import Collection, Iterable, Mapping

from directory.shortages.advice.medicine import AdvisedMedicine, concerns
from directory.shortages.pack_changes import moment_of
from directory.shortages.soon import begins_soon
from directory.shortages.state import PackSituation, PackState


def packs_of(
    medicines: Iterable[AdvisedMedicine], present: Mapping[str, PackSituation]
) -> Mapping[str, PackSituation]:
    """The packs that the medicines mean, by their ids, of all that are known; never those of
    medicines for animals."""
    wanted = tuple(medicines)
    return {
        pack: now
        for pack, now in present.items()
        if not now.product.is_veterinary
        and concerns(wanted, now.product.npl_id, pack, now.product.atc)
    }


def runs_short(now: PackSituation) -> bool:
    """Whether the pack is out of stock or withdrawn, or will be within three weeks: by what weighs
    most, or by its shortages alone."""
    return _is_or_begins_soon(now) or (now.short is not None and _is_or_begins_soon(now.short))


def _is_or_begins_soon(now: PackSituation) -> bool:
    moment = moment_of(now)
    return now.state.is_listed_as_short and (moment.begun or begins_soon(moment, now.day))


def none_short(packs: Mapping[str, PackSituation]) -> bool:
    """Whether no pack that advice is about is short or to come, of those that are known."""
    return bool(packs) and not any(now.state.is_listed_as_short for now in packs.values())


def all_back(packs: Mapping[str, PackSituation], returned: Collection[str]) -> bool:
    """Whether every pack that advice is about is back, and one of them has come back since it was
    approved (`returned`). A pack that is no longer listed, or is to come, is not back."""
    is_back = all(now.state is PackState.BACK for now in packs.values())
    return is_back and any(pack in returned for pack in packs)
