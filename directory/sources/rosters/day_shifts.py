"""The shifts of a person on the days that a row names; usual times look at their neighbours."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime

from directory.sources.rosters.entry import RosterEntry, is_asked_for, timing
from directory.sources.rosters.row import RosterContext
from directory.sources.rosters.words.day_parts import is_meant
from directory.sources.rosters.words.written_dates import DateSpan
from directory.sources.rosters.words.written_times import ClockSpan, instant

_LONGEST = 366


def shifts_on(
    entry: RosterEntry, days: DateSpan, span: ClockSpan | None, context: RosterContext
) -> Iterator[RosterEntry]:
    """The entry for each of its shifts: one a day; ”fre–mån 16–07:30” is one from end to end.

    A week holds only the days on which the role works. Raises ValueError in Swedish.
    """
    if days.last < days.first:
        raise ValueError("Passet slutar före sin början. Rätta datumen, de byts aldrig.")
    if (days.last - days.first).days > _LONGEST:
        raise ValueError("Raden gäller mer än ett år. Dela upp den eller rätta datumen.")
    if days.ends and span and span.end is not None and span.end <= span.start:
        if is_asked_for(days.first, context):
            start, end = instant(days.first, span.start), instant(days.ends, span.end, end=True)
            yield replace(entry, start=start, end=end)
        return
    for day in days.each():
        if _is_held(entry, day, days, context) and is_asked_for(day, context):
            when = timing(day, span, entry.role, context, entry.parts)
            yield replace(
                entry,
                start=when.start,
                end=when.end,
                problem=entry.problem or when.problem,
                is_usual=span is None and not entry.parts,
            )


def _is_held(entry: RosterEntry, day: date, days: DateSpan, context: RosterContext) -> bool:
    """Whether one of several days is meant: by the words, and in a week by what the role works."""
    if days.first == days.last:
        return True
    works = not days.is_week or entry.role is None or context.works(entry.role, day)
    return works and is_meant(entry.parts, day, context)


def fitted(entries: Iterable[RosterEntry]) -> list[RosterEntry]:
    """The entries, those with usual times ending at the latest where the role's next one begins.

    Friday's usual shift may last until Monday; where Saturday has a name of its own, it does not.
    """
    every = list(entries)
    begins = {
        role: sorted(
            {one.start for one in every if one.is_usual and one.role is role and one.start}
        )
        for role in {one.role for one in every}
    }
    return [_cut(one, begins[one.role]) if one.is_usual else one for one in every]


def _cut(entry: RosterEntry, begins: Sequence[datetime]) -> RosterEntry:
    if entry.start is None or entry.end is None:
        return entry
    later = begins[bisect_right(begins, entry.start) :]
    return replace(entry, end=min([entry.end, *later[:1]]))
