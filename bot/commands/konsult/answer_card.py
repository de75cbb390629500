"""The answer: who answers now, on which number, until when, and who is next."""

from collections.abc import Callable, Hashable, Sequence
from datetime import datetime
from typing import Protocol

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Holds,
    More,
    Notice,
    Option,
    Part,
    Press,
    Text,
)
from bot.commands.konsult.drawn_answer import DrawnAnswer, drawn_answer
from bot.commands.konsult.question import AnswerWanted
from bot.commands.konsult.step_names import FailedStep
from bot.questions.calling import number_of
from bot.questions.request import View
from bot.texts import DID_NOT_WORK
from directory.catalogue.services import Service
from directory.lazy.values import dataclass
from directory.rosters.chains import AnswerStep
from directory.walltime.said import until_words

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


class OfferedHours(Hashable, Protocol):
    """Consultation hours of the service: an open one is shown above the steps, others below them.

    One value for all who are offered the same, since the card is remembered by it.
    """

    @property
    def is_open(self) -> bool:
        """Whether one can be used at the moment that is asked about."""

    @property
    def parts(self) -> tuple[Part, ...]:
        """What is open, or what comes next, each a line."""

    @property
    def buttons(self) -> tuple[Button, ...]:
        """Joins the line, or books."""

    @property
    def until(self) -> datetime | None:
        """Until when it is so, if that is known."""


HoursOffered = Callable[[Service, datetime, View], OfferedHours | None]
"""What is offered to those who see it, of the service, from the moment on."""


def no_hours(service: Service, moment: datetime, view: View) -> None:
    """For a card without consultation hours."""


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """Draws answers, with what the contributors add to them.

    Every step is in sight. What others add is folded where it would make the card longer than
    `MOST_LINES`. Consultation hours stand beside the chain, never in place of it, and not at all
    where a life is in danger or the time has passed.
    """

    contributors: tuple[Contributor, ...] = ()
    hours: HoursOffered = no_hours

    def draw(
        self,
        question: AnswerWanted,
        view: View,
        *,
        notices: Sequence[Notice] = (),
        also: Sequence[Service] = (),
    ) -> Card:
        """The card; the same for all who may see the same numbers and hours and ask the same in a
        minute."""
        offered = self._offered(question, view)
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
            tuple(notices),
            tuple(service.id for service in also),
            offered,
        )
        return view.snapshot.remembered_at(
            view.now, key, lambda: self._draw(question, view, notices, also, offered)
        )

    def _offered(self, question: AnswerWanted, view: View) -> OfferedHours | None:
        if question.in_danger or question.is_past(view.now):
            return None
        return self.hours(question.service, question.moment, view)

    def _draw(
        self,
        question: AnswerWanted,
        view: View,
        notices: Sequence[Notice],
        also: Sequence[Service],
        offered: OfferedHours | None,
    ) -> Card:
        drawn = drawn_answer(question, view)
        above, below = _beside(offered)
        parts: list[Part] = [*notices, *drawn.head, *above, *drawn.lines, *below]
        extras = self._extras(question, view)
        fitting, folded = _laid_out(extras, MOST_LINES - len(parts) - 1)
        beside = _also(also, question, view)
        parts += [*fitting, drawn.source, *_more(folded, beside)]
        actions = _actions(question, drawn, extras, view, offered)
        return Card((*parts, actions), holds=_holds(question, drawn, view, offered))

    def _extras(self, question: AnswerWanted, view: View) -> list[Extra]:
        given = (add(question.typed, question.service, view) for add in self.contributors)
        return [extra for extra in given if extra is not None]


def _beside(offered: OfferedHours | None) -> tuple[Sequence[Part], Sequence[Part]]:
    """What of the hours stands above the steps, and what below them."""
    if offered is None:
        return (), ()
    return (offered.parts, ()) if offered.is_open else ((), offered.parts)


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


def _holds(
    question: AnswerWanted, drawn: DrawnAnswer, view: View, offered: OfferedHours | None
) -> Holds | None:
    """Until the next change after the moment that was asked for, of the chain or of the hours."""
    changes = (drawn.until, offered.until if offered else None)
    until = min(filter(None, changes), default=None)
    if until is None:
        return None
    ended = f"Gällde till {until_words(until, view.now)}"
    return Holds(until, ended, _to_now(question))


def _to_now(question: AnswerWanted) -> Button:
    press = links.see_service(question.service.id, typed=question.typed, role=question.role)
    return Button("Visa vem som svarar nu", press, primary=True)


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


def _actions(
    question: AnswerWanted,
    drawn: DrawnAnswer,
    extras: Sequence[Extra],
    view: View,
    offered: OfferedHours | None,
) -> Actions:
    """What is pressed on a card of now is answered for the minute of the press: no button carries
    a moment but those of a card for another time, and the step that ”Fick ej svar” names."""
    service, buttons = question.service.id, list[Button]()
    if question.is_past(view.now):
        buttons.append(_to_now(question))
    buttons += offered.buttons if offered else ()
    if not question.asked and drawn.called is not None:
        buttons.append(Button("Fick ej svar", _no_answer(question, *drawn.called)))
    if drawn.has_role_phone:
        buttons.append(Button(DID_NOT_WORK, links.number_did_not_work(service), keep=True))
    see_roster = links.see_roster(service, question.asked_at)
    buttons.append(Button("Visa jouren", see_roster, keep=True))
    about = {"service": service} | links.carrying(question.typed, question.role)
    other = Press("konsult", action="annan-tid", data=about)
    buttons.append(Button("Annan tid", other, keep=True))
    return Actions((*buttons, *(extra.button for extra in extras)))


def _no_answer(question: AnswerWanted, name: str, step: AnswerStep) -> Press:
    failed = FailedStep(name, step.role or step.kind, question.moment, question.failed)
    carried = links.carrying(question.typed, question.role)
    data = {"service": question.service.id, **failed.data(), **carried}
    return Press("konsult", action="ej-svar", data=data)
