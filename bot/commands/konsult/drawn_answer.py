"""What an answer says whatever words led to it: who answers, until when, where it comes from."""

from datetime import datetime

from bot.cards import Heading, Notice, Part, Source, Text, Tone
from bot.commands.konsult.chain_lines import Chain, staffed
from bot.commands.konsult.question import AnswerWanted
from bot.questions.request import View
from bot.texts import ROSTER_UNREAD, capitalised, roster_words, when_words
from directory.lazy.values import dataclass
from directory.rosters.chains import AnswerStep
from directory.rosters.line import Line
from directory.snapshot import Answer
from directory.walltime.said import dated_words, moment_words, until_words


@dataclass(frozen=True, slots=True)
class DrawnAnswer:
    """The lines of an answer from its heading to its source, and what its buttons rest on.

    `head`: what stands above the steps. `until`: the next change that is still to come; None where
    the answer does not grow old. `called`: the step that ”Fick ej svar” is about, with its name.
    `has_role_phone`: it shows a number of a role; a person's own is nothing that others report.
    """

    head: tuple[Part, ...]
    lines: tuple[Part, ...]
    source: Source
    until: datetime | None
    called: tuple[str, AnswerStep] | None
    has_role_phone: bool


def drawn_answer(question: AnswerWanted, view: View) -> DrawnAnswer:
    """The same for all who may see the same of its numbers and ask the same in a minute."""
    answer = view.snapshot.answer(question.service, question.moment, now=view.now)
    key = (
        "drawn answer",
        question.service.id,
        question.moment,
        question.asked,
        question.failed,
        question.role,
        view.who.audiences() & answer.audiences,
    )
    return view.snapshot.remembered_at(view.now, key, lambda: _draw(question, answer, view))


def _draw(question: AnswerWanted, answer: Answer, view: View) -> DrawnAnswer:
    chain = Chain.of(answer, question, view)
    change = answer.next_change
    return DrawnAnswer(
        head=tuple(_head(question, answer, view)),
        lines=tuple(_lines(question, chain)),
        source=_source(answer, view),
        until=change if change is not None and change > view.now else None,
        called=chain.called,
        has_role_phone=_has_role_phone(chain, view),
    )


def _head(question: AnswerWanted, answer: Answer, view: View) -> list[Part]:
    title = view.snapshot.title(question.service.id)
    return [
        *_past_notice(question, view),
        Heading(title, when_words(answer, view.now, asked=question.asked)),
        *_unread_notice(answer),
        *_closed_notice(answer, view),
        *_role_notice(question, answer),
    ]


def _lines(question: AnswerWanted, chain: Chain) -> list[Part]:
    before = question.service.before_call
    return [*chain.parts(), *([Text(before, "Före samtalet")] if before else [])]


def _past_notice(question: AnswerWanted, view: View) -> list[Notice]:
    if not question.is_past(view.now):
        return []
    says = f"Gällde {dated_words(question.moment, view.now)}. Tiden har passerat."
    return [Notice(says, Tone.WARNING)]


def _unread_notice(answer: Answer) -> list[Notice]:
    """What is shown is only what needs no roster; nobody must take it for an empty one."""
    if answer.is_read:
        return []
    says = f"{ROSTER_UNREAD}, så vem som har jouren då går inte att se. Ring i den här ordningen."
    return [Notice(says, Tone.WARNING)]


def _closed_notice(answer: Answer, view: View) -> list[Notice]:
    if answer.open:
        return []
    opens = f", öppnar {moment_words(answer.opens, view.now)}" if answer.opens else ""
    hours = answer.service.hours.text()
    return [Notice(f"Stängt just då{opens} (öppet {hours}).", Tone.WARNING)]


def _role_notice(question: AnswerWanted, answer: Answer) -> list[Notice]:
    """That nobody has the role that was asked for: then the ordinary order stands below."""
    role = question.role
    if role is None or not answer.is_read or staffed(role, answer):
        return []
    kept = any(step.role is role for step in answer.steps)
    says = "är inlagd i schemat just då" if kept else "svarar för det här just då"
    return [Notice(f"Ingen {role.value} {says}. Ring i den här ordningen.", Tone.WARNING)]


def _source(answer: Answer, view: View) -> Source:
    if not answer.is_read:
        return Source(f"{ROSTER_UNREAD}: numren är ur minnet", stale=True)
    words = roster_words(answer.service, view.snapshot, view.now)
    if answer.next_change:
        words = f"Nästa byte {until_words(answer.next_change, view.now)} · {words}"
    return Source(capitalised(words), view.snapshot.is_stale(answer.service, view.now))


def _has_role_phone(chain: Chain, view: View) -> bool:
    lines = (Line(step.service, step.role) for _, step in chain.waiting if step.role)
    return any(view.who.may_see(p) for line in lines for p in view.snapshot.role_phones(line))
