"""The chain of an answer as numbered lines: who, which numbers, until when, what is wrong."""

from collections.abc import Iterator, Mapping, Sequence

from bot.cards import Contact, Part, Step, Subheading
from bot.commands.konsult.question import AnswerWanted
from bot.commands.konsult.step_names import named
from bot.questions.request import View
from bot.texts import CLOSING_WORDS, duty_contact, hours_words, step_words, subject_words
from directory.catalogue.phones import Phone
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.chains import CLOSING, AnswerStep, Gap, StepKind
from directory.snapshot import Answer, Snapshot
from directory.staffing.confirming import is_late
from directory.walltime.said import until_words

_GAP_WORDS: Mapping[Gap | None, str] = {
    Gap.UNSTAFFED: "ingen är inlagd i schemat just då, gå vidare om ingen svarar",
    Gap.NO_NUMBER: "inget nummer finns här, gå vidare till nästa steg",
    Gap.CLOSED: "svarar inte just då, gå vidare till nästa steg",
    Gap.UNREAD: "vem som har passet går inte att läsa just nu",
}
_NOT_NOW = (Gap.BUSY, Gap.CLOSED)
_TRIED = "Redan prövade"
_LAST = "Om ingen svarar"
_INSTEAD = "Ring i stället"


@dataclass(frozen=True, slots=True)
class Chain:
    """An answer's steps in the order in which they are called: the role that was asked for comes
    first, those that have given no answer last, and the next one that can answer stands directly
    after one that is busy, or whose numbers are closed."""

    answer: Answer
    view: View
    waiting: tuple[tuple[str, AnswerStep], ...]
    failed: tuple[tuple[str, AnswerStep], ...]
    asked: Role | None = None

    @classmethod
    def of(cls, answer: Answer, question: AnswerWanted, view: View) -> "Chain":
        """The chain of the answer, with the steps that the question says have failed."""
        steps = list(named(answer.steps).items())
        asked = question.role if staffed(question.role, answer) else None
        waiting = [one for one in steps if one[0] not in question.failed]
        waiting.sort(key=lambda one: asked is None or one[1].role is not asked)
        failed = [one for one in steps if one[0] in question.failed]
        return cls(answer, view, tuple(_after_busy(waiting, view)), tuple(failed), asked)

    @property
    def called(self) -> tuple[str, AnswerStep] | None:
        """The step to call now, with its name; the one that ”Fick ej svar” is about."""
        within_reach = (one for one in self.waiting if _can_be_called(one[1], self.view))
        return next(within_reach, next(iter(self.waiting), None))

    def parts(self) -> list[Part]:
        """Every step, numbered without gaps: nothing that can be called is folded."""
        parts: list[Part] = []
        place = 0
        for heading, steps, tried in self._groups():
            parts += [Subheading(heading)] if heading else []
            for step in steps:
                place += 1
                parts.append(self._draw(place, step, failed=tried))
        return parts

    def _groups(self) -> Iterator[tuple[str, list[AnswerStep], bool]]:
        """The steps to call first, the last resorts, and what has been tried; each under its
        heading, if there are any."""
        waiting = [step for _, step in self.waiting]
        first = [step for step in waiting if step.kind not in CLOSING]
        last = [step for step in waiting if step.kind in CLOSING]
        if first:
            yield "", first, False
        if last:
            yield _LAST if first else self._instead(), last, False
        if self.failed:
            yield _TRIED, [step for _, step in self.failed], True

    def _instead(self) -> str:
        """Above the last resorts where nobody stands before them."""
        return "" if self.answer.open else _INSTEAD

    def _draw(self, number: int, step: AnswerStep, *, failed: bool) -> Step:
        """Role and person, the numbers that the asker may see, until when, and what is wrong."""
        busy = step.gap is Gap.BUSY
        until = until_words(step.until, self.view.now) if step.until else ""
        return Step(
            number=number,
            who=step_words(step, self.answer, self.view.snapshot),
            contacts=tuple(self._contact(phone, step) for phone in _visible(step, self.view)),
            until="" if busy else until,
            note="; ".join(note for note in self._notes(step, until, failed=failed) if note),
            warning=step.gap is not None or failed,
            brief=step.kind in CLOSING,
        )

    def _contact(self, phone: Phone, step: AnswerStep) -> Contact:
        """The number, and when it answers."""
        snapshot, moment = self.view.snapshot, self.answer.moment
        times = snapshot.answering_times(step.service or self.answer.service.id, moment)
        said = hours_words(phone, times, self.view.now)
        bare = step.kind is StepKind.SWITCHBOARD
        return duty_contact(phone, step.duty, snapshot, bare=bare, detail=said)

    def _notes(self, step: AnswerStep, until: str, *, failed: bool) -> list[str]:
        snapshot, answer = self.view.snapshot, self.answer
        late = step.duty is not None and is_late(step.duty, snapshot, self.view.now)
        return [
            f"upptagen till {until}" if step.gap is Gap.BUSY else "",
            _GAP_WORDS.get(step.gap, ""),
            "gå vidare till nästa steg" if step.gap is Gap.UNREAD and not step.phones else "",
            _words_to_say(step, answer, snapshot) if step.kind in CLOSING_WORDS else step.text,
            f"du frågade efter {step.role.value}" if step.role and step.role is self.asked else "",
            "eget nummer visas bara under passet" if step.withholds_own else "",
            "inte bekräftat" if late else "",
            "fick ej svar" if failed else "",
        ]


def staffed(role: Role | None, answer: Answer) -> bool:
    """Whether somebody in the role is there to be called."""
    return role is not None and any(
        step.role is role and step.gap is not Gap.UNSTAFFED for step in answer.steps
    )


def _after_busy(
    steps: Sequence[tuple[str, AnswerStep]], view: View
) -> Iterator[tuple[str, AnswerStep]]:
    """The steps in order, the next that can answer brought up behind one that cannot now."""
    left = list(steps)
    while left:
        one = left.pop(0)
        yield one
        if one[1].gap in _NOT_NOW:
            able = next((other for other in left if _answers(other[1], view)), None)
            if able is not None:
                left.remove(able)
                yield able


def _answers(step: AnswerStep, view: View) -> bool:
    """Whether somebody in a role is there and has a number."""
    return step.kind is StepKind.ROLE and step.gap is None and _can_be_called(step, view)


def _can_be_called(step: AnswerStep, view: View) -> bool:
    """Whether there is a number to call that answers, and nobody has said that they are busy."""
    return step.gap not in _NOT_NOW and any(phone.is_callable for phone in _visible(step, view))


def _visible(step: AnswerStep, view: View) -> list[Phone]:
    return [phone for phone in step.phones if view.who.may_see(phone)]


def _words_to_say(step: AnswerStep, answer: Answer, snapshot: Snapshot) -> str:
    if step.kind is not StepKind.SWITCHBOARD:
        return step.text
    if step.text:
        return f"säg ”{step.text}”"
    role = next((earlier.role for earlier in reversed(answer.steps) if earlier.role), None)
    subject = subject_words(answer.service, snapshot)
    return f"säg ”{role.value if role else 'jouren'} {subject}”"
