"""One service for a week: the roles as rows, the days as columns."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    Heading,
    Notice,
    Part,
    Press,
    Source,
    Table,
    TableCell,
    TableEntry,
    TableRow,
    Tone,
)
from bot.commands.jour.holding import until_next_change
from bot.commands.jour.people import NOBODY, of_duty
from bot.commands.jour.uncovered import uncovered
from bot.questions.request import Request, View
from bot.texts import capitalised, contact, roster_words, subject_words
from directory.catalogue.services import Service
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.snapshot import Snapshot
from directory.walltime.days import SHORT_WEEKDAYS, local, to_utc
from directory.walltime.hours import Hours, Lasting
from directory.walltime.said import MONTHS, until_words

DAY, WEEK = timedelta(days=1), timedelta(days=7)
_MIDNIGHT, _NOON = time(0), time(12)


def hours_of_week(monday: date) -> Hours:
    """From the midnight that begins the week until the one that ends it."""
    return Hours(to_utc(monday, _MIDNIGHT), to_utc(monday + WEEK, _MIDNIGHT))


def see_week(service: Service, monday: date) -> Press:
    """The week of the service that begins on that Monday."""
    return Press("jour", action="vecka", data={"service": service.id, "day": monday.isoformat()})


def week_card(service: Service, monday: date, request: Request, snapshot: Snapshot) -> Card:
    """Who has each role on each day and night of the week, and where nobody has it."""
    view, hours = request.view(snapshot), hours_of_week(monday)
    lines = snapshot.chain_lines(service)
    duties = snapshot.rosters.schedule(lines, hours)
    gaps = uncovered(service, duties, hours, snapshot)
    days = [monday + number * DAY for number in range(7)]
    held = [duty for duty in duties if snapshot.colleague(duty.person)]
    rows = [
        _row(line, [d for d in held if d.line == line], gaps.get(line, ()), days, service, view)
        for line in dict.fromkeys((*lines, *gaps))
    ]
    columns = tuple(_day_words(day, view.now) for day in days)
    table = Table("Roll", columns, tuple(rows))
    again = see_week(service, monday)
    source = capitalised(roster_words(service, snapshot, view.now))
    return Card(
        (
            Heading(snapshot.title(service.id), _week_words(monday)),
            *_remarks(sum(map(len, gaps.values())), any(duties)),
            table,
            Source(source, snapshot.is_stale(service, view.now)),
            Actions(_buttons(service, monday)),
        ),
        holds=until_next_change(service, again, view) if hours.covers(view.now) else None,
    )


def _remarks(gaps: int, any_duty: bool) -> Iterator[Part]:
    if not any_duty:
        yield Notice("Inget schema finns för veckan.", Tone.WARNING)
    elif gaps:
        words = "1 lucka" if gaps == 1 else f"{gaps} luckor"
        yield Notice(f"{words} den här veckan.", Tone.WARNING)


def _buttons(service: Service, monday: date) -> tuple[Button, ...]:
    return (
        Button("Förra veckan", see_week(service, monday - WEEK)),
        Button("Nästa vecka", see_week(service, monday + WEEK)),
        Button("Ett dygn", links.see_roster(service.id)),
        Button("Vem svarar nu", links.see_service(service.id), keep=True),
    )


def _week_words(monday: date) -> str:
    """”vecka 48, 23–29 nov 2026”."""
    sunday = monday + 6 * DAY
    month = "" if sunday.month == monday.month else f" {MONTHS[monday.month - 1]}"
    year = "" if sunday.year == monday.year else f" {monday.year}"
    last = f"{sunday.day} {MONTHS[sunday.month - 1]} {sunday.year}"
    return f"vecka {monday.isocalendar().week}, {monday.day}{month}{year}–{last}"


def _day_words(day: date, now: datetime) -> str:
    today = " (i dag)" if day == local(now).date() else ""
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{today}"


# -- rows and cells -------------------------------------------------------------------------


def _row(
    line: Line,
    duties: Sequence[Duty],
    gaps: Sequence[Hours],
    days: Sequence[date],
    service: Service,
    view: View,
) -> TableRow:
    times = view.snapshot.answering_times(line.service, view.now)
    numbers = times.best_first(view.snapshot.role_phones(line))
    phone = next((phone for phone in numbers if view.who.may_see(phone)), None)
    return TableRow(
        line.role.heading,
        tuple(_cell(day, duties, gaps, view, numbered=phone is None) for day in days),
        _elsewhere(line, service, view),
        contact(phone) if phone else None,
    )


def _elsewhere(line: Line, service: Service, view: View) -> str:
    other = view.snapshot.services.get(line.service)
    return subject_words(other, view.snapshot) if other and other != service else ""


def _cell(
    day: date, duties: Sequence[Duty], gaps: Sequence[Hours], view: View, *, numbered: bool
) -> TableCell:
    """Whoever begins on the day or has its noon; `numbered`: with the number, as no row says it."""
    entries = [
        (duty.start, _entry(duty, day, view, numbered=numbered))
        for duty in duties
        if _is_on(duty, day)
    ]
    entries += [
        (gap.start, TableEntry(NOBODY, None, _span(gap, day), amiss=True))
        for gap in gaps
        if _is_on(gap, day)
    ]
    return tuple(entry for _, entry in sorted(entries, key=lambda pair: pair[0]))


def _entry(duty: Duty, day: date, view: View, *, numbered: bool) -> TableEntry:
    entry = of_duty(duty, view, _span(duty, day))
    return entry if numbered else replace(entry, contact=None)


def _is_on(lasting: Lasting, day: date) -> bool:
    return local(lasting.start).date() == day or lasting.covers(to_utc(day, _NOON))


def _span(lasting: Lasting, day: date) -> str:
    """”16:00–07:30” on the day it begins, ”till mån 08:00” on those that follow."""
    begins = local(lasting.start)
    if begins.date() != day:
        return f"till {until_words(lasting.end, to_utc(day, _NOON))}"
    return f"{begins:%H:%M}–{until_words(lasting.end, lasting.start)}"
