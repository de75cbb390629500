"""The owner's queue: passages called unclear or wrong, and how they are answered."""

from collections.abc import Callable, Iterator
from dataclasses import replace

from bot.cards import (
    Actions,
    Button,
    Card,
    Form,
    Heading,
    More,
    Part,
    Source,
    Text,
    TextField,
    notice,
)
from bot.commands.avtal.letters import FEEDBACK, from_words, owners_of, quoted_passage, to_reporter
from bot.commands.avtal.places import feedback_data
from bot.commands.avtal.words import press
from bot.commands.base import Handler
from bot.questions.request import Reply, Request, refused
from bot.texts import and_more, show_more
from directory.agreements.feedback import Feedback
from directory.agreements.kept import READER_FEEDBACK, in_force
from directory.catalogue.people import Access
from directory.changes import Keep
from directory.snapshot import Snapshot
from directory.walltime.said import age_words

AT_ONCE = 5
MOST = 30
LONGEST_ANSWER = 200
RESTS_ON = (READER_FEEDBACK,)

_TO_QUEUE = Button("Visa kön", press("kö", {}))


def queue_page(request: Request, snapshot: Snapshot) -> Reply:
    """What waits for the asker, the oldest first."""
    shown = waiting_answers(request, snapshot)
    if not shown:
        if _answers_for_all(request):
            return Reply(notice("Inget väntar på svar."))
        return refused(
            "Inget väntar på dig. Kön är för den som äger en överenskommelse, och för samordnare."
        )
    parts: list[Part] = [Heading("Otydligt eller fel", f"{len(shown)} väntar på svar")]
    parts += [part for item in shown[:AT_ONCE] for part in _shown(item, request, snapshot)]
    rest = shown[AT_ONCE:MOST]
    folded = tuple(part for item in rest for part in _shown(item, request, snapshot))
    parts += [More(folded, show_more(len(rest)))] if rest else []
    left = len(shown) - MOST
    parts += [Text(f"{and_more(left)}. De visas när de första är besvarade.")] if left > 0 else []
    return Reply(Card(tuple(parts)))


def waiting_answers(request: Request, snapshot: Snapshot) -> list[Feedback]:
    """What the asker may answer and nobody has closed, the oldest first."""
    open_items = [item for item in snapshot.of(READER_FEEDBACK) if item.closed is None]
    theirs = (item for item in open_items if may_answer(item, request, snapshot))
    return sorted(theirs, key=lambda item: (item.at, item.id))


def may_answer(feedback: Feedback, request: Request, snapshot: Snapshot) -> bool:
    """Coordinators, and who owns the document."""
    if _answers_for_all(request):
        return True
    version = in_force(snapshot).get(feedback.document)
    person = request.who.person
    if version is None or person is None:
        return False
    return any(owner.id == person.id for owner in owners_of(version.agreement.head, snapshot))


def _answers_for_all(request: Request) -> bool:
    return request.who.has(Access.COORDINATOR, Access.ADMIN)


def _title(feedback: Feedback, snapshot: Snapshot) -> str:
    version = in_force(snapshot).get(feedback.document)
    return version.agreement.head.title if version else feedback.document


def _shown(feedback: Feedback, request: Request, snapshot: Snapshot) -> Iterator[Part]:
    data = {FEEDBACK: feedback.id}
    yield Heading(f"{_title(feedback, snapshot)}: {feedback.heading}", feedback.kind.value)
    yield Text(quoted_passage(feedback))
    if feedback.comment:
        yield Text(feedback.comment, "Kommentar")
    when = age_words(feedback.at, request.now)
    yield Source(f"{when} · från {from_words(feedback, snapshot)}")
    yield Actions(
        (
            Button("Besvara", press("besvara", data), keep=True),
            Button("Avsluta utan svar", press("avsluta", data)),
            Button("Se avsnittet", press("avsnitt", feedback_data(feedback, snapshot)), keep=True),
        )
    )


# -- answering -------------------------------------------------------------------------------


def with_open(act: Callable[[Feedback, Request, Snapshot], Reply]) -> Handler:
    """The action on the item of the button, if it waits and the asker may answer it."""

    def pressed(request: Request, snapshot: Snapshot) -> Reply:
        item = snapshot.of(READER_FEEDBACK).get(request.data.get(FEEDBACK, ""))
        if item is None:
            return refused("Den finns inte längre i kön.", _TO_QUEUE)
        if not may_answer(item, request, snapshot):
            return refused("Bara den som äger överenskommelsen, eller en samordnare, kan svara.")
        if item.closed is not None:
            return Reply(notice("Den är redan avslutad.", _TO_QUEUE))
        return act(item, request, snapshot)

    return pressed


def ask_answer(item: Feedback, request: Request, snapshot: Snapshot) -> Reply:
    """The form for an answer."""
    return Reply(Card((), _form(item, snapshot)))


def _form(item: Feedback, snapshot: Snapshot, error: str = "") -> Form:
    field = TextField(
        "svar",
        f"Svar om ”{item.heading}”",
        hint="Den som frågade får svaret. Skriv inget om en patient",
        error=error,
        max_length=LONGEST_ANSWER,
        lines=3,
    )
    title = f"Besvara: {_title(item, snapshot)}"
    return Form(title, (field,), press("svara", {FEEDBACK: item.id}), "Skicka svaret")


def answer(item: Feedback, request: Request, snapshot: Snapshot) -> Reply:
    """The answer is kept and sent to the reader; once."""
    written = request.data.get("svar", "").strip()[:LONGEST_ANSWER]
    if not written:
        return Reply(Card((), _form(item, snapshot, "Skriv ett svar, eller avsluta utan svar.")))
    closed = _closed(item, written, request)
    letters = to_reporter(closed, _title(item, snapshot), request.who, snapshot, request.now)
    card = notice("Svaret är skickat till den som frågade.", _TO_QUEUE)
    return Reply(card, (Keep(closed),), deliveries=letters, rests_on=RESTS_ON)


def close(item: Feedback, request: Request, snapshot: Snapshot) -> Reply:
    """It leaves the queue without an answer."""
    card = notice("Avslutat utan svar.", _TO_QUEUE)
    return Reply(card, (Keep(_closed(item, "", request)),), rests_on=RESTS_ON)


def _closed(item: Feedback, answer: str, request: Request) -> Feedback:
    return replace(item, answer=answer, closed=request.now, closed_by=request.who.account)
