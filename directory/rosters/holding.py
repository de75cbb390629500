"""Who has which hours of a roster: the questions that every change of it is checked with."""

from collections.abc import Sequence
from datetime import timedelta

from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.rosters.override import VACANCY
from directory.rosters.rosters import Rosters
from directory.walltime.hours import Hours

HANDOVER = timedelta(hours=2)
"""So long may two duties of one person overlap where one line hands over to another."""


def lacking(rosters: Rosters, line: Line, person: str, hours: Hours) -> tuple[Hours, ...]:
    """The parts of the hours in which the person does not have the line.

    ”” means anybody at all, a vacancy too; VACANCY a shift that nobody has.
    """
    wanted = "" if person == VACANCY else person
    duties = rosters.resolved(line, hours)
    held = [duty for duty in duties if person == "" or duty.person == wanted]
    return hours.minus(held)


def has(rosters: Rosters, line: Line, person: str, hours: Hours) -> bool:
    """Whether the person has the line for all of the hours, busy or not."""
    return not lacking(rosters, line, person, hours)


def others_at_once(rosters: Rosters, line: Line, person: str, hours: Hours) -> list[Duty]:
    """The person's duties in other lines that touch the hours."""
    duties = rosters.of_person(person, hours)
    return [duty for duty in duties if duty.line != line]


def hands_over(duty: Duty, hours: Hours) -> bool:
    """Whether a duty and the hours only meet for at most two hours where one ends and the other
    begins."""
    common = min(duty.end, hours.end) - max(duty.start, hours.start)
    apart = (duty.start < hours.start) == (duty.end < hours.end) and duty.start != hours.start
    return common <= HANDOVER and apart and duty.end != hours.end


def holders(rosters: Rosters, line: Line, hours: Hours) -> Sequence[str]:
    """Those who have the line at some time of the hours, in order of time; VACANCY for a gap."""
    duties = rosters.resolved(line, hours)
    return tuple(dict.fromkeys(duty.person or VACANCY for duty in duties))


def is_doubled(rosters: Rosters, line: Line, hours: Hours) -> bool:
    """Whether several have the line at once at some time of the hours."""
    duties = rosters.resolved(line, hours)
    starts = [max(duty.start, hours.start) for duty in duties]
    return any(sum(duty.covers(start) for duty in duties) > 1 for start in starts)
