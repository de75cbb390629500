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
    Holds,
    More,
    Notice,
    Option,
    Part,
    Press,
    Source,
    Text,
    Tone,
)
from bot.commands.konsult.chain_lines import Chain, staffed
from bot.commands.konsult.question import AnswerWanted
from bot.commands.konsult.step_names import FailedStep
from bot.questions.calling import number_of
from bot.questions.request import View
from bot.texts import DID_NOT_WORK, capitalised, roster_words, when_words
from directory.catalogue.services import Service
from directory.rosters.chains import AnswerStep
from directory.rosters.line import Line
from directory.snapshot import Answer
from directory.walltime.said import dated_words, moment_words, until_words

MOST_LINES = 10
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

    Every step is in sight. What others add is folded where it would make the card longer than
    `MOST_LINES`.
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
            question.role,
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
        chain = Chain.of(answer, question, view)
        before = question.service.before_call
        title = view.snapshot.title(question.service.id)
        parts: list[Part] = [
            *notices,
            *_past_notice(question, view),
            Heading(title, when_words(answer, view.now, asked=question.asked)),
            *_closed_notice(answer, view),
            *_role_notice(question, answer),
            *chain.parts(),
            *([Text(before, "Före samtalet")] if before else []),
        ]
        extras = self._extras(question, view)
        fitting, folded = _laid_out(extras, MOST_LINES - len(parts) - 1)
        beside = _also(also, question, view)
        parts += [*fitting, _source(answer, view), *_more(folded, beside)]
        actions = _actions(question, chain, extras, view)
        return Card((*parts, actions), holds=_holds(question, answer, view))

    def _extras(self, question: AnswerWanted, view: View) -> list[Extra]:
        given = (add(question.typed, question.service, view) for add in self.contributors)
        return [extra for extra in given if extra is not None]


def _laid_out(extras: Sequence[Extra], room: int) -> tuple[list[Part], list[Part]]:
    """The extras that fit, and those that are folded."""
    fitting: list[Part] = []
    for place, extra in enumerate(extras):
        room -= extra.lines
        if room < 0:
            return fitting, [other.text for other in extras[place:]]
        fitting.append(extra.text)
    return fitting, []


def _more(folded: Sequence[Part], beside: Sequence[Part]) -> list[Part]:
    """What is folded, and on it what it is: ”Mer: överenskommelse, andra tjänster”."""
    labels = [part.label.lower() for part in folded if isinstance(part, Text) and part.label]
    named = ", ".join([*dict.fromkeys(labels), *(["andra tjänster"] if beside else [])])
    return [More((*folded, *beside), f"Mer: {named}")] if folded or beside else []


def _past_notice(question: AnswerWanted, view: View) -> list[Notice]:
    if not question.is_past(view.now):
        return []
    says = f"Gällde {dated_words(question.moment, view.now)}. Tiden har passerat."
    return [Notice(says, Tone.WARNING)]


def _holds(question: AnswerWanted, answer: Answer, view: View) -> Holds | None:
    """Until the next change after the moment that was asked for."""
    until = answer.next_change
    if until is None or until <= view.now:
        return None
    return Holds(until, f"Gällde till {until_words(until, view.now)}", _to_now(question))


def _to_now(question: AnswerWanted) -> Button:
    press = links.see_service(question.service.id, typed=question.typed, role=question.role)
    return Button("Visa vem som svarar nu", press, primary=True)


def _closed_notice(answer: Answer, view: View) -> list[Notice]:
    if answer.open:
        return []
    opens = f", öppnar {moment_words(answer.opens, view.now)}" if answer.opens else ""
    hours = answer.service.hours.text()
    return [Notice(f"Stängt just då{opens} (öppet {hours}).", Tone.WARNING)]


def _role_notice(question: AnswerWanted, answer: Answer) -> list[Notice]:
    """That nobody has the role that was asked for: then the ordinary order stands below."""
    role = question.role
    if role is None or staffed(role, answer):
        return []
    kept = any(step.role is role for step in answer.steps)
    says = "är inlagd i schemat just då" if kept else "svarar för det här just då"
    return [Notice(f"Ingen {role.value} {says}. Ring i den här ordningen.", Tone.WARNING)]


def _source(answer: Answer, view: View) -> Source:
    words = roster_words(answer.service, view.snapshot, view.now)
    if answer.next_change:
        words = f"Nästa byte {until_words(answer.next_change, view.now)} · {words}"
    return Source(capitalised(words), view.snapshot.is_stale(answer.service, view.now))


def _also(services: Sequence[Service], question: AnswerWanted, view: View) -> list[Part]:
    options = tuple(
        Option(
            view.snapshot.title(service.id),
            links.see_service(service.id, question.asked_at, question.typed, question.role),
            service.kind,
            number_of(service, question.moment, view),
        )
        for service in services[:MOST_ALSO]
    )
    return [Choices("Finns även", options)] if options else []


def _actions(question: AnswerWanted, chain: Chain, extras: Sequence[Extra], view: View) -> Actions:
    """What is pressed on a card of now is answered for the minute of the press: no button carries
    a moment but those of a card for another time, and the step that ”Fick ej svar” names."""
    service, buttons = question.service.id, list[Button]()
    if question.is_past(view.now):
        buttons.append(_to_now(question))
    if not question.asked and chain.called is not None:
        buttons.append(Button("Fick ej svar", _no_answer(question, *chain.called)))
    if _shows_role_phone(chain, view):
        buttons.append(Button(DID_NOT_WORK, links.number_did_not_work(service), keep=True))
    see_roster = links.see_roster(service, question.asked_at)
    buttons.append(Button("Visa jouren", see_roster, keep=True))
    about = {"service": service} | links.carrying(question.typed, question.role)
    other = Press("konsult", action="annan-tid", data=about)
    buttons.append(Button("Annan tid", other, keep=True))
    return Actions((*buttons, *(extra.button for extra in extras)))


def _shows_role_phone(chain: Chain, view: View) -> bool:
    """Whether the card has a number of a role; a person's own is nothing that others report."""
    lines = (Line(step.service, step.role) for _, step in chain.waiting if step.role)
    return any(view.who.may_see(p) for line in lines for p in view.snapshot.role_phones(line))


def _no_answer(question: AnswerWanted, name: str, step: AnswerStep) -> Press:
    failed = FailedStep(name, step.role or step.kind, question.moment, question.failed)
    carried = links.carrying(question.typed, question.role)
    data = {"service": question.service.id, **failed.data(), **carried}
    return Press("konsult", action="ej-svar", data=data)
