"""Who is told of a group's advice: its members; where nobody of them is left, the coordinators of
the region, who may act for it then."""

from collections.abc import Collection, Sequence

from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible_for_region

NO_GROUP = "en specialistgrupp som inte finns längre"


def told(advice: ReplacementAdvice, snapshot: Snapshot, but: Collection[str] = ()) -> Sequence[str]:
    """Their ids, without some of them, in order."""
    group = snapshot.of(MEDICINE_GROUPS).get(advice.group)
    members = [one for one in sorted(group.members) if one in snapshot.people] if group else []
    answering = members or [person.id for person in responsible_for_region(snapshot)]
    return [one for one in answering if one not in but]


def group_words(advice: ReplacementAdvice, snapshot: Snapshot) -> str:
    """What the group is called."""
    group = snapshot.of(MEDICINE_GROUPS).get(advice.group)
    return group.name if group else f"{NO_GROUP} ({advice.group})"


def name_words(person: str, snapshot: Snapshot) -> str:
    """What somebody is called; their id where they have left the directory."""
    known = snapshot.people.get(person)
    return known.name if known else person
