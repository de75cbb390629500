"""A report in words: when, which contact, from which unit; nobody's own number, and no name."""

from datetime import timedelta

from bot.cards import ScheduleRow
from bot.questions.request import Request
from bot.texts import unit_words
from directory.counting.failures import ContactFailure
from directory.snapshot import Snapshot
from directory.walltime.said import moment_words

EARLIER = timedelta(hours=1)


def report_row(failure: ContactFailure, request: Request, snapshot: Snapshot) -> ScheduleRow:
    """One report."""
    unit = snapshot.units.get(failure.unit)
    when = moment_words(failure.reported, request.now)
    step = f"steg {failure.step}: " if failure.step else ""
    asked_from = f" (från {unit_words(unit)})" if unit else ""
    what = f"{step}{contact_words(failure, snapshot)}{_earlier(failure)}{asked_from}"
    return ScheduleRow(when, snapshot.title(failure.service), what)


def contact_words(failure: ContactFailure, snapshot: Snapshot) -> str:
    """Who was called.

    Reports of an earlier version may hold people's own numbers: those are left out.
    """
    words = failure.contact
    own = snapshot.remembered(("own numbers",), lambda: _own_numbers(snapshot))
    for number in own - _of_functions(failure.service, snapshot):
        words = words.replace(number, "eget nummer")
    return words


def _earlier(failure: ContactFailure) -> str:
    """For when, if the card was shown earlier."""
    if failure.reported - failure.asked_for < EARLIER:
        return ""
    return f", svaret visades {moment_words(failure.asked_for, failure.reported)}"


def _own_numbers(snapshot: Snapshot) -> frozenset[str]:
    return frozenset(p.text() for one in snapshot.people.values() for p in one.phones)


def _of_functions(service_id: str, snapshot: Snapshot) -> frozenset[str]:
    service = snapshot.services.get(service_id)
    lines = snapshot.chain_lines(service) if service else ()
    return frozenset(p.text() for line in lines for p in snapshot.role_phones(line))
