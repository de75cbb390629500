"""Makes a row of a shift read from any source; the rules that all sources share."""

from datetime import date, datetime, timedelta

from directory.catalogue.lengths import Longest, length_fault
from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.shift import LONGEST_SHIFT
from directory.sources.rosters.row import RosterContext, RosterRow
from directory.sources.rosters.sheets.sheet import UNCALCULATED, is_uncalculated
from directory.sources.rosters.words.day_parts import NO_PARTS, DayParts, hours_of, not_meant
from directory.sources.rosters.words.left_over import telling_words, words_fault
from directory.sources.rosters.words.role_words import unknown_role
from directory.sources.rosters.words.who import SEVERAL, PersonMatch, Who, is_nobody, without_titles
from directory.sources.rosters.words.written_times import ClockSpan
from directory.walltime.days import local

NO_PERSON = (
    "Det står inte vem som har passet. Skriv namn, initialer eller e-post, eller - för ingen."
)
NO_END = "Sluttiden saknas. Skriv när passet slutar, till exempel 16:00–07:30."
WRONG_WAY = "Passet slutar inte efter sin början. Rätta tiderna, de byts aldrig."
_LAST_SECOND = 59
_LAST_OF_QUARTER = 14
TOO_LONG = "Passet är längre än åtta dygn. Dela upp det eller rätta tiderna."


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterEntry:
    """One shift in the source's words; `problem` is the first reason why it cannot be read.

    `parts`: the parts of the day that are its hours, where no clock times are written; `is_usual`:
    its times are the usual ones of the role. `nobody`: nobody has it, whatever is written; `note`:
    what a human is to see beside its words, in Swedish.
    """

    place: str
    summary: str
    written: str
    role: Role | None = None
    role_word: str = ""
    parts: DayParts = NO_PARTS
    start: datetime | None = None
    end: datetime | None = None
    problem: str = ""
    is_usual: bool = False
    nobody: bool = False
    note: str = ""


def judged(entry: RosterEntry, who: Who) -> RosterRow:
    """The row, with all its problems in Swedish."""
    is_gap = entry.nobody or is_nobody(entry.written)
    match = PersonMatch() if is_gap or entry.problem == SEVERAL else _match(entry.written, who)
    other = entry.problem or length_fault(entry.note, Longest.TEXT) or _problem(entry)
    return RosterRow(
        place=entry.place,
        summary=entry.summary,
        start=entry.start,
        end=full_minute(entry.end),
        role=entry.role,
        written=entry.written,
        person=match.person,
        is_gap=is_gap,
        problem=" ".join(filter(None, (other, match.problem))),
        unknown_person=match.unknown and not other,
        note=entry.note,
    )


def full_minute(end: datetime | None) -> datetime | None:
    """An end as it is meant: 23:59, 07:29 and 07:29:59 are the last minute, not the end of it."""
    if end is None or (end.second != _LAST_SECOND and end.minute % 15 != _LAST_OF_QUARTER):
        return end
    if end.second not in (0, _LAST_SECOND):
        return end
    return end.replace(second=0, microsecond=0) + timedelta(minutes=1)


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
    day: date,
    span: ClockSpan | None,
    role: Role | None,
    context: RosterContext,
    parts: DayParts = NO_PARTS,
) -> EntryTimes:
    """The times of a shift that begins on a local date.

    Without a span they are those of the parts of the day that are named, else the usual times of
    the role; an open end is the usual one, if later.
    """
    if problem := not_meant(parts, day, context):
        return EntryTimes(problem=problem)
    if span is None and role:
        try:
            span = hours_of(parts, role, day, context)
        except ValueError as error:
            return EntryTimes(problem=str(error))
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
    """Whether the row begins on a date that is to be read; always true without a start.

    A row that is wrong and ends on such a date counts, too: its start may be what is wrong.
    """
    ends = row.end if row.problem else None
    moments = [moment for moment in (row.start, ends) if moment]
    return not row.start or any(is_asked_for(local(one).date(), context) for one in moments)


def _match(written: str, who: Who) -> PersonMatch:
    if not written.strip():
        return PersonMatch(problem=NO_PERSON)
    if fault := length_fault(written, Longest.NAME):
        return PersonMatch(problem=fault)
    if is_uncalculated(written):
        return PersonMatch(problem=UNCALCULATED)
    if who.are_several(written):
        return PersonMatch(problem=SEVERAL)
    match = who.find(written)
    words = telling_words(without_titles(written)) if match.unknown else ()
    return PersonMatch(problem=words_fault(words)) if words else match


def _problem(entry: RosterEntry) -> str:
    if entry.role is None:
        return unknown_role(entry.role_word)
    if entry.start is None or entry.end is None:
        return NO_END if entry.start else ""
    if entry.end <= entry.start:
        return WRONG_WAY
    return TOO_LONG if entry.end - entry.start > LONGEST_SHIFT else ""
