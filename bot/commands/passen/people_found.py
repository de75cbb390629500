"""A member of a service, chosen from a list or, where there are many, named in words."""

from bot.cards import FormField, SelectField, TextField
from bot.commands.passen.case import PassCase
from bot.texts import quoted
from directory.catalogue.services import Service
from directory.names.normalise import fold, words
from directory.rosters.somebody import Colleague, Somebody, as_written
from directory.staffing.members import members

MEMBER = "vem"
MOST_LISTED = 90


def member_field(
    service: Service,
    case: PassCase,
    label: str,
    wrong: str = "",
    *,
    without: Somebody | None,
    first: tuple[tuple[str, str], ...] = (),
) -> FormField:
    """Asks for a member; `first` are answers that are nobody, `without` cannot be chosen."""
    known = [person for person in shown_members(service, case) if person.id != without]
    if len(known) + len(first) > MOST_LISTED:
        nobody = f" Tomt: {first[0][1][0].lower()}{first[0][1][1:]}." if first else ""
        hint = f"Namn på en kollega.{nobody}"
        return TextField(MEMBER, label, case.get(MEMBER), hint, wrong, required=not first)
    options = (*first, *((as_written(person.id), person.name) for person in known))
    chosen = case.get(MEMBER)
    usual = options[0][0] if first else ""
    value = chosen if chosen in dict(options) else usual
    return SelectField(MEMBER, label, options, value, wrong)


def shown_members(service: Service, case: PassCase) -> tuple[Colleague, ...]:
    """The members whose names the asker may see; those who hide theirs only if the asker plans."""
    known = members(service, case.snapshot)
    return tuple(
        person for person in known if person.show_name or case.for_others or person.id == case.me
    )


def member_named(name: str, service: Service, case: PassCase) -> Colleague | str:
    """The member with that id or name, else a sentence that says why not."""
    known = shown_members(service, case)
    exact = [person for person in known if name == as_written(person.id)]
    matches = exact or named(name, known)
    if len(matches) == 1:
        return matches[0]
    if matches:
        several = ", ".join(person.name for person in matches[:5])
        return f"Flera heter så: {several}. Skriv hela namnet."
    if not name:
        return "Välj en kollega."
    title = case.snapshot.title(service.id)
    return f"{quoted(name)} finns inte bland dem som hör till {title}."


def named(name: str, people: tuple[Colleague, ...]) -> list[Colleague]:
    """Those whose name holds all the words, or begins words of it; the whole name before a part."""
    wanted = [fold(word) for word in words(name)]
    if not wanted:
        return []
    parts = {person: [fold(word) for word in words(person.name)] for person in people}
    whole = [person for person in people if parts[person] == wanted]
    return whole or [
        person
        for person in people
        if all(any(part.startswith(word) for part in parts[person]) for word in wanted)
    ]
