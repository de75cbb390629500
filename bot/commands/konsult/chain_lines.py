"""The chain of an answer as numbered lines: who, which numbers, until when, what is amiss."""

from dataclasses import dataclass
from datetime import datetime

from bot.access import Asker
from bot.cards import Step
from bot.texts import contact, subject_words
from directory.catalogue.services import Service
from directory.rosters.chains import AnswerStep, Gap, StepKind
from directory.snapshot import Answer, Snapshot
from directory.staffing.confirming import is_late
from directory.walltime.said import until_words

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

    @property
    def asked_at(self) -> datetime | None:
        """The moment, where it is not ”now”."""
        return self.moment if self.asked else None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step as it is shown, with what decides its place on the card."""

    kind: StepKind
    failed: bool
    step: Step


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
    notes += ["inte bekräftat"] if step.duty and is_late(step.duty, snapshot, now) else []
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
    if step.person is not None:
        words.append(step.person.shown_as(""))
    return " ".join(word for word in words if word)


def _words_to_say(step: AnswerStep, answer: Answer, snapshot: Snapshot) -> str:
    if step.kind is not StepKind.SWITCHBOARD:
        return step.text
    if step.text:
        return f"säg ”{step.text}”"
    role = next((s.role for s in reversed(answer.steps) if s.role), None)
    subject = subject_words(answer.service, snapshot)
    return f"säg ”{role.value if role else 'jouren'} {subject}”"


def fold(steps: list[Drawn], room: int) -> tuple[list[Step], list[Step]]:
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
