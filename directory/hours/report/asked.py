"""What was asked for: questions of the command that finds who answers, by service and week."""

from collections import Counter
from collections.abc import Iterable

from directory.counting.lookups import Lookup
from directory.hours.report.period import Period, week_of
from directory.hours.report.recorded import Asked

ASKED_WITH = "konsult"
"""The command whose questions count."""


def asked_in(lookups: Iterable[Lookup], period: Period) -> Asked:
    """How often each service was asked for in each week of the period."""
    return Counter(
        (lookup.service, week_of(lookup.at))
        for lookup in lookups
        if lookup.command == ASKED_WITH and lookup.service and period.span.covers(lookup.at)
    )
