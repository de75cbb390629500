"""An address is shown, made or taken back."""

from bot.cards import (
    Actions,
    Button,
    CalendarAddress,
    Card,
    Heading,
    Notice,
    Press,
    Text,
    Tone,
    notice,
)
from bot.commands.kalender.overview import MOST_ADDRESSES, feed_words, overview
from bot.commands.kalender.subject import Subject, button_name, of_subject
from bot.questions.request import Reply, Request
from directory.calendars.address import Feed
from directory.calendars.queries import AddressWanted
from directory.changes import Forget, Keep
from directory.snapshot import Snapshot


@of_subject
def show(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    """All addresses."""
    return Reply(overview(request, subject, snapshot))


@of_subject
def make(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    """A new address, shown this once: only its hash is kept."""
    if len(subject.feeds(snapshot)) >= MOST_ADDRESSES:
        return Reply(overview(request, subject, snapshot))
    address = request.ask(AddressWanted())
    contacts = request.data.get("kontakt") == "ja"
    feed = subject.new(address.secret, request.now, contacts=contacts)
    what = subject.contact_words if feed.contacts else "utan kontaktuppgifter"
    keep = (
        "Kopiera adressen nu, den visas inte igen. Den som har den läser kalendern utan att "
        "logga in: ge den inte till andra."
    )
    back = Button("Visa alla adresser", Press("kalender", action="visa", data=subject.data))
    parts = (
        Heading(subject.title(snapshot), what),
        CalendarAddress(address.url),
        Notice(keep, Tone.WARNING),
        Actions((back,)),
    )
    return Reply(Card(parts), (Keep(feed),))


@of_subject
def ask_again(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    """What taking the address back means, before it is done."""
    feed = _chosen(request, subject, snapshot)
    if feed is None:
        return _gone(request, subject, snapshot)
    data = {**subject.data, "adress": button_name(feed)}
    says = "Kalendern slutar att uppdateras överallt där adressen används. Det går inte att ångra."
    ends = Button("Ja, återkalla", Press("kalender", action="slut", data=data), primary=True)
    back = Button("Behåll", Press("kalender", action="visa", data=subject.data))
    about = Text(feed_words(feed, subject, request, snapshot), "Återkalla adressen")
    return Reply(Card((about, Notice(says, Tone.WARNING), Actions((ends, back)))))


@of_subject
def revoke(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    """The address shows nothing more."""
    feed = _chosen(request, subject, snapshot)
    if feed is None:
        return _gone(request, subject, snapshot)
    back = Button("Visa alla adresser", Press("kalender", action="visa", data=subject.data))
    card = notice("Adressen är återkallad och visar inget mer.", back)
    return Reply(card, (Forget(Feed, feed.id),))


def _gone(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    shown = overview(request, subject, snapshot)
    return Reply(Card((Notice("Adressen är redan återkallad."), *shown.parts)))


def _chosen(request: Request, subject: Subject, snapshot: Snapshot) -> Feed | None:
    wanted = request.data.get("adress", "")
    return next((f for f in subject.feeds(snapshot) if button_name(f) == wanted), None)
