"""The button ”Fick ej svar”: the failure recorded, and who answers in the present minute."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.cards import Notice, Tone, with_warning
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.chain_lines import Chain
from bot.commands.konsult.question import AnswerWanted
from bot.commands.konsult.shown import of_now, said_first
from bot.commands.konsult.step_names import FailedStep, named
from bot.questions.around import answering, around
from bot.questions.counted import counted
from bot.questions.request import Reply, Request
from bot.questions.service_asked import service_asked
from bot.texts import CLOSING_WORDS, contact, perhaps_saved, step_words
from directory.catalogue.phones import Phone
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.changes import Keep
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.lazy.values import dataclass
from directory.rosters.chains import AnswerStep
from directory.rosters.line import Line
from directory.snapshot import Answer, Snapshot
from directory.walltime.said import age_words

SAME_CALL = timedelta(hours=12)
"""How long a step that gave no answer is put last. On an older card the press asks anew."""


def report(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """Record the step that failed and show who answers now: the asker need do no more.

    What the button carries says which step of which card is meant, and moves no time.
    """
    service = service_asked(request, snapshot)
    if isinstance(service, Reply):
        return service
    failed = FailedStep.read(request.data, request.minute)
    if failed is None:
        return _anew(card, service, request, snapshot)
    return _reported(card, _Press(service, failed, request, snapshot))


def _anew(card: AnswerCard, service: Service, request: Request, snapshot: Snapshot) -> Reply:
    """The present answer to a button that does not say what failed."""
    says = Notice("Det här är ett nytt svar: kortet du tryckte på var för gammalt.", Tone.WARNING)
    notices = [*said_first(request, snapshot), says]
    drawn = card.draw(of_now(service, request), request.view(snapshot), notices=notices)
    return Reply(drawn, lookup=counted(request, "no answer", service.id))


@dataclass(frozen=True, slots=True)
class _Press:
    """The press with what it means in the present minute."""

    service: Service
    failed: FailedStep
    request: Request
    snapshot: Snapshot

    @property
    def now(self) -> datetime:
        return self.request.minute

    @property
    def is_old(self) -> bool:
        return self.now - self.failed.drawn > SAME_CALL

    def then(self) -> Answer:
        """The answer that the card showed, as the rosters have it today."""
        services = answering([self.service], self.snapshot)
        drawn = self.failed.drawn
        snapshot = around(drawn, services, self.request, self.snapshot)
        return snapshot.answer(self.service, drawn, now=self.now)

    def at(self, moment: datetime) -> Answer:
        """The answer between the card and now; only for a card that is not old."""
        return self.snapshot.answer(self.service, moment, now=self.now)

    def ended(self) -> datetime | None:
        """When the step ceased to be on, if it did between the card and now."""
        moment = self.failed.drawn
        while (edge := self.at(moment).next_change) is not None and edge <= self.now:
            if self.failed.name not in named(self.at(edge).steps):
                return edge
            moment = edge
        return None


def _reported(card: AnswerCard, press: _Press) -> Reply:
    request, snapshot = press.request, press.snapshot
    failure = _failure(press)
    question, says = _present(press, failure)
    notices = [*said_first(request, snapshot), says]
    drawn = card.draw(question, request.view(snapshot), notices=notices)
    changes = () if _is_known(failure, snapshot) else (Keep(failure),)
    unsaved = with_warning(drawn, "Rapporten kunde inte sparas just nu.")
    lookup = counted(request, "no answer", press.service.id)
    perhaps = with_warning(drawn, perhaps_saved("/konsult", "Rapporten"))
    return Reply(drawn, changes, lookup, unsaved, perhaps=perhaps, rests_on=(CONTACT_FAILURES,))


def _is_known(failure: ContactFailure, snapshot: Snapshot) -> bool:
    return any(known.is_repeated_by(failure) for known in snapshot.of(CONTACT_FAILURES))


def _present(press: _Press, failure: ContactFailure) -> tuple[AnswerWanted, Notice]:
    """What is asked for the present minute, and what to say of the step that failed."""
    noted = f"Noterat: inget svar från {failure.contact}."
    failed, names = press.failed, named(press.at(press.now).steps)
    if press.is_old:
        drawn = age_words(failed.drawn, press.now)
        says = f"Kortet var från {drawn}, det här är ett nytt svar. {_answers_now(press)}{noted}"
        return _question(press, ()), Notice(says, Tone.WARNING)
    ended = press.ended()
    if ended is None and failed.name in names:
        question = _question(press, (*failed.before, failed.name))
        return question, Notice(f"{noted} {_what_next(question, press)}")
    changed = f"Jouren byttes {age_words(ended, press.now)}." if ended else "Jouren har ändrats."
    return _question(press, failed.before), Notice(
        f"{changed} {_answers_now(press)}{noted}", Tone.WARNING
    )


def _question(press: _Press, failed: tuple[str, ...]) -> AnswerWanted:
    return replace(of_now(press.service, press.request), failed=failed)


def _chain(question: AnswerWanted, press: _Press) -> Chain:
    return Chain.of(press.at(press.now), question, press.request.view(press.snapshot))


def _what_next(question: AnswerWanted, press: _Press) -> str:
    if _chain(question, press).waiting:
        return "Nästa steg står först."
    return "Alla steg är prövade. Börja om uppifrån."


def _answers_now(press: _Press) -> str:
    """”Nu svarar Bakjour Majken Ö.”: the step to call."""
    called = _chain(_question(press, press.failed.before), press).called
    if called is None:
        return ""
    return f"Nu svarar {step_words(called[1], press.at(press.now), press.snapshot)}. "


def _failure(press: _Press) -> ContactFailure:
    """That the step which stood on the card gave no answer, in the answer that the card showed."""
    answer, failed, who = press.then(), press.failed, press.request.who
    names = named(answer.steps)
    step = names.get(failed.name)
    number = list(names).index(failed.name) + 1 if step else 0
    return ContactFailure(
        service=press.service.id,
        step=number,
        contact=_contact(step, answer, press) if step else _what_it_was(failed),
        asked_for=failed.drawn,
        reported=press.request.now,
        reporter=who.account,
        unit=who.home.id if who.home else "",
    )


def _what_it_was(failed: FailedStep) -> str:
    """The role of a step that today's rosters no longer have at the time of the card."""
    what = failed.what
    return what.heading if isinstance(what, Role) else CLOSING_WORDS[what]


def _contact(step: AnswerStep, answer: Answer, press: _Press) -> str:
    """Who was called, and on which numbers: never a person's own, as reports are read later."""
    who = step_words(step, answer, press.snapshot)
    shown = [phone for phone in _lasting(step, press.snapshot) if press.request.who.may_see(phone)]
    return f"{who} {', '.join(contact(phone).text for phone in shown)}".strip()


def _lasting(step: AnswerStep, snapshot: Snapshot) -> tuple[Phone, ...]:
    return snapshot.role_phones(Line(step.service, step.role)) if step.role else step.phones
