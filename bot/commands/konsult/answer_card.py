"""The answer: who answers now, on which number, until when, and who is next."""

from collections.abc import Sequence
from datetime import datetime

from bot import links
from bot.access import Asker
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Heading,
    More,
    Notice,
    Option,
    Part,
    Press,
    Source,
    Step,
    Text,
    Tone,
)
from bot.commands.avtal.snippet import LINES, Snippet, snippet
from bot.commands.konsult.chain_lines import Drawn, Question, fold, numbered_steps
from bot.texts import capitalised, roster_words, when_words
from directory.catalogue.services import Service
from directory.snapshot import Answer, Snapshot
from directory.walltime.days import local
from directory.walltime.said import moment_words, until_words

LINES_BEFORE_MORE = 8


def answer_card(
    question: Question,
    who: Asker,
    snapshot: Snapshot,
    now: datetime,
    *,
    notices: Sequence[Notice] = (),
    also: Sequence[Service] = (),
    said: str = "",
) -> Card:
    """Draw the answer for one service and moment; `said` is what was typed of the subject.

    The first eight lines hold what is needed to call; what does not fit is behind ”Visa mer”,
    and then the management level goes first, since it is called last. What an agreement says is
    there only where it makes no number to call leave them.
    """
    key = (
        "answer card",
        question.service.id,
        question.moment,
        question.asked,
        question.failed,
        who.audiences(),
        now,
        tuple(notices),
        tuple(service.id for service in also),
        said,
    )
    return snapshot.remembered(
        key, lambda: _draw(question, who, snapshot, now, notices=notices, also=also, said=said)
    )


def _draw(
    question: Question,
    who: Asker,
    snapshot: Snapshot,
    now: datetime,
    *,
    notices: Sequence[Notice],
    also: Sequence[Service],
    said: str,
) -> Card:
    answer = snapshot.answer(question.service, question.moment)
    steps = numbered_steps(answer, question, who, snapshot, now)
    before = [Text(question.service.before_call, "Före samtalet")]
    before = before if question.service.before_call else []
    closed = _closed_notice(answer, now)
    room = LINES_BEFORE_MORE - 2 - len(before) - len(closed) - len(notices)
    found = snippet(said, question.service, snapshot, local(now).date())
    shown, after, folded = _laid_out(steps, found, room)
    parts: list[Part] = [
        *notices,
        Heading(
            snapshot.title(question.service.id),
            when_words(answer, now, asked=question.asked),
        ),
        *closed,
        *shown,
        *before,
        *after,
        _source(answer, snapshot, now),
    ]
    hidden: list[Part] = [*folded, *_also(also, question, snapshot, said)]
    if hidden:
        parts.append(More(tuple(hidden)))
    parts.append(_actions(question, answer, found))
    return Card(tuple(parts))


def _laid_out(
    steps: list[Drawn], found: Snippet | None, room: int
) -> tuple[list[Step], list[Part], list[Part]]:
    """The steps that are seen, what an agreement says after them, and what is folded.

    What is called last makes room for the agreement; a number to call does not.
    """
    if found is not None:
        shown, folded = fold(steps, room - LINES)
        if len(shown) <= room - LINES:
            return shown, [found.text], [*folded]
    shown, folded = fold(steps, room)
    return shown, [], [*([found.text] if found else ()), *folded]


def _closed_notice(answer: Answer, now: datetime) -> list[Notice]:
    if answer.open:
        return []
    opens = f", öppnar {moment_words(answer.opens, now)}" if answer.opens else ""
    hours = answer.service.hours.text()
    return [Notice(f"Stängt just då{opens} (öppet {hours}).", Tone.WARNING)]


def _source(answer: Answer, snapshot: Snapshot, now: datetime) -> Source:
    words = roster_words(answer.service, snapshot, now)
    if answer.next_change:
        words = f"Nästa byte {until_words(answer.next_change, now)} · {words}"
    return Source(capitalised(words), snapshot.is_stale(answer.service, now))


def _also(
    services: Sequence[Service], question: Question, snapshot: Snapshot, said: str
) -> list[Part]:
    if not services:
        return []
    return [
        Choices(
            "Finns även",
            tuple(
                Option(
                    snapshot.title(service.id),
                    links.see_service(service.id, question.asked_at, said),
                    service.kind,
                )
                for service in services[:6]
            ),
        )
    ]


def _actions(question: Question, answer: Answer, found: Snippet | None) -> Actions:
    data = {"service": question.service.id, "at": question.moment.isoformat()}
    buttons = []
    if not question.asked and len(question.failed) < len(answer.steps):
        failed = ",".join(str(number) for number in question.failed)
        press = Press("konsult", action="ej-svar", data={**data, "failed": failed})
        buttons.append(Button("Fick ej svar", press))
    buttons.append(
        Button("Visa jouren", links.see_roster(question.service.id, question.moment), keep=True)
    )
    other = Press("konsult", action="annan-tid", data={"service": question.service.id})
    buttons.append(Button("Annan tid", other, keep=True))
    buttons += [found.button] if found else []
    return Actions(tuple(buttons))
