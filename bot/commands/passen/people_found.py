"""A member of a service, chosen from a list or, where there are many, named in words."""

from bot.cards import FormField, SelectField, TextField
from bot.commands.passen.asked import ShiftCase
from bot.texts import quoted
from directory.catalogue.people import Person
from directory.catalogue.services import Service
from directory.names.normalise import fold, words
from directory.staffing.members import members

MEMBER = "vem"
MOST_LISTED = 90


def member_field(
    service: Service,
    asked: ShiftCase,
    label: str,
    wrong: str = "",
    *,
    without: str,
    first: tuple[tuple[str, str], ...] = (),
) -> FormField:
    """Asks for a member; `first` are answers that are nobody, `without` cannot be chosen."""
    known = [one for one in shown_members(service, asked) if one.id != without]
    if len(known) + len(first) > MOST_LISTED:
        nobody = f" Tomt: {first[0][1][0].lower()}{first[0][1][1:]}." if first else ""
        hint = f"Namn på en kollega.{nobody}"
        return TextField(MEMBER, label, asked.get(MEMBER), hint, wrong, required=not first)
    options = (*first, *((one.id, one.name) for one in known))
    chosen = asked.get(MEMBER)
    usual = options[0][0] if first else ""
    value = chosen if chosen in dict(options) else usual
    return SelectField(MEMBER, label, options, value, wrong)


def shown_members(service: Service, asked: ShiftCase) -> tuple[Person, ...]:
    """The members whose names the asker may see: those who hide theirs only for one who plans."""
    found = members(service, asked.snapshot)
    return tuple(one for one in found if one.show_name or asked.for_others or one.id == asked.me)


def member_named(said: str, service: Service, asked: ShiftCase) -> Person | str:
    """The member with that id or name, else a sentence that says why not."""
    known = shown_members(service, asked)
    exact = [one for one in known if said == one.id]
    found = exact or named(said, known)
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(one.name for one in found[:5])
        return f"Flera heter så: {several}. Skriv hela namnet."
    if not said:
        return "Välj en kollega."
    title = asked.snapshot.title(service.id)
    return f"{quoted(said)} finns inte bland dem som hör till {title}."


def named(said: str, people: tuple[Person, ...]) -> list[Person]:
    """Those whose name holds all the words, or begins words of it; the whole name before a part."""
    wanted = [fold(word) for word in words(said)]
    if not wanted:
        return []
    parts = {one: [fold(word) for word in words(one.name)] for one in people}
    whole = [one for one in people if parts[one] == wanted]
    return whole or [
        one
        for one in people
        if all(any(part.startswith(word) for part in parts[one]) for word in wanted)
    ]
