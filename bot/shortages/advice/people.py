"""Who is told of a group's advice: its members; where nobody of them is left, the coordinators of
the region, who may act for it then."""

from collections.abc import Collection, Sequence

from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible_for_region


def told(advice: ReplacementAdvice, snapshot: Snapshot, but: Collection[str] = ()) -> Sequence[str]:
    """Their ids, without some of them, in order."""
    group = snapshot.of(MEDICINE_GROUPS).get(advice.group)
    members = sorted(one for one in group.members if one in snapshot.people) if group else []
    answering = members or [person.id for person in responsible_for_region(snapshot)]
    return [one for one in answering if one not in but]


def nobody_is_left(group: MedicineGroup | None, snapshot: Snapshot) -> bool:
    """Whether there is nobody of the group who could act for it."""
    return group is None or not any(one in snapshot.people for one in group.members)
