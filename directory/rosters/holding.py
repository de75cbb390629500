"""Who has which hours of a roster: the checks for every change of it."""

from collections.abc import Sequence
from datetime import timedelta

from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.rosters import Rosters
from directory.rosters.somebody import VACANCY, Replaceable, Somebody, means
from directory.walltime.hours import Hours

HANDOVER = timedelta(hours=2)
"""How long two duties of one person may overlap where one line hands over to another."""


def lacking(rosters: Rosters, line: Line, whose: Replaceable, hours: Hours) -> tuple[Hours, ...]:
    """The parts of the hours in which the line is not theirs.

    ANYBODY includes a vacancy; VACANCY is a shift that nobody has.
    """
    duties = rosters.resolved(line, hours)
    return hours.minus(duty for duty in duties if means(whose, duty.person))


def has(rosters: Rosters, line: Line, whose: Replaceable, hours: Hours) -> bool:
    """Whether the line is theirs for all of the hours, busy or not."""
    return not lacking(rosters, line, whose, hours)


def others_at_once(rosters: Rosters, line: Line, person: Somebody, hours: Hours) -> list[Duty]:
    """The person's duties in other lines that touch the hours."""
    duties = rosters.of_person(person, hours)
    return [duty for duty in duties if duty.line != line]


def hands_over(duty: Duty, hours: Hours) -> bool:
    """Whether they overlap for at most HANDOVER, where one ends and the other begins."""
    common = min(duty.end, hours.end) - max(duty.start, hours.start)
    apart = (duty.start < hours.start) == (duty.end < hours.end) and duty.start != hours.start
    return common <= HANDOVER and apart and duty.end != hours.end


def holders(rosters: Rosters, line: Line, hours: Hours) -> Sequence[Replaceable]:
    """Everybody who has the line at some time of the hours, by start; VACANCY for a gap."""
    duties = rosters.resolved(line, hours)
    return tuple(dict.fromkeys(duty.person or VACANCY for duty in duties))


def is_doubled(rosters: Rosters, line: Line, hours: Hours) -> bool:
    """Whether several have the line at once at some time of the hours."""
    duties = rosters.resolved(line, hours)
    starts = [max(duty.start, hours.start) for duty in duties]
    return any(sum(duty.covers(start) for duty in duties) > 1 for start in starts)
