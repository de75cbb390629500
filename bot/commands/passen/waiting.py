"""How much waits for somebody: shifts to confirm, offers to answer, swaps to approve."""

from datetime import timedelta

from bot import links
from bot.cards import Choices, Option, Part
from bot.commands.passen.case import PassCase
from bot.commands.passen.offers import to_answer, to_approve, to_undo
from bot.questions.request import Request
from directory.snapshot import Snapshot
from directory.staffing.confirming import FROM, awaits_confirmation
from directory.walltime.hours import Hours

_SOON = FROM + timedelta(minutes=1)


def waiting_parts(request: Request, snapshot: Snapshot) -> list[Part]:
    """Shifts to confirm, and offers to answer: one way to all of them."""
    waits = waiting(PassCase(request, snapshot))
    if not waits:
        return []
    return [Choices(f"Väntar på dig: {waits}", (Option("Visa mina pass", links.see_my_shifts()),))]


def waiting(case: PassCase) -> str:
    """”1 pass att bekräfta, 2 erbjudanden”; empty where nothing waits."""
    answers, approvals = len(to_answer(case, case.me)), len(to_approve(case))
    counts = (
        (_to_confirm(case), "pass att bekräfta", "pass att bekräfta"),
        (answers, "erbjudande", "erbjudanden"),
        (len(to_undo(case, case.me)), "fråga om att ångra", "frågor om att ångra"),
        (approvals, "byte att godkänna", "byten att godkänna"),
    )
    return ", ".join(
        f"{count} {single if count == 1 else many}" for count, single, many in counts if count
    )


def _to_confirm(case: PassCase) -> int:
    duties = case.snapshot.rosters.of_person(case.me, Hours(case.now, case.now + _SOON))
    return sum(awaits_confirmation(duty, case.snapshot, case.now) for duty in duties)
