"""The topics of consultation hours: one's own, and those of a service."""

from datetime import date

from bot.access import Asker
from bot.letters.followable import Followable, Meant, Search, Watchable, always
from directory.catalogue.scope import scope
from directory.letters.subscriptions import Topic
from directory.names.found import TargetKind
from directory.snapshot import Snapshot


def _is_for(service: str, who: Asker, snapshot: Snapshot) -> bool:
    followed = snapshot.services.get(service)
    return followed is not None and who.may_ask(followed)


def _title(service: str, snapshot: Snapshot) -> str:
    known = service in snapshot.services
    return f"Konsulttider: {snapshot.title(service) if known else f'{service} (finns inte längre)'}"


def _meant(words: str, who: Asker, snapshot: Snapshot, today: date) -> Meant:
    """The services that the words name, those that answer for the asker's unit first."""
    resolved = snapshot.names.query(words)
    named = [hit.target for hit in resolved.subject.hits if resolved.subject.claimed]
    of_specialty = [
        service
        for target in named
        if target.kind is TargetKind.SPECIALTY
        for service in snapshot.services_of(target.id)
    ]
    by_name = [snapshot.services.get(t.id) for t in named if t.kind is TargetKind.SERVICE]
    services = list(dict.fromkeys([*filter(None, by_name), *of_specialty]))
    near = scope(services, who.home)
    watched = (Watchable(HOURS, service.id) for service in near.first or near.also or near.outside)
    return Meant(tuple(one for one in watched if one.is_for(who, snapshot)))


HOURS = Followable(
    topic=Topic("konsulttider"),
    is_for=_is_for,
    title=_title,
    search=Search(
        leads=("konsulttid", "konsulttider"),
        meant=_meant,
        asks="Skriv vilka, till exempel ”konsulttider geriatrik”.",
        nothing="Jag hittar ingen jour eller klinik för {}.",
        command="tid",
    ),
    example="”/bevaka konsulttider geriatrik” för nya och lediga tider",
)
"""New hours of a service, and its free slots shortly before they are given back."""

OWN_HOURS = Followable(
    topic=Topic("egna konsulttider"),
    usual=always,
    standing="Konsulttider som du håller eller har bokat",
    words=("egna konsulttider", "mina konsulttider"),
)
"""What happens to hours that one holds, has booked or waits for."""
