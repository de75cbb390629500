"""Which lines of which services are meant by what was typed, and which the asker belongs to."""

from collections.abc import Sequence

from bot.commands.passen.case import PassCase, refused
from bot.commands.passen.words import name_of
from bot.questions.request import Reply
from bot.questions.understanding import understand
from bot.texts import quoted
from directory.catalogue.services import Service
from directory.rosters.line import Line
from directory.rosters.somebody import Colleague
from directory.staffing.members import is_member, services_of_member
from directory.staffing.responsible import responsible


def services_meant(words: str, case: PassCase) -> Sequence[Service]:
    """The services of the words that have a roster; only the asker's own, if some of them are."""
    snapshot, me = case.snapshot, case.request.who.person
    meant = services_named(words, case)
    rostered = [service for service in meant if snapshot.own_lines(service)]
    mine = [service for service in rostered if me and is_member(me, service, snapshot)]
    return mine or rostered


def services_named(words: str, case: PassCase) -> Sequence[Service]:
    """The services of the words, with or without a roster now: they may have had one."""
    return understand(words, case.snapshot).services(case.snapshot)


def lines_meant(words: str, case: PassCase) -> list[Line] | Reply:
    """The lines of the words, at least one, or a reply that says why there is none. Where the words
    name no service, those of the asker's own."""
    query = understand(words, case.snapshot).query
    own = own_lines(case)
    if own and not (query.subject_words or query.place_words):
        return [line for line in own if query.role in (None, line.role)] or own
    services = services_meant(words, case)
    if not services:
        hint = "Skriv till exempel ”/pass ta kardiologi”."
        return refused(f"Jag hittar inget schema för {quoted(words)}. {hint}")
    role = query.role
    lines = [line for service in services for line in case.snapshot.own_lines(service)]
    wanted = [line for line in lines if role in (None, line.role)]
    if wanted:
        return wanted
    there = ", ".join(sorted({str(line.role) for line in lines}))
    title = case.snapshot.title(services[0].id)
    return refused(f"{title} har ingen {role} i schemat, men {there}.")


def own_lines(case: PassCase) -> list[Line]:
    """The lines of the services that the asker belongs to."""
    me = case.request.who.person
    services = services_of_member(me, case.snapshot) if me else ()
    return [line for service in services for line in case.snapshot.own_lines(service)]


def stranger(line: Line, case: PassCase, person: Colleague | None = None) -> Reply:
    """Why somebody who does not belong to the service cannot have its shift, and who helps."""
    who = f"{name_of(person.id, case.snapshot)} hör" if person else "Du hör"
    people = responsible(case.service(line), case.snapshot)
    named = [coordinator.name for coordinator in people if coordinator.show_name][:2]
    ask = f" Fråga samordnaren: {' eller '.join(named)}." if named else " Fråga samordnaren."
    return refused(f"{who} inte till {case.snapshot.title(line.service)}.{ask}")
