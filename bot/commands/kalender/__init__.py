"""/kalender [ämne] [enhet] – dina pass, eller en jourlista, i din egen kalender."""

from collections.abc import Callable, Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Notice,
    Option,
    Part,
    Press,
    Text,
    Tone,
    notice,
)
from bot.commands.base import Command, Handler
from bot.commands.kalender.addresses import Subject, button_name, may_publish
from bot.questions.choices import folded_choices
from bot.questions.counted import missed
from bot.questions.request import Reply, Request
from bot.questions.services import named_services
from bot.texts import quoted
from directory.calendars.address import Feed
from directory.calendars.queries import AddressWanted
from directory.catalogue.services import Service
from directory.changes import Forget, Keep
from directory.snapshot import Snapshot
from directory.walltime.said import dated_words

MOST_ADDRESSES = 10


def run(request: Request, snapshot: Snapshot) -> Reply:
    """Show the addresses at which a calendar program reads shifts."""
    words = request.text.strip()
    return _found(words, request, snapshot) if words else _show(request, snapshot)


def _of_subject(act: Callable[[Request, Subject, Snapshot], Reply]) -> Handler:
    """The action on the roster of the button, or on the asker's own shifts, if they may."""

    def pressed(request: Request, snapshot: Snapshot) -> Reply:
        chosen = request.data.get("service", "")
        subject = Subject(request.who, snapshot.services.get(chosen) if chosen else None)
        if chosen and subject.service is None:
            return Reply(notice("Tjänsten finns inte längre."))
        refusal = _refusal(subject, snapshot)
        return Reply(notice(refusal)) if refusal else act(request, subject, snapshot)

    return pressed


# -- which roster -----------------------------------------------------------------------


def _found(words: str, request: Request, snapshot: Snapshot) -> Reply:
    """The roster that the words mean; a choice where they may mean several."""
    meant = named_services(words, request.who, snapshot)
    mine = [service for service in meant if may_publish(request.who, service)]
    if not meant:
        hint = "Skriv ett ämne och en enhet, till exempel ”/kalender kardiologi norra”."
        says = f"Jag hittar ingen jour för {quoted(words)}. {hint}"
        return Reply(notice(says), miss=missed(request, words, command="kalender"))
    if not mine:
        return Reply(notice(_not_yours(meant[0], snapshot)))
    if len(mine) > 1:
        options = [_option(service, snapshot) for service in mine]
        return Reply(Card(tuple(folded_choices("Vilken jourlista?", options))))
    return Reply(_overview(request, Subject(request.who, mine[0]), snapshot))


def _option(service: Service, snapshot: Snapshot) -> Option:
    press = Press("kalender", action="visa", data={"service": service.id})
    return Option(snapshot.title(service.id), press)


def _refusal(subject: Subject, snapshot: Snapshot) -> str:
    if subject.service is not None:
        allowed = may_publish(subject.who, subject.service)
        return "" if allowed else _not_yours(subject.service, snapshot)
    if subject.who.person is None:
        return "Du finns inte i katalogen, så du har inga egna pass att visa i en kalender."
    return ""


def _not_yours(service: Service, snapshot: Snapshot) -> str:
    title = snapshot.title(service.id)
    return f"Kalendern för {title} är för dem som hör till enheten, samordnare och växeln."


# -- what has been made, and new ones -----------------------------------------------------


def _overview(request: Request, subject: Subject, snapshot: Snapshot) -> Card:
    """What it is, the addresses that have been made, and the ways to make another."""
    feeds = subject.feeds(snapshot)
    parts: list[Part] = [
        Heading(subject.title(snapshot), "i din kalender"),
        Text(
            "Gör en adress och lägg in den i kalenderprogrammet som en prenumeration. "
            "Ändras schemat följer kalendern med."
        ),
    ]
    for number, feed in enumerate(feeds, start=1):
        parts += _made(number, feed, subject, request, snapshot)
    return Card((*parts, *_ways_to_make(subject, feeds)))


def _made(
    number: int, feed: Feed, subject: Subject, request: Request, snapshot: Snapshot
) -> list[Part]:
    press = Press(
        "kalender", action="återkalla", data={**subject.data, "adress": button_name(feed)}
    )
    words = Text(_feed_words(feed, subject, request, snapshot), f"Adress {number}")
    return [words, Actions((Button(f"Återkalla adress {number}", press),))]


def _feed_words(feed: Feed, subject: Subject, request: Request, snapshot: Snapshot) -> str:
    what = subject.contact_words if feed.contacts else "utan kontaktuppgifter"
    who = ""
    if subject.service and feed.made_by != request.who.account:
        maker = snapshot.people.get(feed.made_by.partition(":")[2])
        who = f" av {maker.name}" if maker else " av någon annan"
    return f"{what}, gjord {dated_words(feed.made, request.now)}{who}"


@_of_subject
def _show(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    return Reply(_overview(request, subject, snapshot))


def _ways_to_make(subject: Subject, feeds: Sequence[Feed]) -> list[Part]:
    if len(feeds) >= MOST_ADDRESSES:
        return [Notice(f"Det finns redan {MOST_ADDRESSES} adresser. Återkalla en först.")]
    without = Press("kalender", action="gör", data=subject.data)
    fuller = Press("kalender", action="gör", data={**subject.data, "kontakt": "ja"})
    return [
        Actions(
            (
                Button("Gör en adress", without, primary=True),
                Button(f"Gör en adress {subject.contact_words}", fuller),
            )
        )
    ]


@_of_subject
def _make(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    """A new address, shown this once: only its hash is kept."""
    if len(subject.feeds(snapshot)) >= MOST_ADDRESSES:
        return Reply(_overview(request, subject, snapshot))
    address = request.ask(AddressWanted())
    contacts = request.data.get("kontakt") == "ja"
    feed = subject.new(address.secret, request.now, contacts=contacts)
    what = subject.contact_words if feed.contacts else "utan kontaktuppgifter"
    parts: list[Part] = [
        Heading(subject.title(snapshot), what),
        Text(address.url, "Adress"),
    ]
    if not address.is_whole:
        parts.append(Notice("Skriv konsults webbadress före: den är inte inställd här."))
    keep = (
        "Kopiera adressen nu, den visas inte igen. Den som har den läser kalendern utan att "
        "logga in: ge den inte till andra."
    )
    show = Button("Visa alla adresser", Press("kalender", action="visa", data=subject.data))
    card = Card((*parts, Notice(keep, Tone.WARNING), Actions((show,))))
    return Reply(card, (Keep(feed),))


# -- taking back ----------------------------------------------------------------------------


@_of_subject
def _ask_again(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    feed = _chosen(request, subject, snapshot)
    if feed is None:
        return _gone(request, subject, snapshot)
    data = {**subject.data, "adress": button_name(feed)}
    says = "Kalendern slutar att uppdateras överallt där adressen används. Det går inte att ångra."
    ends = Button("Ja, återkalla", Press("kalender", action="slut", data=data), primary=True)
    back = Button("Behåll", Press("kalender", action="visa", data=subject.data))
    about = Text(_feed_words(feed, subject, request, snapshot), "Återkalla adressen")
    return Reply(Card((about, Notice(says, Tone.WARNING), Actions((ends, back)))))


@_of_subject
def _revoke(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    feed = _chosen(request, subject, snapshot)
    if feed is None:
        return _gone(request, subject, snapshot)
    show = Button("Visa alla adresser", Press("kalender", action="visa", data=subject.data))
    card = notice("Adressen är återkallad och visar inget mer.", show)
    return Reply(card, (Forget(Feed, feed.id),))


def _gone(request: Request, subject: Subject, snapshot: Snapshot) -> Reply:
    overview = _overview(request, subject, snapshot)
    return Reply(Card((Notice("Adressen är redan återkallad."), *overview.parts)))


def _chosen(request: Request, subject: Subject, snapshot: Snapshot) -> Feed | None:
    wanted = request.data.get("adress", "")
    return next((f for f in subject.feeds(snapshot) if button_name(f) == wanted), None)


COMMAND = Command(
    name="kalender",
    run=run,
    usage=(__doc__ or "").splitlines()[0],
    actions={"visa": _show, "gör": _make, "återkalla": _ask_again, "slut": _revoke},
    summary="Dina pass, eller en jourlista, i din egen kalender.",
    examples=("", "kardiologi norra"),
)
