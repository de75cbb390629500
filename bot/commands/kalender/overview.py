"""The addresses that have been made for a calendar, and the ways to make another."""

from collections.abc import Sequence

from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Notice,
    Part,
    Press,
    Text,
)
from bot.commands.kalender.subject import Subject, button_name
from bot.questions.request import Request
from directory.calendars.address import Feed
from directory.snapshot import Snapshot
from directory.walltime.said import dated_words

MOST_ADDRESSES = 10


def overview(request: Request, subject: Subject, snapshot: Snapshot) -> Card:
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
    words = Text(feed_words(feed, subject, request, snapshot), f"Adress {number}")
    return [words, Actions((Button(f"Återkalla adress {number}", press),))]


def feed_words(feed: Feed, subject: Subject, request: Request, snapshot: Snapshot) -> str:
    """”med nummer, gjord tis 24 nov 14:05”, and by whom, if that is somebody else."""
    what = subject.contact_words if feed.contacts else "utan kontaktuppgifter"
    who = ""
    if subject.service and feed.made_by != request.who.account:
        maker = snapshot.people.get(feed.made_by.partition(":")[2])
        who = f" av {maker.name}" if maker else " av någon annan"
    return f"{what}, gjord {dated_words(feed.made, request.now)}{who}"


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
