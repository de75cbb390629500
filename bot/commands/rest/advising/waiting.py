"""What waits for a member of a specialist group: drafts to approve, and advice that ends soon."""

from collections.abc import Iterator, Sequence

from bot.commands.rest.advising.case import advised, own_groups
from bot.commands.rest.case import RestCase, press
from bot.commands.waits import Waits
from bot.questions.request import Request
from bot.texts import day_words
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.snapshot import Snapshot


def advice_waiting(request: Request, snapshot: Snapshot) -> Iterator[Waits]:
    """A row for each kind, in the groups of the asker."""
    case = RestCase(request, snapshot)
    if drafts := to_approve(case):
        words = "ersättningsråd att läsa och godkänna"
        yield Waits(len(drafts), words, words, press("råden", {}))
    if ending := ending_soon(case):
        words = "ersättningsråd som snart slutar gälla"
        first = min(one.content.last for one in ending)
        yield Waits(len(ending), words, words, press("råden", {}), f"först {day_words(first)}")


def to_approve(case: RestCase) -> Sequence[ReplacementAdvice]:
    """The drafts of the asker's groups that wait, and that they have written nothing of."""
    return [
        one for one in _own(case) if one.state is AdviceState.WAITING and case.me not in one.writers
    ]


def ending_soon(case: RestCase) -> Sequence[ReplacementAdvice]:
    """The advice of the asker's groups that holds and ends within 14 days, the first first; not
    where a new version is being written."""
    renewed = {one.advice for one in _own(case) if one.is_open}
    ending = [one for one in _own(case) if one.ends_soon(case.now) and one.advice not in renewed]
    return sorted(ending, key=lambda one: (one.content.last, one.id))


def _own(case: RestCase) -> Sequence[ReplacementAdvice]:
    groups = own_groups(case)
    return [one for group in groups for one in advised(case).of_group(group.id)]
