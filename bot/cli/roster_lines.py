"""A roster to import, as lines: for a person, and as JSON for a program."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.rosters.publishing import Preview
from bot.rosters.unstaffed_words import COUNTED_AHEAD
from bot.rosters.warning_words import emptied, to_look_at
from directory.publishing.plan import RosterPlan
from directory.publishing.publication import Publication
from directory.publishing.warnings import RosterWarnings
from directory.rosters.shift import Shift
from directory.rosters.somebody import Outsider, Somebody, as_written
from directory.snapshot import Snapshot
from directory.sources.rosters.row import RosterRow
from directory.walltime.said import full_span, full_words

MOST_OF_A_KIND = 20


def row_json(preview: Preview) -> Iterator[str]:
    """One line for each shift and each row that could not be one, in order of time."""
    for row in preview.plan.reading.rows:
        yield json.dumps(
            {
                "start": _instant(row.start),
                "end": _instant(row.end),
                "summary": row.summary,
                "role": row.role,
                "person": None if row.problem else as_written(row.person) or None,
                "problem": row.problem or None,
                "note": row.note or None,
            },
            ensure_ascii=False,
        )
    for fault in preview.plan.reading.faults:
        yield json.dumps({"person": None, "problem": fault}, ensure_ascii=False)


def preview_lines(preview: Preview, snapshot: Snapshot, now: datetime) -> Iterator[str]:
    """What would change and what stops it, in Swedish."""
    plan = preview.plan
    yield from warning_lines(preview.warnings, snapshot, now)
    for fault in plan.reading.faults:
        yield f"FEL: {fault}"
    yield from _rows("FEL" if not plan.leave_out else "Lämnas utanför", plan.stops, now)
    yield from _rows("Gammalt", plan.passed, now)
    yield from _rows("Obs", plan.noted, now)
    yield from _unknown(plan)
    yield from (f"Obs: {note}" for note in plan.reading.notes)
    yield from _shifts("Nytt", [_words(shift, now) for shift in plan.new])
    yield from _shifts(
        "Ändrat", [f"{_words(e.before, now)} → {_words(e.after, now)}" for e in plan.edited]
    )
    yield from _shifts("Borttaget", [_words(shift, now) for shift in plan.removed])
    yield from _holds(plan.publication, now)
    if plan.replaces_all and plan.publication:
        yield f"Därefter är ingen inlagd förrän nästa schema har lästs in. {COUNTED_AHEAD}"
    yield (
        f"{len(plan.new)} nya pass, {len(plan.edited)} ändrade, {len(plan.removed)} borttagna, "
        f"{plan.unchanged} som förut."
    )


def warning_lines(warnings: RosterWarnings, snapshot: Snapshot, now: datetime) -> Iterator[str]:
    """What somebody should look at first: the same as the preview in the browser shows."""
    empty = emptied(warnings, snapshot, now)
    if empty.lines:
        yield f"OBS: {empty.title}"
        yield from (f"  {line}" for line in empty.lines)
    for listing in to_look_at(warnings, snapshot, now):
        yield f"OBS: {listing.title}" + (f". {listing.hint}" if listing.hint else "")
        yield from (f"  {line}" for line in listing.lines)
        if listing.rest:
            yield f"  … och {listing.rest} till"


def told_words(told: int) -> str:
    """How many get a letter about their own shifts, or about the roster that they follow."""
    if not told:
        return "Ingen fick andra pass."
    return "1 person får veta det." if told == 1 else f"{told} personer får veta det."


def _unknown(plan: RosterPlan) -> Iterator[str]:
    for name in plan.unknown:
        if plan.leave_out:
            yield f"Lämnas utanför: ”{name}”. Ingen i katalogen heter så."
        else:
            how = f"Ange --map ”{name}=id”, --accept ”{name}” eller --leave-out."
            yield f"FEL: Ingen i katalogen heter ”{name}”. {how}"


def _holds(publication: Publication | None, now: datetime) -> Iterator[str]:
    if publication is None:
        yield "Inget pass i schemat ligger framåt i tiden. Det finns inget att läsa in."
    elif publication.shifts:
        roles = ", ".join(sorted(publication.roles))
        since = full_words(min(shift.start for shift in publication.shifts), now)
        end = full_words(max(shift.end for shift in publication.shifts), now)
        yield f"Från {since} säger källan ensam vem som är {roles}. Sista passet slutar {end}."


def _rows(lead: str, rows: Sequence[RosterRow], now: datetime) -> Iterator[str]:
    for row in rows[:MOST_OF_A_KIND]:
        says = " ".join(filter(None, (row.problem, row.note)))
        read_as = f" ({full_words(row.start, now)})" if row.start else ""
        yield f"{lead}: {row.place}{read_as}, ”{row.summary}”: {says}"
    if len(rows) > MOST_OF_A_KIND:
        yield f"{lead}: och {len(rows) - MOST_OF_A_KIND} rader till."


def _shifts(lead: str, words: Sequence[str]) -> Iterator[str]:
    for word in words[:MOST_OF_A_KIND]:
        yield f"  {lead}: {word}"
    if len(words) > MOST_OF_A_KIND:
        yield f"  … och {len(words) - MOST_OF_A_KIND} till"


def _words(shift: Shift, now: datetime) -> str:
    span = full_span(shift, now)
    return f"{shift.role} {span}, {_who(shift.person)}"


def _instant(moment: datetime | None) -> str | None:
    if moment is None:
        return None
    shape = "%Y-%m-%dT%H:%M:%SZ" if moment.second else "%Y-%m-%dT%H:%MZ"
    return f"{moment.astimezone(UTC):{shape}}"


def _who(person: Somebody | None) -> str:
    return person.name if isinstance(person, Outsider) else person or "ingen"
