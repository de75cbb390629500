"""Contact chains: in which order a service is reached at a moment. Never empty."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.somebody import Colleague, Somebody
from directory.walltime.days import TimeClass


class StepKind(StrEnum):
    """What a step of a chain is. The value is the word in a region's files."""

    ROLE = "roll"
    FALLBACK = "reservrutin"
    MANAGEMENT = "ledningsnivå"
    SWITCHBOARD = "växel"


CLOSING = (StepKind.FALLBACK, StepKind.MANAGEMENT, StepKind.SWITCHBOARD)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainStep:
    """One step of a service's chain for a time class.

    A ROLE step names the role and, when another service answers, `of_service`; `if_rostered` skips
    it when nobody is rostered. The other kinds carry `text` (what to do, or the words to say to the
    switchboard) and a phone; without a phone the region's own is used.
    """

    service: str
    time_class: TimeClass
    position: int
    kind: StepKind
    role: Role | None = None
    of_service: str = ""
    if_rostered: bool = False
    text: str = ""
    phone: Phone | None = None

    def __post_init__(self) -> None:
        if (self.kind is StepKind.ROLE) != (self.role is not None):
            raise ValueError("Ett steg av typen roll måste ange roll, och bara ett sådant.")

    @property
    def line(self) -> Line | None:
        """The line that is called; None where the step names no role."""
        return Line(self.of_service or self.service, self.role) if self.role else None


class Gap(StrEnum):
    """Why a step may not be answered; each has its own sentence."""

    UNSTAFFED = "ingen är inlagd i schemat"
    NO_NUMBER = "den som har passet har inget nummer här"
    BUSY = "upptagen"
    CLOSED = "numret svarar inte då"
    UNREAD = "schemat kan inte läsas"


@dataclass(frozen=True, slots=True)
class AnswerStep:
    """A step as it holds at a moment: who, on which numbers, until when.

    `phones` are those to call, the best first; empty only together with a gap, where the text
    says what to do, or where `withholds_own`: there is a number of the person's own, which is shown
    only while they are on duty. `until` is None where the step does not change. `duty`: the duty
    behind the step, where there is one.
    """

    kind: StepKind
    role: Role | None = None
    service: str = ""
    person: Colleague | None = None
    phones: tuple[Phone, ...] = ()
    until: datetime | None = None
    gap: Gap | None = None
    text: str = ""
    duty: Duty | None = None
    withholds_own: bool = False


@dataclass(frozen=True, slots=True)
class Contacts:
    """What a chain is resolved with, for one moment, and `now`: when the answer is seen.

    `duties` gives who is on duty in a line, or None where no roster is kept for it.
    `role_phones` gives the phones of the function itself. `is_read`: whether it is known who is on
    duty; where it is not, `duties` is not asked.
    """

    duties: Callable[[Line], Sequence[Duty] | None]
    role_phones: Callable[[Line], tuple[Phone, ...]]
    colleague: Callable[[Somebody | None], Colleague | None]
    now: datetime
    is_read: bool = True


def default_chain(service: str, time_class: TimeClass) -> tuple[ChainStep, ...]:
    """The chain of a service that has none of its own.

    Working hours: the consulting physician if rostered, then bakjour. Other time: primärjour, then
    bakjour. (The usual arrangement in public Swedish documents, see docs/adr/0004.)
    """

    def step(position: int, role: Role, if_rostered: bool = False) -> ChainStep:
        return ChainStep(
            service=service,
            time_class=time_class,
            position=position,
            kind=StepKind.ROLE,
            role=role,
            if_rostered=if_rostered,
        )

    if time_class is TimeClass.OFFICE:
        return (step(1, Role.CONSULTING_PHYSICIAN, if_rostered=True), step(2, Role.SENIOR_ON_CALL))
    return (step(1, Role.PRIMARY_ON_CALL), step(2, Role.SENIOR_ON_CALL))


def resolve(
    chain: Sequence[ChainStep], closing: Sequence[ChainStep], contacts: Contacts
) -> tuple[AnswerStep, ...]:
    """The chain as numbered steps for the moment of the contacts.

    Role steps first, in their order: one for each person on duty, and one for all gaps of a role.
    A step that nobody fills stays, with its gap, unless it is `if_rostered`. The last steps are
    always fallback, management level and switchboard: those of the chain, else of `closing`.
    """
    steps = [
        answered
        for step in sorted(chain, key=lambda step: step.position)
        if step.kind is StepKind.ROLE
        for answered in _role_steps(step, contacts)
    ]
    for kind in CLOSING:
        own = [step for step in chain if step.kind is kind]
        usual = [step for step in closing if step.kind is kind]
        steps += [_closing_step(step, usual) for step in own or usual[:1]]
    return tuple(steps)


def _role_steps(step: ChainStep, contacts: Contacts) -> list[AnswerStep]:
    line = step.line
    assert line is not None
    of_function = contacts.role_phones(line)
    if not contacts.is_read:
        return _unread_steps(step, line, of_function)
    duties = contacts.duties(line)
    if not duties:
        if step.if_rostered:
            return []
        gap = None if duties is None and of_function else Gap.UNSTAFFED
        return [
            AnswerStep(
                step.kind, line.role, line.service, phones=of_function, gap=gap, text=step.text
            )
        ]
    gaps = (duty for duty in duties if not duty.person)
    soonest_over = min(gaps, key=lambda duty: duty.end, default=None)
    shown = [duty for duty in duties if duty.person or duty is soonest_over]
    return [_duty_step(step, duty, of_function, contacts) for duty in shown]


def _unread_steps(step: ChainStep, line: Line, of_function: tuple[Phone, ...]) -> list[AnswerStep]:
    """The function's own number reaches whoever is on duty; one that may have nobody and has no
    number is of no help."""
    if step.if_rostered and not of_function:
        return []
    unread = AnswerStep(
        step.kind, line.role, line.service, phones=of_function, gap=Gap.UNREAD, text=step.text
    )
    return [unread]


def _duty_step(
    step: ChainStep, duty: Duty, of_function: tuple[Phone, ...], contacts: Contacts
) -> AnswerStep:
    person = contacts.colleague(duty.person)
    reaching = phones_during(person, of_function)
    shown = phones_shown(duty, person, of_function, contacts.now)
    gap: Gap | None = None
    if person is None:
        gap = Gap.UNSTAFFED
    elif duty.busy:
        gap = Gap.BUSY
    elif not any(phone.is_callable for phone in reaching):
        gap = Gap.NO_NUMBER
    return AnswerStep(
        step.kind,
        step.role,
        duty.service,
        person,
        shown,
        duty.end,
        gap,
        step.text,
        duty,
        withholds_own=shown != reaching,
    )


def phones_during(person: Colleague | None, of_function: tuple[Phone, ...]) -> tuple[Phone, ...]:
    """The numbers that reach a person while they are on duty, the best first: the function's, then
    their own if they share it.

    The function's phone is answered by the person on duty even where the roster is wrong. For the
    person themselves and for judging what is missing; what others see is `phones_shown`.
    """
    own = person.phones if isinstance(person, Person) and person.show_number else ()
    return of_function + own


def phones_shown(
    duty: Duty, person: Colleague | None, of_function: tuple[Phone, ...], now: datetime
) -> tuple[Phone, ...]:
    """Those of the numbers that others may see now: a person's own only while the duty runs.

    The one place where it is decided, whatever moment was asked about.
    """
    return phones_during(person, of_function) if duty.covers(now) else of_function


def _closing_step(step: ChainStep, usual: Sequence[ChainStep]) -> AnswerStep:
    """The step, with the usual number if it has neither number nor instructions of its own.

    The switchboard's text is only what to say to it.
    """
    elsewhere = step.text and step.kind is not StepKind.SWITCHBOARD
    borrowed = None if elsewhere else next((other.phone for other in usual if other.phone), None)
    phone = step.phone or borrowed
    text = step.text or next((other.text for other in usual if other.text), "")
    return AnswerStep(step.kind, phones=(phone,) if phone else (), text=text)
