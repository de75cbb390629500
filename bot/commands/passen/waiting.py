"""How much waits for somebody: shifts to confirm, offers to answer, swaps to approve."""

from datetime import timedelta

from bot import links
from bot.cards import Choices, Option, Part
from bot.commands.passen.asked import ShiftCase
from bot.commands.passen.offers import to_answer, to_approve
from bot.questions.request import Request
from directory.snapshot import Snapshot
from directory.staffing.confirming import FROM, awaits_confirmation
from directory.walltime.hours import Hours

_SOON = FROM + timedelta(minutes=1)


def waiting_parts(request: Request, snapshot: Snapshot) -> list[Part]:
    """Shifts to confirm, and offers to answer: one way to all of them."""
    waits = waiting(ShiftCase(request, snapshot))
    if not waits:
        return []
    return [Choices(f"Väntar på dig: {waits}", (Option("Visa mina pass", links.see_my_shifts()),))]


def waiting(asked: ShiftCase) -> str:
    """”1 pass att bekräfta, 2 erbjudanden”; empty where nothing waits."""
    answers, approvals = len(to_answer(asked, asked.me)), len(to_approve(asked))
    counts = (
        (_to_confirm(asked), "pass att bekräfta", "pass att bekräfta"),
        (answers, "erbjudande", "erbjudanden"),
        (approvals, "byte att godkänna", "byten att godkänna"),
    )
    return ", ".join(
        f"{count} {one if count == 1 else many}" for count, one, many in counts if count
    )


def _to_confirm(asked: ShiftCase) -> int:
    duties = asked.snapshot.rosters.of_person(asked.me, Hours(asked.now, asked.now + _SOON))
    return sum(awaits_confirmation(duty, asked.snapshot, asked.now) for duty in duties)
