"""What becomes of a version: sent, approved, sent back, withdrawn, discarded, written anew."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.cards import Actions, Button, Card, Form, Notice, TextField
from bot.commands.rest.advising.case import (
    NO_GROUP,
    REASON,
    SEEN,
    about,
    advised,
    is_member,
    stands_in,
)
from bot.commands.rest.advising.shown import seen
from bot.commands.rest.case import RestCase, press, refused
from bot.questions.request import Reply
from bot.shortages.advice import decided
from bot.texts import day_words
from directory.changes import Add, Change, Forget, Keep
from directory.letters.outbox import Delivery
from directory.shortages.advice.advice import (
    AdviceRefusedError,
    ReplacementAdvice,
    approved,
    may_be_renewed,
    may_change,
    next_version,
    renewed,
    replaced,
    sent,
    sent_back,
    withdrawn,
    withdrawn_for_group,
)
from directory.shortages.advice.kept import ADVICE
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS

_RESTS_ON = (ADVICE, MEDICINE_GROUPS)
_MOVED = "Texten har ändrats sedan knappen gjordes. Läs den som den är nu."
_ONE_OPEN = "En ny version är redan påbörjad. Den visas under ”Andra versioner”."
_NOT_THIS = (
    "Rådet gäller inte längre: det är återkallat eller ersatt. Skriv ett nytt råd i stället."
)
_ENDS = "Rådet gäller till och med {} och slutar sedan av sig självt. Du behöver inte göra något."
_LONGEST_REASON = 500
_DISCARDED = Reply(
    Card((Notice("Utkastet är borta."), Actions((Button("Alla råd", press("råden", {})),))))
)


def send(advice: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    """Asks the other members to approve it as it stands."""
    if case.get(SEEN) != advice.text_hash:
        return refused(_MOVED)
    waiting = sent(advice, case.me, group)
    return _telling(
        _decided(waiting, group, case), decided.waits(waiting, case.snapshot, case.request.now)
    )


def approve(advice: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    """Signs the text of the button; the version before it holds no longer."""
    signed = approved(advice, case.get(SEEN), case.me, group, case.now)
    before = advised(case).signed(advice.advice)
    older = (Keep(replaced(before, case.now)),) if before else ()
    told = decided.signed(signed, case.snapshot, case.request.now)
    return _telling(_decided(signed, group, case, *older), told)


def send_back(advice: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    """A draft again, with what is to be changed."""
    return _with_reason(
        advice, "Skicka tillbaka", "Vad som ska ändras", "råd-tillbaka", case,
        lambda reason: _sent_back(sent_back(advice, reason, case.me, group), group, case),
    )  # fmt: skip


def _sent_back(draft: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    told = decided.came_back(draft, case.me, case.snapshot, case.request.now)
    return _telling(_decided(draft, group, case), told)


def withdraw(advice: ReplacementAdvice, group: MedicineGroup | None, case: RestCase) -> Reply:
    """The advice holds no longer; those who follow are told why. Where nobody of the group is left
    a coordinator may do it."""
    return _with_reason(
        advice, "Återkalla rådet", "Varför", "råd-återkalla", case,
        lambda reason: _withdrawn(_taken_away(advice, reason, group, case), group, case),
    )  # fmt: skip


def _taken_away(
    advice: ReplacementAdvice, reason: str, group: MedicineGroup | None, case: RestCase
) -> ReplacementAdvice:
    if stands_in(group, case):
        return withdrawn_for_group(advice, reason, case.me, case.now)
    if group is None:
        raise AdviceRefusedError(NO_GROUP)
    return withdrawn(advice, reason, case.me, group, case.now)


def _withdrawn(advice: ReplacementAdvice, group: MedicineGroup | None, case: RestCase) -> Reply:
    told = decided.taken_back(advice, case.snapshot, case.request.now)
    return _telling(_decided(advice, group, case), told)


def _with_reason(
    advice: ReplacementAdvice,
    title: str,
    label: str,
    action: str,
    case: RestCase,
    decide: Callable[[str], Reply],
) -> Reply:
    if case.get(REASON):
        return decide(case.get(REASON)[:_LONGEST_REASON])
    wrong = "Skriv varför." if REASON in case.request.data else ""
    why = TextField(REASON, label, "", "", wrong, max_length=_LONGEST_REASON, lines=3)
    return Reply(Card((), Form(title, (why,), press(action, about(advice)), title)))


def write_anew(advice: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    """A draft with the same text, for as long as usual from today where the days have passed."""
    versions = advised(case).versions(advice.advice)
    if any(one.is_open for one in versions):
        return refused(_ONE_OPEN)
    if not may_be_renewed(advice, versions):
        return refused(_NOT_THIS)
    draft = next_version(advice, versions[-1].version + 1, case.me, group, case.now)
    return _written(seen(draft, group, case), Add(draft))


def renew(advice: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    """A draft with the same text for as long as usual from today; one that is begun is shown."""
    versions = advised(case).versions(advice.advice)
    begun = next((one for one in versions if one.is_open), None)
    if begun is not None and is_member(group, case):
        return seen(begun, group, case)
    if not may_be_renewed(advice, versions):
        return refused(_NOT_THIS)
    draft = renewed(advice, versions[-1].version + 1, case.me, group, case.now)
    return _written(seen(draft, group, case), Add(draft))


def let_end(advice: ReplacementAdvice, group: MedicineGroup | None, case: RestCase) -> Reply:
    """Nothing is written: advice ends by itself."""
    shown = seen(advice, group, case)
    if not advice.is_in_force(case.now):
        return shown
    says = _ENDS.format(day_words(advice.content.last))
    return replace(shown, card=Card((Notice(says), *shown.card.parts)))


def discard(advice: ReplacementAdvice, group: MedicineGroup, case: RestCase) -> Reply:
    """The draft is gone; what was approved stands."""
    may_change(advice, case.me, group)
    if case.get(SEEN) != advice.text_hash:
        return refused(_MOVED)
    told = decided.discarded(advice, case.me, case.snapshot, case.request.now)
    return _telling(_written(_DISCARDED, Forget(ReplacementAdvice, advice.id)), told)


def _decided(
    advice: ReplacementAdvice, group: MedicineGroup | None, case: RestCase, *more: Change
) -> Reply:
    return _written(seen(advice, group, case), *more, Keep(advice))


def _telling(reply: Reply, told: Sequence[Delivery]) -> Reply:
    """The same with letters about it."""
    return replace(reply, deliveries=tuple(told))


def _written(shown: Reply, *changes: Change) -> Reply:
    return replace(shown, changes=changes, rests_on=_RESTS_ON)
