"""Taking a row off a group's list."""

from bot.cards import Notice, Tone
from bot.commands.rest.case import RestCase, refused
from bot.commands.rest.listing.adding import saved
from bot.commands.rest.listing.case import ENTRY
from bot.commands.rest.listing.shown import shown, title
from bot.questions.request import Reply
from bot.texts import quoted
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.listed import meant_by

_LAST = "Det är den sista raden. Lägg till ett annat läkemedel först."


def remove(group: MedicineGroup, case: RestCase) -> Reply:
    """The row of the button."""
    row = case.get(ENTRY)
    return _without(row, group, case) if row in group.medicines else named(row, group, case)


def named(words: str, group: MedicineGroup, case: RestCase) -> Reply:
    """The row that the words name, however it is spelt; where none is, the list as it stands."""
    meant = meant_by([words.upper(), words.lower()])
    rows = [row for row in group.medicines if row.casefold() == words.casefold()] or [
        row for row in group.medicines if meant_by([row]).substances & meant.substances
    ]
    if len(rows) == 1:
        return _without(rows[0], group, case)
    says = f"{quoted(words)} är ingen rad på listan. Tryck på den rad som ska bort."
    return shown(group, case, Notice(says, Tone.WARNING))


def _without(row: str, group: MedicineGroup, case: RestCase) -> Reply:
    left = [one for one in group.medicines if one != row]
    if not left:
        return refused(_LAST)
    changed = group.with_medicines(left, case.request.who.account)
    return saved(changed, f"{title(row, case)} är borta från listan.", case)
