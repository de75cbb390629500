"""The answer: who answers now, on which number, until when, and who is next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from bot import links
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
from bot.commands.konsult.chain_lines import Drawn, fold, numbered_steps
from bot.commands.konsult.question import AnswerWanted
from bot.questions.request import View
from bot.texts import capitalised, roster_words, when_words
from directory.catalogue.services import Service
from directory.snapshot import Answer
from directory.walltime.said import moment_words, until_words

LINES_BEFORE_MORE = 8
MOST_ALSO = 6


class Extra(Protocol):
    """What another room adds to an answer: a part that takes so many lines, and a way to more."""

    @property
    def text(self) -> Part:
        """Shown after the steps, or folded where there is no room."""

    @property
    def lines(self) -> int:
        """How much of a card it takes."""

    @property
    def button(self) -> Button:
        """Leads to the whole of it."""


Contributor = Callable[[str, Service, View], Extra | None]
"""What to add, if anything, given what was typed of the subject and the service that answers."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """Draws answers, with what the contributors add to them.

    The first eight lines hold what is needed to call; what does not fit is behind ”Visa mer”,
    and then the management level goes first, since it is called last. What others add is seen
    only where no number to call must make room for it.
    """

    contributors: tuple[Contributor, ...] = ()

    def draw(
        self,
        question: AnswerWanted,
        view: View,
        *,
        notices: Sequence[Notice] = (),
        also: Sequence[Service] = (),
    ) -> Card:
        """The card; the same for all who may see the same numbers and ask the same in a minute."""
        key = (
            "answer card",
            self,
            question.service.id,
            question.moment,
            question.asked,
            question.failed,
            question.typed,
            view.who.audiences(),
            view.now,
            tuple(notices),
            tuple(service.id for service in also),
        )
        return view.snapshot.remembered(key, lambda: self._draw(question, view, notices, also))

    def _draw(
        self, question: AnswerWanted, view: View, notices: Sequence[Notice], also: Sequence[Service]
    ) -> Card:
        answer = view.snapshot.answer(question.service, question.moment, now=view.now)
        before = question.service.before_call
        before_call = [Text(before, "Före samtalet")] if before else []
        closed = _closed_notice(answer, view)
        extras = self._extras(question, view)
        room = LINES_BEFORE_MORE - 2 - len(before_call) - len(closed) - len(notices)
        shown, after, folded = _laid_out(numbered_steps(answer, question, view), extras, room)
        title = view.snapshot.title(question.service.id)
        parts: list[Part] = [
            *notices,
            Heading(title, when_words(answer, view.now, asked=question.asked)),
            *closed,
            *shown,
            *before_call,
            *after,
            _source(answer, view),
        ]
        hidden: list[Part] = [*folded, *_also(also, question, view)]
        if hidden:
            parts.append(More(tuple(hidden)))
        parts.append(_actions(question, answer, extras))
        return Card(tuple(parts))

    def _extras(self, question: AnswerWanted, view: View) -> list[Extra]:
        given = (add(question.typed, question.service, view) for add in self.contributors)
        return [extra for extra in given if extra is not None]


def _laid_out(
    steps: Sequence[Drawn], extras: Sequence[Extra], room: int
) -> tuple[list[Step], list[Part], list[Part]]:
    """The steps that are seen, the extras that are seen after them, and what is folded.

    What is called last makes room for an extra; a number to call does not.
    """
    for count in range(len(extras), 0, -1):
        left = room - sum(extra.lines for extra in extras[:count])
        shown, folded = fold(steps, left)
        if len(shown) <= left:
            seen, rest = extras[:count], extras[count:]
            return shown, _texts(seen), [*_texts(rest), *folded]
    shown, folded = fold(steps, room)
    return shown, [], [*_texts(extras), *folded]


def _texts(extras: Sequence[Extra]) -> list[Part]:
    return [extra.text for extra in extras]


def _closed_notice(answer: Answer, view: View) -> list[Notice]:
    if answer.open:
        return []
    opens = f", öppnar {moment_words(answer.opens, view.now)}" if answer.opens else ""
    hours = answer.service.hours.text()
    return [Notice(f"Stängt just då{opens} (öppet {hours}).", Tone.WARNING)]


def _source(answer: Answer, view: View) -> Source:
    words = roster_words(answer.service, view.snapshot, view.now)
    if answer.next_change:
        words = f"Nästa byte {until_words(answer.next_change, view.now)} · {words}"
    return Source(capitalised(words), view.snapshot.is_stale(answer.service, view.now))


def _also(services: Sequence[Service], question: AnswerWanted, view: View) -> list[Part]:
    options = tuple(
        Option(
            view.snapshot.title(service.id),
            links.see_service(service.id, question.asked_at, question.typed),
            service.kind,
        )
        for service in services[:MOST_ALSO]
    )
    return [Choices("Finns även", options)] if options else []


def _actions(question: AnswerWanted, answer: Answer, extras: Sequence[Extra]) -> Actions:
    service, buttons = question.service.id, list[Button]()
    if not question.asked and len(question.failed) < len(answer.steps):
        buttons.append(Button("Fick ej svar", _no_answer(question)))
    buttons.append(Button("Visa jouren", links.see_roster(service, question.moment), keep=True))
    other = Press("konsult", action="annan-tid", data={"service": service})
    buttons.append(Button("Annan tid", other, keep=True))
    return Actions((*buttons, *(extra.button for extra in extras)))


def _no_answer(question: AnswerWanted) -> Press:
    data = {
        "service": question.service.id,
        "at": question.moment.isoformat(),
        "failed": ",".join(str(number) for number in question.failed),
    }
    return Press("konsult", action="ej-svar", data=data)
