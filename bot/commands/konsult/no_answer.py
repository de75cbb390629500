"""The button ”Fick ej svar”: the next step first, and the failure recorded."""

from datetime import timedelta

from bot.cards import Notice, with_warning
from bot.commands.konsult.answer_card import AnswerCard
from bot.commands.konsult.chain_lines import numbered_steps
from bot.commands.konsult.question import AnswerWanted
from bot.questions.around import answering, around
from bot.questions.counted import counted
from bot.questions.fallback import lost
from bot.questions.request import Reply, Request
from directory.changes import Keep
from directory.counting.failures import CONTACT_FAILURES, ContactFailure
from directory.snapshot import Snapshot

LONGEST_PRESS = timedelta(hours=12)


def report(card: AnswerCard, request: Request, snapshot: Snapshot) -> Reply:
    """Put the next step first and record the failed one: the asker need do no more."""
    service = snapshot.services.get(request.data.get("service", ""))
    at = request.moment("at")
    if service is None or at is None or not timedelta(0) <= request.now - at <= LONGEST_PRESS:
        return lost(request, snapshot, "Svaret är för gammalt. Ställ frågan igen.")
    snapshot = around(at, answering([service], snapshot), request, snapshot)
    failed = _numbers(request.data.get("failed", ""))
    numbers = range(1, len(snapshot.answer(service, at, now=request.minute).steps) + 1)
    number = next((number for number in numbers if number not in failed), None)
    if number is None:
        return lost(request, snapshot, "Alla steg är redan prövade. Ring växeln.")
    failure = _failure(AnswerWanted(service, at, failed=failed), number, request, snapshot)
    question = AnswerWanted(service, at, failed=(*failed, number))
    drawn = card.draw(question, request.view(snapshot), notices=[_thanks(failure)])
    changes = () if snapshot.of(CONTACT_FAILURES).has(failure.id) else (Keep(failure),)
    unsaved = with_warning(drawn, "Rapporten kunde inte sparas just nu.")
    return Reply(drawn, changes, counted(request, "no answer", service.id), unsaved)


def _numbers(written: str) -> tuple[int, ...]:
    return tuple(int(part) for part in written.split(",") if part.isascii() and part.isdigit())


def _failure(
    before: AnswerWanted, number: int, request: Request, snapshot: Snapshot
) -> ContactFailure:
    """That the step which stood first, and has this number in the chain, gave no answer."""
    answer = snapshot.answer(before.service, before.moment, now=request.minute)
    first = numbered_steps(answer, before, request.view(snapshot))[0].step
    phones = ", ".join(contact.text for contact in first.contacts)
    return ContactFailure(
        service=before.service.id,
        step=number,
        contact=f"{first.who} {phones}".strip(),
        asked_for=before.moment,
        reported=request.now,
        reporter=request.who.account,
        unit=request.who.home.id if request.who.home else "",
    )


def _thanks(failure: ContactFailure) -> Notice:
    return Notice(f"Noterat: inget svar från {failure.contact}. Nästa steg står först.")
