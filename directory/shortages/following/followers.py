"""Who follows which medicines: by their own choice, and by what their kind of unit follows."""

from collections.abc import Iterator

from directory.catalogue.units import Unit
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace
from directory.shortages.following.defaults import SHORTAGE_DEFAULTS
from directory.shortages.following.look import Follow
from directory.shortages.following.target import read_target
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class ShortageFollower:
    """Somebody who follows medicines. `id`: a person's, or an account. `hour`: the local hour at
    whose half the digest comes."""

    id: str
    hour: int
    follows: tuple[Follow, ...]


def follower(id_: str, home: Unit | None, snapshot: Snapshot) -> ShortageFollower | None:
    """What somebody follows whose home unit it is; None for nothing.

    What they have chosen themselves outranks what their kind of unit follows, also where they have
    chosen not to be told.
    """
    follows = tuple(_follows(id_, home, snapshot))
    hour = snapshot.of(FOLLOWING).hour(id_, SHORTAGE_NEWS)
    return ShortageFollower(id_, hour, follows) if follows else None


def _follows(id_: str, home: Unit | None, snapshot: Snapshot) -> Iterator[Follow]:
    following, groups = snapshot.of(FOLLOWING), snapshot.of(MEDICINE_GROUPS)
    own = {one.target: one for one in following.of(id_) if one.topic == SHORTAGE_NEWS}
    for chosen in own.values():
        target = read_target(chosen.target)
        if target and chosen.pace is not Pace.OFF:
            yield Follow(target.meant(groups), chosen.made)
    for default in snapshot.of(SHORTAGE_DEFAULTS).at(home):
        target = read_target(default.target)
        choice = following.choice(id_, SHORTAGE_NEWS, default.target, usual=Pace.DAILY)
        if target and default.target not in own and choice.pace is not Pace.OFF:
            yield Follow(target.meant(groups), default.made)
