"""Which lists of medicines somebody may see the overview of."""

from collections.abc import Callable, Iterator, Sequence

from bot.access import Asker
from bot.shortages.followers import follower_named
from directory.catalogue.people import Access
from directory.lazy.values import dataclass
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.shortages.groups.listed import meant_by
from directory.shortages.meaning import together
from directory.shortages.medicine import MedicinalProduct
from directory.snapshot import Snapshot

OVERVIEW = "/rest/oversikt"
"""The page of the overview in the web chat."""
OWN, EVERY = "bevakat", "alla"


@dataclass(frozen=True, slots=True)
class OverviewList:
    """`id`: as an address says it. `name`: in words. `group`: whose list it is, if it is one's."""

    id: str
    name: str
    means: Callable[[MedicinalProduct], bool]
    group: MedicineGroup | None = None


def may_see_overview(who: Asker, snapshot: Snapshot) -> bool:
    """Members of specialist groups, and coordinators."""
    return who.has(Access.COORDINATOR) or bool(snapshot.of(MEDICINE_GROUPS).of_member(who.id))


def overview_lists(who: Asker, snapshot: Snapshot) -> Sequence[OverviewList]:
    """Those of the asker's own groups first, then, for coordinators, of the others; what they
    follow; and all there is. None for whoever may not see any."""
    return tuple(_lists(who, snapshot)) if may_see_overview(who, snapshot) else ()


def _lists(who: Asker, snapshot: Snapshot) -> Iterator[OverviewList]:
    groups = snapshot.of(MEDICINE_GROUPS)
    own = groups.of_member(who.id)
    others = [group for group in groups if group not in own]
    for group in (*own, *(others if who.has(Access.COORDINATOR) else ())):
        yield OverviewList(group.id, group.name, meant_by(group.medicines).mean, group)
    follower = follower_named(who.id, snapshot)
    if follower is not None:
        followed = together(follow.medicines for follow in follower.follows)
        yield OverviewList(OWN, "Det du bevakar", followed.mean)
    yield OverviewList(EVERY, "Alla läkemedel", lambda one: not one.is_veterinary)
