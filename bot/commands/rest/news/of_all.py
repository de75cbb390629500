"""The medicines whose packs have changed in the last week."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from bot import links
from bot.cards import Option
from bot.commands.rest.case import RestCase
from bot.commands.rest.news.week import NEWS_OF
from directory.grouping import grouped
from directory.shortages.pack_changes import PackChange, as_one
from directory.shortages.queries import PackChangesSince
from directory.shortages.state import PackState

_WEIGHT = (PackState.CEASES, PackState.NOW, PackState.FORECAST_PASSED, PackState.COMING)
"""What is told first, where it is new; dates that have moved and what is back come after."""


def news_of_all(case: RestCase) -> Sequence[Option]:
    """One for each medicine; UnreadError."""
    changes = as_one(case.request.ask(PackChangesSince(case.now - NEWS_OF)))
    weighed = sorted(_weighed(changes, case), key=lambda one: (one[0], one[1].label.casefold()))
    return [option for _, option in weighed]


def _weighed(changes: Iterable[PackChange], case: RestCase) -> Iterator[tuple[int, Option]]:
    for code, of_code in grouped(changes, lambda one: one.atc or one.npl_id).items():
        option = Option(_name(code, case), links.see_medicine(code), _reason(of_code))
        yield min(map(_weight, of_code)), option


def _name(code: str, case: RestCase) -> str:
    """Of exactly the code, and not of one below it; of a product that has none its own."""
    found = case.medicines.find(code).substances
    return next((one.name for one in found if code in (one.atc, *one.products)), code)


def _weight(change: PackChange) -> int:
    state = change.after.state
    is_first = state in _WEIGHT and not change.is_of_dates_alone
    return _WEIGHT.index(state) if is_first else len(_WEIGHT)


def _reason(changes: Iterable[PackChange]) -> str:
    """”2 nu, 1 upphör, 1 nytt datum”."""
    counts = Counter(
        "nytt datum" if one.is_of_dates_alone else one.after.state.value for one in changes
    )
    return ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
