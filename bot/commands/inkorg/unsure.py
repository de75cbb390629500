"""Letters to a coordinator's own people of which nobody knows whether they arrived."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from bot.cards import Card, Heading, Part, Press, Text, notice
from bot.commands.waits import Waits
from bot.questions.request import Reply, Request, refused
from directory.catalogue.people import Access
from directory.letters.queries import UnsureLetters
from directory.letters.tending import Ailing
from directory.query import UnreadError
from directory.snapshot import Snapshot
from directory.staffing.responsible import responsible_at
from directory.walltime.said import moment_words

ACTION = "osäkra"
SHOWN_FOR = timedelta(days=7)
"""Afterwards what it said is old news, whoever has it."""
_WHAT_TO_DO = (
    "Ingen vet om de kom fram. De skickas inte igen av sig själva, så att ingen får samma brev om "
    "och om igen. Säg till personen på annat sätt, eller be den som sköter konsult att skicka igen."
)


def unsure_waiting(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """How many there are."""
    if not request.who.has(Access.COORDINATOR):
        return
    if own := _own(request, snapshot):
        one, many = "brev som kanske inte kom fram", "brev som kanske inte kom fram"
        latest = f"senast {moment_words(own[0].made, request.now)}"
        yield Waits(len(own), one, many, Press("inkorg", action=ACTION), latest)


def unsure_letters(request: Request, snapshot: Snapshot) -> Reply:
    """To whom, about what and when, and what to do; never what they say."""
    if not request.who.has(Access.COORDINATOR):
        return refused("Det här är för samordnare.")
    try:
        own = _own(request, snapshot)
    except UnreadError:
        return refused("Breven kan inte läsas just nu. Försök igen om en stund.")
    if not own:
        return Reply(notice("Inga brev är osäkra."))
    lines = (Text(_line(one, request, snapshot)) for one in own)
    parts: tuple[Part, ...] = (
        Heading("Brev som kanske inte kom fram", "de senaste sju dagarna"),
        Text(_WHAT_TO_DO),
        *lines,
    )
    return Reply(Card(parts))


def _own(request: Request, snapshot: Snapshot) -> Sequence[Ailing]:
    """Those to people that the asker answers for, the latest first."""
    since = request.now - SHOWN_FOR
    unsure = (one for one in request.ask(UnsureLetters()) if one.made >= since)
    return [one for one in unsure if _answers_for(one.recipient, request, snapshot)]


def _answers_for(recipient: str, request: Request, snapshot: Snapshot) -> bool:
    person = snapshot.people.get(recipient)
    return person is not None and request.who.person in responsible_at(person.unit, snapshot)


def _line(one: Ailing, request: Request, snapshot: Snapshot) -> str:
    name = snapshot.people[one.recipient].shown_as("En kollega")
    when = moment_words(one.made, request.now)
    return f"{name}: {one.topic}, {when}. konsult outbox resend {one.id}"
