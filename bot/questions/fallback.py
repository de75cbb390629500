"""What is shown when nothing else can be: a sentence, the region's default entry, a number."""

from dataclasses import replace
from datetime import datetime

from bot import links
from bot.access import Asker
from bot.cards import Card, Choices, Contact, Notice, Option, Part, Phones, can_be_called
from bot.questions.calling import number_of
from bot.questions.counted import counted
from bot.questions.numbers_of_units import first_number
from bot.questions.request import Reply, Request, View
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.snapshot import Snapshot


def lost(request: Request, snapshot: Snapshot, says: str) -> Reply:
    """The reply when there is no answer: the sentence, the default entry and a number."""
    parts = (Notice(says), *default_entry(request, snapshot))
    return Reply(Card(parts), lookup=counted(request, "miss"))


def with_number(reply: Reply, request: Request, snapshot: Snapshot) -> Reply:
    """The reply; with the default entry and a number below if its card has no number to call."""
    card = reply.card
    if card.form is not None or can_be_called(card.parts):
        return reply
    parts = (*card.parts, *default_entry(request, snapshot))
    return replace(reply, card=Card(parts))


def default_entry(request: Request, snapshot: Snapshot) -> tuple[Part, ...]:
    """The region's default entry as a choice, and the switchboard's number to call at once."""
    who, now = request.who, request.minute
    key = ("default entry", who.likeness)
    return snapshot.remembered_at(now, key, lambda: tuple(_default_entry(who, now, snapshot)))


def _default_entry(who: Asker, now: datetime, snapshot: Snapshot) -> list[Part]:
    parts: list[Part] = []
    nearest = default_service(who, snapshot)
    if nearest is not None:
        title = snapshot.title(nearest.id)
        number = number_of(nearest, now, View(who, snapshot, now))
        option = Option(title, links.see_service(nearest.id), contact=number)
        parts.append(Choices("Osäker? Ring", (option,)))
    switchboard = switchboard_contact(who, snapshot, now)
    if switchboard is not None:
        parts.append(Phones((replace(switchboard, label=""),), switchboard.label))
    return parts


def switchboard_contact(who: Asker, snapshot: Snapshot, now: datetime) -> Contact | None:
    """The number that answers of the switchboard of the asker's hospital, or else of the default
    entry's, under the switchboard's name."""
    nearest = _nearest(who, snapshot)
    hospital = who.home.hospital if who.home else ""
    switchboard = snapshot.switchboard(hospital or (nearest.hospital if nearest else ""))
    if switchboard is None:
        return None
    return first_number(switchboard, View(who, snapshot, now), now)


def default_service(who: Asker, snapshot: Snapshot) -> Service | None:
    """The region's default entry, or its counterpart at the asker's own hospital; None where it is
    not for the asker."""
    nearest = _nearest(who, snapshot)
    return nearest if nearest is not None and who.may_ask(nearest) else None


def _nearest(who: Asker, snapshot: Snapshot) -> Service | None:
    entry = snapshot.services.get(snapshot.settings.default_entry)
    if entry is None or who.home is None:
        return entry
    near = snapshot.services_near(entry.specialty, who.home)
    same = [service for service in near if service.kind is entry.kind]
    return next(iter(scope(same, who.home).first), entry)
