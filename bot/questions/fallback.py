"""What is shown when nothing else can be: a sentence, the region's default entry, a number."""

from dataclasses import replace

from bot import links
from bot.access import Asker
from bot.cards import Card, Choices, Contact, Notice, Option, Part, Phones
from bot.questions.counted import counted
from bot.questions.request import Reply, Request
from bot.texts import contact
from directory.catalogue.scope import scope
from directory.catalogue.services import Service
from directory.snapshot import Snapshot


def lost(request: Request, snapshot: Snapshot, says: str) -> Reply:
    """The reply when there is no answer: the sentence, the default entry and a number."""
    parts = (Notice(says), *default_entry(request.who, snapshot))
    return Reply(Card(parts), lookup=counted(request, "miss"))


def default_entry(who: Asker, snapshot: Snapshot) -> tuple[Part, ...]:
    """The region's default entry as a choice, and the switchboard's number to call at once."""
    key = ("default entry", who.home.id if who.home else "", who.audiences())
    return snapshot.remembered(key, lambda: tuple(_default_entry(who, snapshot)))


def switchboard_contact(who: Asker, snapshot: Snapshot) -> Contact | None:
    """The number of the asker's switchboard, under the switchboard's name."""
    listed = (part for part in default_entry(who, snapshot) if isinstance(part, Phones))
    phones = next((part for part in listed if part.contacts), None)
    return replace(phones.contacts[0], label=phones.heading) if phones else None


def _default_entry(who: Asker, snapshot: Snapshot) -> list[Part]:
    parts: list[Part] = []
    hospital = who.home.hospital if who.home else ""
    nearest = default_service(who, snapshot)
    if nearest is not None:
        title = snapshot.title(nearest.id)
        hospital = hospital or nearest.hospital
        parts.append(Choices("Osäker? Ring", (Option(title, links.see_service(nearest.id)),)))
    switchboard = snapshot.switchboard(hospital)
    if switchboard is not None:
        phones = tuple(
            contact(phone, bare=True) for phone in switchboard.phones if who.may_see(phone)
        )
        parts.append(Phones(phones[:1], switchboard.name))
    return parts


def default_service(who: Asker, snapshot: Snapshot) -> Service | None:
    """The region's default entry, or its counterpart at the asker's own hospital."""
    entry = snapshot.services.get(snapshot.settings.default_entry)
    return _nearest(entry, who, snapshot) if entry is not None else None


def _nearest(entry: Service, who: Asker, snapshot: Snapshot) -> Service:
    """The asker's own hospital's counterpart of the region's default entry, if it has one."""
    if who.home is None:
        return entry
    near = snapshot.services_near(entry.specialty, who.home)
    same = [service for service in near if service.kind is entry.kind]
    return next(iter(scope(same, who.home).first), entry)
