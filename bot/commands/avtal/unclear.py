"""”Otydligt/fel”: a passage is called unclear or wrong, and the document's owners are told."""

import hashlib

from bot.cards import Button, Card, Form, SelectField, TextField, notice
from bot.commands.avtal.letters import owned_by, to_owners
from bot.commands.avtal.places import SectionPlace, place_of, section_button
from bot.commands.avtal.words import day_of, press
from bot.questions.request import Reply, Request, refused
from directory.agreements.feedback import Feedback, FeedbackKind
from directory.agreements.kept import READER_FEEDBACK
from directory.changes import Keep
from directory.snapshot import Snapshot

LONGEST_COMMENT = 200
LONGEST_PASSAGE = 250
"""Words."""

_KINDS = ((FeedbackKind.UNCLEAR.value, "Otydligt"), (FeedbackKind.WRONG.value, "Fel"))
_GONE = "Avsnittet finns inte längre. Det kan ha ändrats i en ny version."


def unclear_button(place: SectionPlace) -> Button:
    """Asks what is wrong with the passage."""
    return Button("Otydligt/fel", press("otydligt", place.data), keep=True)


def ask(request: Request, snapshot: Snapshot) -> Reply:
    """The form: what kind it is, and a comment if the asker has one."""
    place = place_of(request, snapshot)
    return refused(_GONE) if place is None else Reply(Card((), _form(place)))


def _form(place: SectionPlace, wrong: str = "", comment: str = "") -> Form:
    return Form(
        f"Otydligt eller fel: {place.section.heading}",
        (
            SelectField("slag", "Vad är det?", _KINDS, FeedbackKind.UNCLEAR.value, wrong),
            TextField(
                "kommentar",
                "Vad är otydligt eller fel?",
                comment,
                "Skriv inget om en patient",
                required=False,
                max_length=LONGEST_COMMENT,
                lines=3,
            ),
        ),
        press("anmäl", place.data),
        "Skicka",
    )


def report(request: Request, snapshot: Snapshot) -> Reply:
    """Keep what the asker says and tell the owners; a second tap says the same and does nothing."""
    place = place_of(request, snapshot)
    if place is None:
        return refused(_GONE)
    kind, comment = request.data.get("slag", ""), request.data.get("kommentar", "").strip()
    if kind not in set(FeedbackKind):
        return Reply(Card((), _form(place, "Välj otydligt eller fel.", comment)))
    feedback = _feedback(place, FeedbackKind(kind), comment[:LONGEST_COMMENT], request)
    thanks = notice(_thanks(place, snapshot), section_button(place, "Visa avsnittet"))
    if snapshot.of(READER_FEEDBACK).has(feedback.id):
        return Reply(thanks)
    letters = to_owners(feedback, place.agreement.head, snapshot, request.now)
    return Reply(thanks, (Keep(feedback),), deliveries=letters)


def _feedback(place: SectionPlace, kind: FeedbackKind, comment: str, request: Request) -> Feedback:
    who = request.who
    words = (
        who.account,
        place.version.id,
        str(place.section.number),
        kind.value,
        comment,
        day_of(request.now).isoformat(),
    )
    return Feedback(
        id=hashlib.sha256("\n".join(words).encode()).hexdigest()[:16],
        document=place.version.document,
        version=place.version.id,
        heading=place.section.heading,
        passage="\n".join(place.passage(LONGEST_PASSAGE)),
        kind=kind,
        comment=comment,
        reporter=who.id,
        unit=who.home.id if who.home else "",
        at=request.now,
    )


def _thanks(place: SectionPlace, snapshot: Snapshot) -> str:
    names = owned_by(place.agreement.head, snapshot)
    if not names:
        return "Tack. Det ligger i kön för överenskommelser, ingen ägare är utsedd än."
    return f"Tack. {names} får veta det. Ditt namn syns inte. Får du svar kommer det i din inkorg."
