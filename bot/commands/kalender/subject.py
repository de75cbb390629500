"""Whose shifts an address shows, which addresses there are, and who may make them."""

from collections.abc import Callable
from datetime import datetime

from bot.access import Asker
from bot.cards import notice
from bot.commands.base import Handler
from bot.questions.request import Reply, Request
from directory.calendars.address import Feed, feed_id
from directory.calendars.kept import FEEDS
from directory.catalogue.people import Access
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot

_LETTERS = str.maketrans("0123456789", "ghijklmnop")


@dataclass(frozen=True, slots=True)
class Subject:
    """Whose shifts an address shows: the asker's own, or a service's roster."""

    who: Asker
    service: Service | None = None

    def feeds(self, snapshot: Snapshot) -> list[Feed]:
        """The addresses that have been made, the oldest first."""
        service, person = (self.service.id, "") if self.service else ("", self.who.id)
        feeds = [f for f in snapshot.of(FEEDS) if (f.service, f.person) == (service, person)]
        return sorted(feeds, key=lambda feed: feed.made)

    def new(self, secret: str, made: datetime, *, contacts: bool) -> Feed:
        """A new address with the secret in it."""
        return Feed(
            id=feed_id(secret),
            service=self.service.id if self.service else "",
            person="" if self.service else self.who.id,
            contacts=contacts,
            made=made,
            made_by=self.who.account,
        )

    def title(self, snapshot: Snapshot) -> str:
        """”Mina pass”, or ”Jour Kardiologi · Norra sjukhuset”."""
        return f"Jour {snapshot.title(self.service.id)}" if self.service else "Mina pass"

    @property
    def contact_words(self) -> str:
        """What the fuller variant holds."""
        return "med namn och nummer" if self.service else "med nummer"

    @property
    def data(self) -> dict[str, str]:
        """Leads back here from a button."""
        return {"service": self.service.id} if self.service else {}


def may_publish(who: Asker, service: Service) -> bool:
    """Coordinators, switchboards, and those who belong to the unit that runs the service."""
    own = who.person is not None and who.person.unit == service.unit
    return own or who.has(Access.COORDINATOR, Access.SWITCHBOARD)


def button_name(feed: Feed) -> str:
    """The feed in a button, without digits: they could be taken for a patient's identity."""
    return feed.id.translate(_LETTERS)


def of_subject(act: Callable[[Request, Subject, Snapshot], Reply]) -> Handler:
    """The action on the roster of the button, or on the asker's own shifts, if they may."""

    def pressed(request: Request, snapshot: Snapshot) -> Reply:
        chosen = request.data.get("service", "")
        subject = Subject(request.who, snapshot.services.get(chosen) if chosen else None)
        if chosen and subject.service is None:
            return Reply(notice("Tjänsten finns inte längre."))
        refusal = refusal_of(subject, snapshot)
        return Reply(notice(refusal)) if refusal else act(request, subject, snapshot)

    return pressed


def refusal_of(subject: Subject, snapshot: Snapshot) -> str:
    """Why the asker may have no address for it; empty if they may."""
    if subject.service is not None:
        allowed = may_publish(subject.who, subject.service)
        return "" if allowed else not_yours(subject.service, snapshot)
    if subject.who.person is None:
        return "Du finns inte i katalogen, så du har inga egna pass att visa i en kalender."
    return ""


def not_yours(service: Service, snapshot: Snapshot) -> str:
    """Whom a roster's calendar is for."""
    title = snapshot.title(service.id)
    return f"Kalendern för {title} är för dem som hör till enheten, samordnare och växeln."
