"""Which lines of which services are meant by what was typed, and which the asker belongs to."""

from collections.abc import Sequence

from bot.commands.passen.asked import ShiftCase, refused
from bot.commands.passen.words import name_of
from bot.questions.request import Reply
from bot.questions.understanding import understand
from bot.texts import quoted
from directory.catalogue.people import Person
from directory.catalogue.services import Service
from directory.rosters.line import Line
from directory.staffing.members import is_member, services_of_member
from directory.staffing.responsible import responsible


def services_meant(words: str, asked: ShiftCase) -> Sequence[Service]:
    """The services that the words speak of and that have a roster; those of the asker alone where
    some are hers."""
    snapshot, me = asked.snapshot, asked.request.who.person
    meant = understand(words, snapshot).services(snapshot)
    rostered = [service for service in meant if snapshot.own_lines(service)]
    mine = [service for service in rostered if me and is_member(me, service, snapshot)]
    return mine or rostered


def lines_meant(words: str, asked: ShiftCase) -> list[Line] | Reply:
    """The lines of the words, at least one; a reply that says why there is none. Where no service
    was said, those of the asker's own."""
    query = understand(words, asked.snapshot).query
    own = own_lines(asked)
    if own and not (query.subject_words or query.place_words):
        return [line for line in own if query.role in (None, line.role)] or own
    services = services_meant(words, asked)
    if not services:
        hint = "Skriv till exempel ”/pass ta kardiologi”."
        return refused(f"Jag hittar inget schema för {quoted(words)}. {hint}")
    role = query.role
    lines = [line for one in services for line in asked.snapshot.own_lines(one)]
    wanted = [line for line in lines if role in (None, line.role)]
    if wanted:
        return wanted
    there = ", ".join(sorted({str(line.role) for line in lines}))
    title = asked.snapshot.title(services[0].id)
    return refused(f"{title} har ingen {role} i schemat, men {there}.")


def own_lines(asked: ShiftCase) -> list[Line]:
    """The lines of the services that the asker belongs to."""
    me = asked.request.who.person
    services = services_of_member(me, asked.snapshot) if me else ()
    return [line for one in services for line in asked.snapshot.own_lines(one)]


def stranger(line: Line, asked: ShiftCase, person: Person | None = None) -> Reply:
    """Why somebody who does not belong to the service cannot have its shift, and who helps."""
    who = f"{name_of(person.id, asked.snapshot)} hör" if person else "Du hör"
    found = responsible(asked.service(line), asked.snapshot)
    named = [one.name for one in found if one.show_name][:2]
    ask = f" Fråga samordnaren: {' eller '.join(named)}." if named else " Fråga samordnaren."
    return refused(f"{who} inte till {asked.snapshot.title(line.service)}.{ask}")
