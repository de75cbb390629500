"""/konsult ämne, gärna enhet och tid – vem som svarar nu, på vilket nummer och till när."""

from dataclasses import replace
from functools import partial

from bot.commands.base import Command, Handler
from bot.commands.konsult import no_answer, other_time, shown
from bot.commands.konsult.answer_card import AnswerCard, Contributor
from bot.commands.konsult.case import Case
from bot.commands.konsult.choosing import answered
from bot.commands.konsult.in_danger import answered_in_danger
from bot.questions.counted import taken
from bot.questions.fallback import lost, with_number
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.questions.understanding import understand
from directory.names.danger import danger_in
from directory.snapshot import Snapshot
from directory.walltime.moments import read_moment

_NAMED = Sentences(r"konsult (?P<rest>.+)")


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    return _NAMED.rest(sentence)


def command(*contributors: Contributor) -> Command:
    """The command, with what others add to its answers."""
    card = AnswerCard(contributors)
    return Command(
        name="konsult",
        run=_numbered(partial(_run, card)),
        usage=(__doc__ or "").splitlines()[0],
        actions={
            "visa": _numbered(partial(shown.show, card)),
            "ej-svar": _numbered(partial(no_answer.report, card)),
            "annan-tid": _numbered(partial(other_time.ask, card)),
        },
        meant_by=_meant,
        summary="Vem som svarar nu, på vilket nummer, till när och vem som är nästa.",
        kept_on_device=True,
        examples=("kardiologi", "ortopedi södra i natt", "bakjour medicin lör 23", "högt PSA"),
    )


def _numbered(handler: Handler) -> Handler:
    """The same, and never a card without a number to call."""
    return lambda request, snapshot: with_number(handler(request, snapshot), request, snapshot)


def _run(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """Answer a question; the answer to a suggestion says that it was taken."""
    reply, miss = _typed(card, request, snapshot), taken(request, command="konsult")
    return replace(reply, miss=miss) if miss else reply


def _typed(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    when, rest = read_moment(request.text, request.said)
    danger = danger_in(request.text)
    if not rest.strip() and danger is None:
        return lost(request, snapshot, "Skriv vad det gäller, till exempel ”/konsult kardiologi”.")
    case = Case(request, snapshot, understand(rest, snapshot), when, card, danger)
    return answered_in_danger(danger, case) if danger else answered(case)
