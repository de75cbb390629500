"""The answer: who answers now, on which number, until when, and who is next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.access import Asker
from bot.cards import (
    Actions,
    Button,
    Card,
    Choices,
    Contact,
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
from bot.texts import roster_words, service_title, subject_words, when_words
from directory.chains import AnswerStep, Gap, StepKind
from directory.moment_words import moment_words, until_words
from directory.phones import Phone
from directory.services import Service
from directory.snapshot import Answer, Snapshot

LINES_BEFORE_MORE = 8

_GAP_WORDS = {
    Gap.UNSTAFFED: "ingen är inlagd i schemat just då, gå vidare om ingen svarar",
    Gap.NO_NUMBER: "inget nummer finns här, gå vidare till nästa steg",
    Gap.BUSY: "upptagen, gå vidare till nästa steg",
}
_CLOSING_WHO = {
    StepKind.FALLBACK: "Reservrutin",
    StepKind.MANAGEMENT: "Ledningsnivå",
    StepKind.SWITCHBOARD: "Svarar ingen: växeln",
}


@dataclass(frozen=True, slots=True)
class Question:
    """What the card answers. `asked` is False for ”now”; `failed` are the numbers of the steps
    that have given no answer, in the order of the whole chain."""

    service: Service
    moment: datetime
    asked: bool = False
    failed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step as it is shown, with what decides its place on the card."""

    kind: StepKind
    failed: bool
    step: Step


def answer_card(
    question: Question,
    who: Asker,
    snapshot: Snapshot,
    now: datetime,
    *,
    notices: Sequence[Notice] = (),
    also: Sequence[Service] = (),
) -> Card:
    """Draw the answer for one service and moment.

    The first eight lines hold what is needed to call; what does not fit is behind ”Visa mer”,
    and then the management level goes first, since it is called last.
    """
    answer = snapshot.answer(question.service, question.moment)
    steps = numbered_steps(answer, question, who, snapshot, now)
    before = [Text(question.service.before_call, "Före samtalet")]
    before = before if question.service.before_call else []
    closed = _closed_notice(answer, now)
    room = LINES_BEFORE_MORE - 2 - len(before) - len(closed) - len(notices)
    shown, folded = _fold(steps, room)
    parts: list[Part] = [
        *notices,
        Heading(
            service_title(question.service, snapshot),
            when_words(answer, now, asked=question.asked),
        ),
        *closed,
        *shown,
        *before,
        _source(answer, snapshot, now),
    ]
    hidden: list[Part] = [*folded, *_also(also, question, snapshot)]
    if hidden:
        parts.append(More(tuple(hidden)))
    parts.append(_actions(question, answer))
    return Card(tuple(parts))


def numbered_steps(
    answer: Answer, question: Question, who: Asker, snapshot: Snapshot, now: datetime
) -> list[Drawn]:
    """The steps as shown: those that have given no answer come last."""
    order = list(enumerate(answer.steps, start=1))
    waiting = [step for n, step in order if n not in question.failed]
    failed = [step for n, step in order if n in question.failed]
    return [
        Drawn(
            step.kind,
            place > len(waiting),
            draw_step(place, step, place > len(waiting), answer, who, snapshot, now),
        )
        for place, step in enumerate(waiting + failed, start=1)
    ]


def draw_step(
    number: int,
    step: AnswerStep,
    failed: bool,
    answer: Answer,
    who: Asker,
    snapshot: Snapshot,
    now: datetime,
) -> Step:
    """One line: role and person, the numbers she may see, until when, and what is amiss."""
    to_switchboard = step.kind is StepKind.SWITCHBOARD
    visible = [phone for phone in step.phones if who.may_see(phone)]
    contacts = tuple(contact(phone, bare=to_switchboard) for phone in visible)
    notes = [_GAP_WORDS[step.gap]] if step.gap else []
    notes += [_words_to_say(step, answer, snapshot)] if step.kind in _CLOSING_WHO else [step.text]
    notes += ["fick ej svar"] if failed else []
    return Step(
        number=number,
        who=step_name(step, answer, snapshot),
        contacts=contacts,
        until=until_words(step.until, now) if step.until else "",
        note="; ".join(note for note in notes if note),
        warning=step.gap is not None or failed,
    )


def step_name(step: AnswerStep, answer: Answer, snapshot: Snapshot) -> str:
    """”Bakjour Majken Ö”, ”Bakjour internmedicin”, ”Reservrutin”."""
    if step.role is None:
        return _CLOSING_WHO[step.kind]
    words = [step.role.heading]
    if step.service != answer.service.id and step.service in snapshot.services:
        words.append(subject_words(snapshot.services[step.service], snapshot))
    if step.person is not None and step.person.show_name:
        words.append(step.person.name)
    return " ".join(words)


def contact(phone: Phone, *, bare: bool = False) -> Contact:
    """A phone as a contact; a link only where an outside phone can dial it.

    `bare` leaves out what kind of number it is, where that has been said already.
    """
    return (
        Contact(phone.number, phone.uri())
        if bare
        else Contact(phone.text(), phone.uri(), phone.label)
    )


def _words_to_say(step: AnswerStep, answer: Answer, snapshot: Snapshot) -> str:
    if step.kind is not StepKind.SWITCHBOARD:
        return step.text
    if step.text:
        return f"säg ”{step.text}”"
    role = next((s.role for s in reversed(answer.steps) if s.role), None)
    subject = subject_words(answer.service, snapshot)
    return f"säg ”{role.value if role else 'jouren'} {subject}”"


def _closed_notice(answer: Answer, now: datetime) -> list[Notice]:
    if answer.open:
        return []
    opens = f", öppnar {moment_words(answer.opens, now)}" if answer.opens else ""
    hours = answer.service.hours.text()
    return [Notice(f"Stängt just då{opens} (öppet {hours}).", Tone.WARNING)]


def _fold(steps: list[Drawn], room: int) -> tuple[list[Step], list[Step]]:
    """The steps that fit, and those behind ”Visa mer”.

    Those that have given no answer are folded first, then the management level and the fallback;
    never the step to call now, and never the switchboard unless it has failed.
    """
    order = sorted(steps[1:], key=_foldable_first)
    hidden = [one for one in order if _foldable_first(one) < _NEVER][: max(0, len(steps) - room)]
    return [one.step for one in steps if one not in hidden], [
        one.step for one in steps if one in hidden
    ]


_NEVER = 3


def _foldable_first(drawn: Drawn) -> int:
    if drawn.failed:
        return 0
    return {StepKind.MANAGEMENT: 1, StepKind.FALLBACK: 2}.get(drawn.kind, _NEVER)


def _source(answer: Answer, snapshot: Snapshot, now: datetime) -> Source:
    words = roster_words(answer.service, snapshot, now)
    if answer.next_change:
        words = f"Nästa byte {until_words(answer.next_change, now)} · {words}"
    return Source(words[0].upper() + words[1:], snapshot.is_stale(answer.service, now))


def _also(services: Sequence[Service], question: Question, snapshot: Snapshot) -> list[Part]:
    if not services:
        return []
    return [
        Choices(
            "Finns även",
            tuple(
                Option(service_title(service, snapshot), show(service, question), service.kind)
                for service in services[:6]
            ),
        )
    ]


def show(service: Service, question: Question | None = None) -> Press:
    """Pressing this shows the service's card, for the same moment as the question."""
    data = {"service": service.id}
    if question is not None and question.asked:
        data["at"] = question.moment.isoformat()
    return Press("konsult", action="visa", data=data)


def _actions(question: Question, answer: Answer) -> Actions:
    data = {"service": question.service.id, "at": question.moment.isoformat()}
    buttons = []
    if not question.asked and len(question.failed) < len(answer.steps):
        failed = ",".join(str(number) for number in question.failed)
        press = Press("konsult", action="ej-svar", data={**data, "failed": failed})
        buttons.append(Button("Fick ej svar", press))
    buttons.append(Button("Visa jouren", Press("jour", action="visa", data=data), keep=True))
    other = Press("konsult", action="annan-tid", data={"service": question.service.id})
    buttons.append(Button("Annan tid", other, keep=True))
    return Actions(tuple(buttons))
