"""Everybody who follows medicines, with the unit that they have chosen as theirs."""

from collections.abc import Mapping, Sequence

from directory.accounts.account import ACCOUNTS
from directory.catalogue.units import Unit
from directory.letters.kept import FOLLOWING
from directory.shortages.following.followers import ShortageFollower, follower
from directory.shortages.following.topic import SHORTAGE_NEWS
from directory.snapshot import Snapshot


def followers(snapshot: Snapshot) -> Sequence[ShortageFollower]:
    """Everybody who follows a medicine, in the order of their ids."""
    return snapshot.remembered("followers of medicines", lambda: _followers(snapshot))


def follower_named(id_: str, snapshot: Snapshot) -> ShortageFollower | None:
    """Somebody by the id of a person or an account; None where they follow no medicine."""
    return follower(id_, _homes(snapshot).get(id_), snapshot)


def may_follow(snapshot: Snapshot) -> Sequence[str]:
    """The ids of everybody who may follow a medicine, whether they do or not."""
    return sorted(_homes(snapshot))


def _followers(snapshot: Snapshot) -> Sequence[ShortageFollower]:
    found = (follower(id_, home, snapshot) for id_, home in sorted(_homes(snapshot).items()))
    return [one for one in found if one]


def _homes(snapshot: Snapshot) -> Mapping[str, Unit | None]:
    return snapshot.remembered("homes of followers", lambda: _homes_of(snapshot))


def _homes_of(snapshot: Snapshot) -> Mapping[str, Unit | None]:
    """The home unit of everybody who may follow something: the one that they have chosen, else
    that of their row in the directory."""
    units = snapshot.units
    homes = {person.id: units.get(person.unit) for person in snapshot.people.values()}
    for account in snapshot.of(ACCOUNTS):
        identity = account.id.partition(":")[2]
        if chosen := units.get(account.home_unit):
            homes[identity if identity in snapshot.people else account.id] = chosen
    for one in snapshot.of(FOLLOWING):
        if one.topic == SHORTAGE_NEWS:
            homes.setdefault(one.follower, None)
    return homes
