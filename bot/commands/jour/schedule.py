"""All duties of one service, in order of time, and the hours that nobody has."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from bot import links
from bot.cards import (
    Actions,
    Button,
    Card,
    More,
    Notice,
    Part,
    Press,
    Schedule,
    ScheduleRow,
    Source,
    Tone,
)
from bot.commands.jour.holding import until_next_change
from bot.commands.jour.people import NOBODY, number_of, who_has
from bot.commands.jour.uncovered import uncovered
from bot.questions.request import Request, View
from bot.texts import capitalised, roster_words, show_more, subject_words
from directory.catalogue.services import Service
from directory.rosters.line import Line
from directory.snapshot import Snapshot
from directory.walltime.hours import Hours, Lasting
from directory.walltime.said import dated_words, moment_words, until_words

MOST_LINES = 12


def day_card(service: Service, hours: Hours, request: Request, snapshot: Snapshot) -> Card:
    """All duties of one service in the hours, in order of time."""
    view = request.view(snapshot)
    rows = _rows(service, hours, view)
    heading = f"{snapshot.title(service.id)} · {_span_words(hours, request.now)}"
    source = roster_words(service, snapshot, request.now)
    parts: list[Part] = [
        *_split(rows, heading),
        Source(capitalised(source), snapshot.is_stale(service, request.now)),
        Actions(_buttons(service)),
    ]
    if not rows:
        parts.insert(0, Notice(f"{heading}: inget schema finns för tiden.", Tone.WARNING))
    if hours.end <= view.now:
        ended = f"Gällde till {dated_words(hours.end, view.now)}. Tiden har passerat."
        parts.insert(0, Notice(ended, Tone.WARNING))
    holds = until_next_change(service, links.see_roster(service.id), view)
    return Card(tuple(parts), holds=holds if hours.covers(view.now) else None)


def _rows(service: Service, hours: Hours, view: View) -> list[ScheduleRow]:
    snapshot = view.snapshot
    duties = snapshot.rosters.schedule(snapshot.chain_lines(service), hours)
    rows: list[tuple[datetime, ScheduleRow]] = []
    for duty in (duty for duty in duties if snapshot.colleague(duty.person)):
        when, what = _span(duty, hours, view), _role(duty.line, service, view)
        row = ScheduleRow(when, what, who_has(duty, view), number_of(duty, view), duty.busy)
        rows.append((duty.start, row))
    for line, spans in uncovered(service, duties, hours, snapshot).items():
        for span in spans:
            when, what = _span(span, hours, view), _role(line, service, view)
            rows.append((span.start, ScheduleRow(when, what, NOBODY, amiss=True)))
    return [row for _, row in sorted(rows, key=lambda pair: max(pair[0], hours.start))]


def _buttons(service: Service) -> tuple[Button, ...]:
    whole_week = Press("jour", action="vecka", data={"service": service.id})
    return (
        Button("Hela veckan", whole_week),
        Button("Vem svarar nu", links.see_service(service.id), keep=True),
    )


def _split(rows: Sequence[ScheduleRow], heading: str) -> Iterator[Part]:
    if rows:
        yield Schedule(tuple(rows[:MOST_LINES]), heading)
    rest = rows[MOST_LINES:]
    if rest:
        yield More((Schedule(tuple(rest)),), show_more(len(rest)))


def _span_words(hours: Hours, now: datetime) -> str:
    return f"{moment_words(hours.start, now)} – {moment_words(hours.end, now)}"


def _span(lasting: Lasting, hours: Hours, view: View) -> str:
    """From when until when; one that has begun before the hours says only until when."""
    if lasting.start <= hours.start:
        return f"till {until_words(lasting.end, hours.start)}"
    return f"{moment_words(lasting.start, view.now)}–{until_words(lasting.end, lasting.start)}"


def _role(line: Line, service: Service, view: View) -> str:
    other = view.snapshot.services.get(line.service)
    if other is None or other == service:
        return line.role.heading
    return f"{line.role.heading} {subject_words(other, view.snapshot)}"
