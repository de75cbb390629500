"""The owner's queue: passages called unclear or wrong, and how they are answered."""

from collections.abc import Iterator
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
from bot.commands.avtal.letters import FEEDBACK, from_words, owners_of, to_reporter
from bot.commands.avtal.places import feedback_data
from bot.commands.avtal.words import press
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
    waiting = [one for one in snapshot.of(READER_FEEDBACK) if one.closed is None]
    mine = sorted(
        (one for one in waiting if may_answer(one, request, snapshot)),
        key=lambda one: (one.at, one.id),
    )
    if not mine:
        if _answers_for_all(request):
            return Reply(notice("Inget väntar på svar."))
        return refused(
            "Inget väntar på dig. Kön är för den som äger en överenskommelse, och för samordnare."
        )
    parts: list[Part] = [Heading("Otydligt eller fel", f"{len(mine)} väntar på svar")]
    parts += [part for one in mine[:AT_ONCE] for part in _shown(one, request, snapshot)]
    rest = mine[AT_ONCE:MOST]
    folded = tuple(part for one in rest for part in _shown(one, request, snapshot))
    parts += [More(folded, show_more(len(rest)))] if rest else []
    left = len(mine) - MOST
    parts += [Text(f"{and_more(left)}. De visas när de första är besvarade.")] if left > 0 else []
    return Reply(Card(tuple(parts)))


def may_answer(feedback: Feedback, request: Request, snapshot: Snapshot) -> bool:
    """A coordinator, or one who owns the document."""
    if _answers_for_all(request):
        return True
    version = in_force(snapshot).get(feedback.document)
    person = request.who.person
    if version is None or person is None:
        return False
    return any(one.id == person.id for one in owners_of(version.agreement.head, snapshot))


def _answers_for_all(request: Request) -> bool:
    return request.who.has(Access.COORDINATOR, Access.ADMIN)


def _title(feedback: Feedback, snapshot: Snapshot) -> str:
    version = in_force(snapshot).get(feedback.document)
    return version.agreement.head.title if version else feedback.document


def _shown(feedback: Feedback, request: Request, snapshot: Snapshot) -> Iterator[Part]:
    data = {FEEDBACK: feedback.id}
    yield Heading(f"{_title(feedback, snapshot)}: {feedback.heading}", feedback.kind.value)
    yield from (Text(f"”{line}”") for line in feedback.passage.split("\n")[:3] if line)
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


def ask_answer(request: Request, snapshot: Snapshot) -> Reply:
    """The form for an answer."""
    found = _open(request, snapshot)
    return found if isinstance(found, Reply) else Reply(Card((), _form(found, snapshot)))


def _form(feedback: Feedback, snapshot: Snapshot, error: str = "") -> Form:
    field = TextField(
        "svar",
        f"Svar om ”{feedback.heading}”",
        hint="Den som frågade får svaret. Skriv inget om en patient",
        error=error,
        max_length=LONGEST_ANSWER,
    )
    title = f"Besvara: {_title(feedback, snapshot)}"
    return Form(title, (field,), press("svara", {FEEDBACK: feedback.id}), "Skicka svaret")


def answer(request: Request, snapshot: Snapshot) -> Reply:
    """The answer is kept and sent to the one who asked; once."""
    found = _open(request, snapshot)
    if isinstance(found, Reply):
        return found
    said = request.data.get("svar", "").strip()[:LONGEST_ANSWER]
    if not said:
        return Reply(Card((), _form(found, snapshot, "Skriv ett svar, eller avsluta utan svar.")))
    closed = _closed(found, said, request)
    letters = to_reporter(closed, _title(found, snapshot), snapshot, request.now)
    told = notice("Svaret är skickat till den som frågade.", _TO_QUEUE)
    return Reply(told, (Keep(closed),), deliveries=letters, rests_on=RESTS_ON)


def close(request: Request, snapshot: Snapshot) -> Reply:
    """It leaves the queue without an answer."""
    found = _open(request, snapshot)
    if isinstance(found, Reply):
        return found
    told = notice("Avslutat utan svar.", _TO_QUEUE)
    return Reply(told, (Keep(_closed(found, "", request)),), rests_on=RESTS_ON)


def _open(request: Request, snapshot: Snapshot) -> Feedback | Reply:
    """What the button means if it waits and is the asker's to answer, else why not."""
    found = snapshot.of(READER_FEEDBACK).get(request.data.get(FEEDBACK, ""))
    if found is None:
        return refused("Den finns inte längre i kön.", _TO_QUEUE)
    if not may_answer(found, request, snapshot):
        return refused("Bara den som äger överenskommelsen, eller en samordnare, kan svara.")
    if found.closed is not None:
        return Reply(notice("Den är redan avslutad.", _TO_QUEUE))
    return found


def _closed(feedback: Feedback, said: str, request: Request) -> Feedback:
    return replace(feedback, answer=said, closed=request.now, closed_by=request.who.account)
