"""Letters about coming gaps and other roster faults, to those responsible."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta

from bot import links
from bot.apart.items import ItemKind, RoundItem
from bot.apart.rounds import AT_ONCE, Separately
from bot.jobs import Job, JobContext, telling
from bot.letters import keys
from bot.letters.card import letter_button
from bot.rosters.fault_words import fault_rows, fault_words, what_to_do
from bot.rosters.topics import GAPS
from bot.texts import and_more
from directory.catalogue.people import Person
from directory.grouping import grouped
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.preferences import Choice, by_time, undisturbed
from directory.letters.subscriptions import Pace
from directory.rosters.somebody import as_written
from directory.snapshot import Snapshot
from directory.staffing.faults import AHEAD, FaultKind, RosterFault, roster_faults
from directory.staffing.responsible import responsible
from directory.walltime.days import local, to_utc

SOON = timedelta(hours=24)
"""A fault that begins within this time is urgent."""
BEFORE_THE_HOUR = timedelta(minutes=10)
"""A digest is written this long before its hour, to be sent with the rest of that hour."""
MOST_LINES = 30

_DAY = timedelta(days=1)


def gaps(context: JobContext) -> Job:
    """The job that looks for faults, every five minutes."""
    return telling("gaps", timedelta(minutes=5), due, context)


def due(snapshot: Snapshot, now: datetime, separately: Separately = AT_ONCE) -> list[Delivery]:
    """The letters due at `now` about faults of the coming fortnight; keys stop repeats.

    To those responsible for the service: every fault that begins within a day, at once and once
    (at the pace AT_ONCE: every fault); a missing number, once a week. At the pace DAILY also a
    list of all faults, if any, once a day from their hour on. At the pace OFF nothing.
    """
    letters = separately.each(
        _by_person(_faults(snapshot, now, separately), snapshot).items(),
        lambda of_person: RoundItem(ItemKind.PERSON, of_person[0].id),
        lambda of_person: list(_of_person(*of_person, snapshot, now)),
    )
    return [delivery for own in letters for delivery in own]


def _faults(snapshot: Snapshot, now: datetime, separately: Separately) -> list[RosterFault]:
    def found(only: Collection[str] | None) -> tuple[RosterFault, ...]:
        return roster_faults(snapshot, now, now + AHEAD, only=only)

    faults = separately.all_or_each(
        tuple(snapshot.services),
        lambda service: RoundItem(ItemKind.SERVICE, service),
        lambda: found(None),
        lambda service: found({service}),
    )
    return sorted(faults, key=lambda fault: (fault.start, fault.id))


def _of_person(
    person: Person, own: Sequence[RosterFault], snapshot: Snapshot, now: datetime
) -> Iterator[Delivery]:
    chosen = [(fault, _choice(person, fault, snapshot)) for fault in own]
    for fault, choice in chosen:
        if _is_urgent(fault, choice, now):
            yield _at_once(person, fault, snapshot, now)
    daily = [(fault, choice.hour) for fault, choice in chosen if choice.pace is Pace.DAILY]
    if daily:
        hour = min(hour for _, hour in daily)
        yield from _digest(person, hour, [fault for fault, _ in daily], snapshot, now)


def _by_person(
    faults: Sequence[RosterFault], snapshot: Snapshot
) -> Mapping[Person, list[RosterFault]]:
    by_id: defaultdict[str, list[RosterFault]] = defaultdict(list)
    for service, of_service in grouped(faults, lambda fault: fault.service).items():
        for person in responsible(snapshot.services[service], snapshot):
            by_id[person.id] += of_service
    return {snapshot.people[id_]: own for id_, own in by_id.items()}


def _choice(person: Person, fault: RosterFault, snapshot: Snapshot) -> Choice:
    usual = GAPS.usual(person)
    return snapshot.of(FOLLOWING).choice(person.id, GAPS.topic, fault.service, usual=usual)


def _is_urgent(fault: RosterFault, choice: Choice, now: datetime) -> bool:
    if choice.pace is Pace.OFF:
        return False
    return choice.pace is Pace.AT_ONCE or fault.start < now + SOON


def _at_once(person: Person, fault: RosterFault, snapshot: Snapshot, now: datetime) -> Delivery:
    """Due now, and `together`: faults found in one round are one letter."""
    title = f"Lucka i jouren: {snapshot.title(fault.service)}"
    line = fault_words(fault, snapshot, now, names=True)
    return Delivery(
        key=keys.fault_ahead(_once(fault), person.id),
        recipient=person.id,
        letter=_letter(title, [line, *what_to_do([fault])]),
        made=now,
        due=undisturbed(now, max(fault.start, now)),
        together=True,
        ends=fault.end,
        urgency=by_time(now, fault.start),
    )


def _once(fault: RosterFault) -> str:
    """What is written about once: the fault, or a missing number in a week."""
    if fault.kind is not FaultKind.NO_NUMBER:
        return fault.id
    year, week, _ = local(fault.start).isocalendar()
    return f"{fault.kind}|{fault.service}|{fault.role}|{as_written(fault.people[0])}|{year}-{week}"


def _digest(
    person: Person, hour: int, faults: Sequence[RosterFault], snapshot: Snapshot, now: datetime
) -> Iterator[Delivery]:
    today = local(now + BEFORE_THE_HOUR).date()
    at, tomorrow = to_utc(today, time(hour)), to_utc(today + _DAY, time(hour))
    out = at if now <= at else undisturbed(now, tomorrow + _DAY)
    if now < at - BEFORE_THE_HOUR or out >= tomorrow:
        return
    yield Delivery(
        key=keys.faults_of_day(today, person.id),
        recipient=person.id,
        letter=_letter("Luckor i jouren de närmaste två veckorna", _listed(faults, snapshot, now)),
        made=now,
        due=out,
        together=True,
        ends=tomorrow,
        urgency=Urgency.USUAL,
    )


def _listed(faults: Sequence[RosterFault], snapshot: Snapshot, now: datetime) -> list[str]:
    """Grouped by service, the one with the first fault first."""
    lines: list[str] = []
    for service, rows in grouped(fault_rows(faults), lambda row: row.fault.service).items():
        title = snapshot.title(service)
        for row in rows:
            words = fault_words(row.fault, snapshot, now, names=True)
            lines.append(f"{title}: {words}{row.again(now)}")
    rest = len(lines) - MOST_LINES
    more = [f"{and_more(rest)}. Skriv ”/jour luckor” för att se alla."] if rest > 0 else []
    return [*lines[:MOST_LINES], *more, *what_to_do(faults)]


def _letter(title: str, lines: Sequence[str]) -> Letter:
    see = letter_button("Visa luckorna", links.see_gaps())
    return Letter(topic=GAPS.topic, title=title, lines=tuple(lines), buttons=(see,))
