"""What those are called who stand behind advice: groups and persons, also when they are gone."""

from bot.texts import all_of
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot

NO_GROUP = "en specialistgrupp som inte finns längre"


def group_words(advice: ReplacementAdvice, snapshot: Snapshot) -> str:
    """What the group is called."""
    group = snapshot.of(MEDICINE_GROUPS).get(advice.group)
    return group.name if group else f"{NO_GROUP} ({advice.group})"


def writers_words(advice: ReplacementAdvice, snapshot: Snapshot) -> str:
    """Who has written any of it: ”Anna Asp och Bo Björn”."""
    return all_of([name_words(one, snapshot) for one in advice.writers])


def name_words(person: str, snapshot: Snapshot) -> str:
    """What somebody is called; their id where they have left the directory."""
    known = snapshot.people.get(person)
    return known.name if known else person
