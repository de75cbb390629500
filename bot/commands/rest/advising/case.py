"""The version and the group that a button names, and who may see them."""

from collections.abc import Callable, Sequence

from bot import links
from bot.commands.rest.case import RestCase, refused
from bot.questions.request import Reply
from bot.shortages.advice.people import nobody_is_left
from directory.catalogue.people import Access
from directory.shortages.advice.advice import AdviceRefusedError, ReplacementAdvice
from directory.shortages.advice.kept import ADVICE, Advised
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS

VERSION, GROUP, SEEN, REASON = links.ADVICE, "grupp", "text", "skäl"
GONE = "Rådet finns inte längre. Skriv ”/rest råd” så visas de som finns."
NO_GROUP = "Specialistgruppen finns inte längre, så rådet kan inte ändras."
NOT_YOURS = "Utkast ses bara av gruppens medlemmar och av samordnaren."

OnVersion = Callable[[ReplacementAdvice, MedicineGroup, RestCase], Reply]
OnAnyVersion = Callable[[ReplacementAdvice, MedicineGroup | None, RestCase], Reply]
"""As `OnVersion`, also where the group is no longer there."""


def advised(case: RestCase) -> Advised:
    """All advice that there is."""
    return case.snapshot.of(ADVICE)


def own_groups(case: RestCase) -> Sequence[MedicineGroup]:
    """The groups that the asker belongs to."""
    me = case.request.who.person
    return case.snapshot.of(MEDICINE_GROUPS).of_member(me.id) if me else ()


def coordinates(case: RestCase) -> bool:
    """Whether the asker may see how far the advice of every group has come."""
    return case.request.who.has(Access.COORDINATOR)


def is_member(group: MedicineGroup | None, case: RestCase) -> bool:
    """Whether the asker belongs to the group."""
    return group in own_groups(case)


def stands_in(group: MedicineGroup | None, case: RestCase) -> bool:
    """Whether the asker acts for a group that is not there, or of which nobody is left."""
    return coordinates(case) and nobody_is_left(group, case.snapshot)


def about(advice: ReplacementAdvice) -> dict[str, str]:
    """The version as data of a button, with the text that the button was made for."""
    return {VERSION: advice.id, SEEN: advice.text_hash}


def versioned(act: OnVersion) -> Callable[[RestCase], Reply]:
    """The action on the version of the button, if it is there and the asker may know of it."""
    return readable(lambda advice, group, case: (
        act(advice, group, case) if group else refused(NO_GROUP)
    ))  # fmt: skip


def readable(act: OnAnyVersion) -> Callable[[RestCase], Reply]:
    """The same for what can be done though the group is no longer there."""

    def pressed(case: RestCase) -> Reply:
        advice = advised(case).get(case.get(VERSION))
        if advice is None:
            return refused(GONE)
        group = case.snapshot.of(MEDICINE_GROUPS).get(advice.group)
        if advice.is_open and not (is_member(group, case) or coordinates(case)):
            return refused(NOT_YOURS)
        try:
            return act(advice, group, case)
        except AdviceRefusedError as why:
            return refused(str(why))

    return pressed
