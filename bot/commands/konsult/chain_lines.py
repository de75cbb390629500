"""The chain of an answer as numbered lines: who, which numbers, until when, what is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.cards import Step
from bot.commands.konsult.question import AnswerWanted
from bot.questions.request import View
from bot.texts import CLOSING_WORDS, contact, hours_words, step_words, subject_words
from directory.rosters.chains import AnswerStep, Gap, StepKind
from directory.snapshot import Answer, Snapshot
from directory.staffing.confirming import is_late
from directory.walltime.said import until_words

_GAP_WORDS = {
    Gap.UNSTAFFED: "ingen är inlagd i schemat just då, gå vidare om ingen svarar",
    Gap.NO_NUMBER: "inget nummer finns här, gå vidare till nästa steg",
    Gap.BUSY: "upptagen, gå vidare till nästa steg",
    Gap.CLOSED: "svarar inte just då, gå vidare till nästa steg",
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A step as it is shown, with what decides its place on the card."""

    kind: StepKind
    failed: bool
    step: Step


def numbered_steps(answer: Answer, question: AnswerWanted, view: View) -> list[Drawn]:
    """The steps as shown: those that have given no answer come last."""
    order = list(enumerate(answer.steps, start=1))
    waiting = [step for number, step in order if number not in question.failed]
    failed = [step for number, step in order if number in question.failed]
    return [
        Drawn(
            step.kind,
            place > len(waiting),
            _draw(place, step, answer, view, failed=place > len(waiting)),
        )
        for place, step in enumerate(waiting + failed, start=1)
    ]


def _draw(number: int, step: AnswerStep, answer: Answer, view: View, *, failed: bool) -> Step:
    """Role and person, the numbers that the asker may see, until when, and what is wrong."""
    to_switchboard = step.kind is StepKind.SWITCHBOARD
    visible = [phone for phone in step.phones if view.who.may_see(phone)]
    times = view.snapshot.answering_times(step.service or answer.service.id, answer.moment)
    return Step(
        number=number,
        who=step_words(step, answer, view.snapshot),
        contacts=tuple(
            contact(phone, bare=to_switchboard, detail=hours_words(phone, times, view.now))
            for phone in visible
        ),
        until=until_words(step.until, view.now) if step.until else "",
        note="; ".join(note for note in _notes(step, answer, view, failed=failed) if note),
        warning=step.gap is not None or failed,
    )


def _notes(step: AnswerStep, answer: Answer, view: View, *, failed: bool) -> list[str]:
    late = step.duty is not None and is_late(step.duty, view.snapshot, view.now)
    return [
        _GAP_WORDS[step.gap] if step.gap else "",
        _words_to_say(step, answer, view.snapshot) if step.kind in CLOSING_WORDS else step.text,
        "eget nummer visas bara under passet" if step.withholds_own else "",
        "inte bekräftat" if late else "",
        "fick ej svar" if failed else "",
    ]


def _words_to_say(step: AnswerStep, answer: Answer, snapshot: Snapshot) -> str:
    if step.kind is not StepKind.SWITCHBOARD:
        return step.text
    if step.text:
        return f"säg ”{step.text}”"
    role = next((earlier.role for earlier in reversed(answer.steps) if earlier.role), None)
    subject = subject_words(answer.service, snapshot)
    return f"säg ”{role.value if role else 'jouren'} {subject}”"


def fold(steps: Sequence[Drawn], room: int) -> tuple[list[Step], list[Step]]:
    """The steps that fit, and those behind ”Visa mer”.

    Those that have given no answer are folded first, then the management level and the fallback;
    never the step to call now, and never the switchboard unless it has failed.
    """
    order = sorted(steps[1:], key=_foldable_first)
    foldable = [drawn for drawn in order if _foldable_first(drawn) < _NEVER]
    hidden = foldable[: max(0, len(steps) - room)]
    return (
        [drawn.step for drawn in steps if drawn not in hidden],
        [drawn.step for drawn in steps if drawn in hidden],
    )


_NEVER = 3


def _foldable_first(drawn: Drawn) -> int:
    if drawn.failed:
        return 0
    return {StepKind.MANAGEMENT: 1, StepKind.FALLBACK: 2}.get(drawn.kind, _NEVER)
