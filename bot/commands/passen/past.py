"""Who had which shift, for after something has happened. Nothing of it can be changed."""

from collections.abc import Sequence

from bot.cards import Actions, Card, Heading, More, Notice, Part, Text
from bot.commands.passen.case import PassCase, back
from bot.commands.passen.words import full_name, line_title
from bot.questions.request import Reply
from bot.texts import standing_in_words
from directory.catalogue.services import Service
from directory.rosters.duty import Duty
from directory.rosters.somebody import Colleague
from directory.walltime.hours import Hours
from directory.walltime.said import dated_span, dated_words

FIRST = 12


def listed(case: PassCase, whose: Service | Colleague, hours: Hours) -> Reply:
    """The shifts of a service or a person that touch the hours, with the swaps of that time."""
    named = isinstance(whose, Service)
    services = [whose.id] if isinstance(whose, Service) else list(case.snapshot.services)
    case = case.reaching(hours, services)
    rows = [_row(duty, case, named=named) for duty in _duties(case, whose, hours)]
    span = f"{dated_words(hours.start, case.now)} – {dated_words(hours.end, case.now)}"
    none = [Notice("Inget pass var inlagt då.")] if not rows else []
    parts: list[Part] = [Heading(_title(case, whose), span), *none, *_folded(rows)]
    return Reply(Card((*parts, Actions((back(),)))))


def _duties(case: PassCase, whose: Service | Colleague, hours: Hours) -> Sequence[Duty]:
    if isinstance(whose, Service):
        return case.snapshot.rosters.schedule(case.snapshot.own_lines(whose), hours)
    return case.snapshot.rosters.of_person(whose.id, hours)


def _title(case: PassCase, whose: Service | Colleague) -> str:
    if isinstance(whose, Service):
        return case.snapshot.title(whose.id)
    return "Dina pass" if whose.id == case.me else f"Pass för {whose.name}"


def _row(duty: Duty, case: PassCase, *, named: bool) -> Part:
    """When, in which role, and who had it where it is a service's."""
    what = line_title(duty.line, case.snapshot)
    if named:
        what = f"{duty.role.heading}: {full_name(duty.person, case.snapshot)}"
    what += " (upptagen)" if duty.busy else ""
    what += standing_in_words(duty, case.snapshot)
    return Text(what, dated_span(duty, case.now))


def _folded(rows: Sequence[Part]) -> list[Part]:
    rest = tuple(rows[FIRST:])
    return [*rows[:FIRST], *([More(rest)] if rest else [])]
