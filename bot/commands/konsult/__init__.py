"""/konsult ämne, gärna enhet och tid – vem som svarar nu, på vilket nummer och till när."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.commands.base import Command, Handler
from bot.commands.konsult import no_answer, other_time, shown
from bot.commands.konsult.answer_card import AnswerCard, Contributor, HoursOffered, no_hours
from bot.commands.konsult.case import Case
from bot.commands.konsult.choosing import answered
from bot.commands.konsult.in_danger import answered_in_danger
from bot.questions.counted import taken
from bot.questions.fallback import lost, with_number
from bot.questions.past import TimeAsked, time_of_question
from bot.questions.request import Reply, Request
from bot.questions.sentences import Sentences
from bot.questions.understanding import understand
from directory.names.danger import danger_in
from directory.names.unit_groups import UnitGroup, group_said
from directory.snapshot import Snapshot
from directory.walltime.moments import read_moment

_NAMED = Sentences(r"konsult (?P<rest>.+)")


def _meant(sentence: str, snapshot: Snapshot) -> str | None:
    return _NAMED.rest(sentence)


UnitsAnswer = Callable[[str, datetime | None, Request, Snapshot], Reply | None]
"""The answer to words that ask for units, at a moment that was asked about; None for others."""


def command(
    *contributors: Contributor, units: UnitsAnswer, hours: HoursOffered = no_hours
) -> Command:
    """The command, with what others add to its answers."""
    card = AnswerCard(contributors, hours)
    return Command(
        name="konsult",
        run=_numbered(partial(_run, card, units)),
        usage=(__doc__ or "").splitlines()[0],
        actions={
            "visa": _numbered(partial(shown.show, card)),
            "ej-svar": _numbered(partial(no_answer.report, card)),
            "annan-tid": _numbered(partial(other_time.ask, card)),
        },
        meant_by=_meant,
        summary="Vem som svarar nu, på vilket nummer, till när och vem som är nästa.",
        kept_on_device=True,
        reads_times=True,
        answers_alike=True,
        examples=("kardiologi", "ortopedi södra i natt", "bakjour medicin lör 23", "högt PSA"),
    )


def _numbered(handler: Handler) -> Handler:
    """The same, and never a card without a number to call."""
    return lambda request, snapshot: with_number(handler(request, snapshot), request, snapshot)


def _run(card: AnswerCard, units: UnitsAnswer, request: Request, snapshot: Snapshot) -> Reply:
    """Answer a question; the answer to a suggestion says that it was taken."""
    reply, miss = _typed(card, units, request, snapshot), taken(request, command="konsult")
    return replace(reply, miss=miss) if miss else reply


def _typed(card: AnswerCard, units: UnitsAnswer, request: Request, snapshot: Snapshot) -> Reply:
    danger = danger_in(request.text)
    asked = _time(request, snapshot, in_danger=danger is not None)
    when, rest = asked.when, asked.rest
    if not rest.strip() and danger is None:
        return lost(request, snapshot, "Skriv vad det gäller, till exempel ”/konsult kardiologi”.")
    if danger is None:
        numbers = units(rest, when.moment if when else None, request, snapshot)
        if numbers is not None:
            return numbers
    understood = understand(_without_kind_of_unit(rest, snapshot), snapshot)
    case = Case(request, snapshot, understood, asked, card, danger)
    return answered_in_danger(danger, case) if danger else answered(case)


def _time(request: Request, snapshot: Snapshot, *, in_danger: bool) -> TimeAsked:
    """Where a life is in danger nothing that has been is asked about."""
    if in_danger:
        when, rest = read_moment(request.text, request.said)
        return TimeAsked(when, None, rest)
    return time_of_question(request.text, request.said, snapshot)


def _without_kind_of_unit(words: str, snapshot: Snapshot) -> str:
    """The words without ”vårdcentral” and the like, where what is left is a subject: they only say
    from where is asked."""
    said = group_said(words)
    if said is None or said.group is not UnitGroup.HEALTH_CENTRE:
        return words
    return said.rest if snapshot.names.query(said.rest).subject.claimed else words
