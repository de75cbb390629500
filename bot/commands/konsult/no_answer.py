"""The button ”Fick ej svar”: the next step first, and the failure recorded."""

from dataclasses import replace
from datetime import timedelta

from bot.cards import Notice, with_warning
from bot.commands.konsult.answer_card import answer_card
from bot.commands.konsult.chain_lines import Question, numbered_steps
from bot.questions.around import answering, around
from bot.questions.fallback import counted, lost
from bot.questions.request import Reply, Request
from directory.changes import Keep
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.snapshot import Snapshot

LONGEST_PRESS = timedelta(hours=12)


def no_answer(request: Request, snapshot: Snapshot) -> Reply:
    """Put the next step first and record the failed one: the asker need do no more."""
    service = snapshot.services.get(request.data.get("service", ""))
    at = request.moment("at")
    if service is None or at is None or not timedelta(0) <= request.now - at <= LONGEST_PRESS:
        return lost(request, snapshot, "Svaret är för gammalt. Ställ frågan igen.")
    snapshot = around(at, answering([service], snapshot), request, snapshot)
    failed = _numbers(request.data.get("failed", ""))
    steps = snapshot.answer(service, at).steps
    number = next((n for n in range(1, len(steps) + 1) if n not in failed), None)
    if number is None:
        return lost(request, snapshot, "Alla steg är redan prövade. Ring växeln.")
    question = Question(service, at, failed=(*failed, number))
    failure = _failure(question, number, request, snapshot)
    card = answer_card(question, request.who, snapshot, request.minute, notices=[_thanks(failure)])
    changes = () if snapshot.of(CONTACT_FAILURES).has(failure.id) else (Keep(failure),)
    unsaved = with_warning(card, "Rapporten kunde inte sparas just nu.")
    return Reply(card, changes, counted(request, "no answer", service.id), unsaved)


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split(",") if part.isascii() and part.isdigit())


def _failure(
    question: Question, number: int, request: Request, snapshot: Snapshot
) -> ContactFailure:
    answer = snapshot.answer(question.service, question.moment)
    before = replace(question, failed=question.failed[:-1])
    first = numbered_steps(answer, before, request.who, snapshot, request.now)[0].step
    numbers = ", ".join(c.text for c in first.contacts)
    return ContactFailure(
        service=question.service.id,
        step=number,
        contact=f"{first.who} {numbers}".strip(),
        asked_for=question.moment,
        reported=request.now,
        reporter=request.who.account,
        unit=request.who.home.id if request.who.home else "",
    )


def _thanks(failure: ContactFailure) -> Notice:
    return Notice(f"Noterat: inget svar från {failure.contact}. Nästa steg står först.")
