"""”lista”, ”lista gyn”, ”lista lägg till östradiol”, ”lista ta bort G03”."""

import re
from collections.abc import Callable

from bot.cards import Card, Choices, Option
from bot.commands.rest.advising.case import own_groups
from bot.commands.rest.case import RestCase, press, refused
from bot.commands.rest.listing import adding, removing
from bot.commands.rest.listing.case import ENTRY, ONLY_MEMBERS, about
from bot.commands.rest.listing.shown import lists, shown
from bot.questions.request import Reply
from bot.shortages.lists import lists_meant
from bot.texts import quoted
from directory.shortages.groups.group import MedicineGroup

_LISTS = ("lista", "listan", "listor", "listorna")
_ADD = re.compile(r"(?:lägg(?:a)? till|nytt?|\+)\s+(?P<words>.+)", re.IGNORECASE)
_REMOVE = re.compile(r"(?:ta(?:ga)? bort|bort|stryk|-|–)\s+(?P<words>.+)", re.IGNORECASE)
_HOW = "Skriv ”/rest lista lägg till östradiol” eller ”/rest lista ta bort G03”."
_OnWords = Callable[[str, MedicineGroup, RestCase], Reply]


def typed(words: str, case: RestCase) -> Reply | None:
    """What is asked of the lists; None where the words are about something else."""
    first, _, rest = words.partition(" ")
    if first.casefold() not in _LISTS:
        return None
    if not rest:
        return lists(case)
    if match := _ADD.fullmatch(rest):
        return _on_own(adding.asked_for, match["words"], "lista-sök", adding.WORDS, case)
    if match := _REMOVE.fullmatch(rest):
        return _on_own(removing.named, match["words"], "lista-bort", ENTRY, case)
    return _named(rest, case)


def _on_own(act: _OnWords, words: str, action: str, field: str, case: RestCase) -> Reply:
    """On the list of the asker's only group; where they have several, which."""
    own = own_groups(case)
    if not own:
        return refused(ONLY_MEMBERS)
    if len(own) == 1:
        return act(words, own[0], case)
    options = (Option(one.name, press(action, about(one, **{field: words}))) for one in own)
    return Reply(Card((Choices("På vilken lista?", tuple(options)),)))


def _named(words: str, case: RestCase) -> Reply:
    meant = lists_meant(words, case.snapshot)
    if len(meant.groups) == 1 and meant.sure:
        return shown(meant.groups[0], case)
    if meant.groups:
        options = (Option(one.name, press("lista", about(one))) for one in meant.groups)
        return Reply(Card((Choices(f"Vilken lista är {quoted(words)}?", tuple(options)),)))
    return refused(f"Ingen specialistgrupp heter {quoted(words)}. {_HOW}")
