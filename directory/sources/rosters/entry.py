"""Makes a row of a shift read from any source; the rules that all sources share."""

from dataclasses import dataclass
from datetime import date, datetime

from directory.catalogue.roles import Role
from directory.rosters.shift import LONGEST_SHIFT
from directory.sources.rosters.role_words import unknown_role
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.sheet import UNCALCULATED, is_uncalculated
from directory.sources.rosters.who import SEVERAL, PersonMatch, Who, is_nobody
from directory.sources.rosters.written_times import ClockSpan
from directory.walltime.days import local

NO_PERSON = (
    "Det står inte vem som har passet. Skriv namn, initialer eller e-post, eller - för ingen."
)
NO_END = "Sluttiden saknas. Skriv när passet slutar, till exempel 16:00–07:30."
WRONG_WAY = "Passet slutar inte efter sin början. Rätta tiderna, de byts aldrig."
TOO_LONG = "Passet är längre än åtta dygn. Dela upp det eller rätta tiderna."


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One shift in the source's words; `problem` is the first reason why it cannot be read.

    `is_usual`: its times are the usual ones of the role. `note`: what is seen beside its words.
    """

    place: str
    summary: str
    written: str
    role: Role | None = None
    role_word: str = ""
    start: datetime | None = None
    end: datetime | None = None
    problem: str = ""
    is_usual: bool = False
    note: str = ""


def judged(entry: RosterEntry, who: Who) -> RosterRow:
    """The row, with all its problems in Swedish."""
    is_gap = is_nobody(entry.written)
    match = PersonMatch() if is_gap or entry.problem == SEVERAL else _match(entry.written, who)
    other = entry.problem or _problem(entry)
    return RosterRow(
        place=entry.place,
        summary=entry.summary,
        start=entry.start,
        end=entry.end,
        role=entry.role,
        written=entry.written,
        person=match.person,
        is_gap=is_gap,
        problem=" ".join(filter(None, (other, match.problem))),
        unknown_person=match.unknown and not other,
        note=entry.note,
    )


def refused(place: str, summary: str, problem: str, start: datetime | None = None) -> RosterRow:
    """A row for something that cannot be read as a shift."""
    return RosterRow(
        place=place,
        summary=summary,
        start=start,
        end=None,
        role=None,
        written="",
        person=None,
        is_gap=False,
        problem=problem,
        unknown_person=False,
    )


@dataclass(frozen=True, slots=True)
class EntryTimes:
    """Start and end of a shift, UTC; None where unknown."""

    start: datetime | None = None
    end: datetime | None = None
    problem: str = ""


def timing(
    day: date, span: ClockSpan | None, role: Role | None, context: RosterContext
) -> EntryTimes:
    """The times of a shift that begins on a local date.

    Without a span they are the usual times of the role; an open end is the usual one, if later.
    """
    if span and span.end is not None:
        return EntryTimes(*span.on(day))
    usual = context.shift_times(role, day) if role else None
    if span is None:
        return EntryTimes(*usual) if usual else EntryTimes()
    start, _ = span.on(day)
    if usual and usual[1] > start:
        return EntryTimes(start, usual[1])
    return EntryTimes(start, None, NO_END)


def is_asked_for(day: date, context: RosterContext) -> bool:
    """Whether shifts that begin on the local date are to be read."""
    return context.first <= day <= context.last


def begins_within(row: RosterRow, context: RosterContext) -> bool:
    """Whether the row begins on a date that is to be read; always true without a start."""
    return row.start is None or is_asked_for(local(row.start).date(), context)


def _match(written: str, who: Who) -> PersonMatch:
    if not written.strip():
        return PersonMatch(problem=NO_PERSON)
    if is_uncalculated(written):
        return PersonMatch(problem=UNCALCULATED)
    return PersonMatch(problem=SEVERAL) if who.are_several(written) else who.find(written)


def _problem(entry: RosterEntry) -> str:
    if entry.role is None:
        return unknown_role(entry.role_word)
    if entry.start is None or entry.end is None:
        return NO_END if entry.start else ""
    if entry.end <= entry.start:
        return WRONG_WAY
    return TOO_LONG if entry.end - entry.start > LONGEST_SHIFT else ""
