"""The group that a button names, and who may change its list."""

from collections.abc import Callable

from bot.commands.rest.advising.case import is_member
from bot.commands.rest.case import RestCase, refused
from bot.questions.request import Reply
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS

GROUP, ENTRY = "grupp", "rad"
GONE = "Specialistgruppen finns inte längre. Skriv ”/rest lista” så visas de som finns."
ONLY_MEMBERS = "Bara gruppens medlemmar ändrar dess lista."

OnList = Callable[[MedicineGroup, RestCase], Reply]


def group_of(case: RestCase) -> MedicineGroup | None:
    """The group of the button."""
    return case.snapshot.of(MEDICINE_GROUPS).get(case.get(GROUP))


def of_member(act: OnList) -> Callable[[RestCase], Reply]:
    """The action on the group of the button, if the asker belongs to it."""

    def pressed(case: RestCase) -> Reply:
        group = group_of(case)
        if group is None:
            return refused(GONE)
        return act(group, case) if is_member(group, case) else refused(ONLY_MEMBERS)

    return pressed


def about(group: MedicineGroup, **more: str) -> dict[str, str]:
    """The group as data of a button."""
    return {GROUP: group.id, **more}
