"""Shifts and overrides: who is on duty at a moment. Pure functions on values, instants in UTC."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from directory.roles import Role

LONGEST_SHIFT = timedelta(days=8)
"""Who is on duty is looked for among the shifts that begin at most this long before."""


def _require_span(start: datetime, end: datetime) -> None:
    if start.tzinfo is None or end.tzinfo is None:
        raise ValueError("Tider måste ha tidszon.")
    if end <= start:
        raise ValueError("Slutet måste ligga efter starten.")


@dataclass(frozen=True, slots=True)
class Shift:
    """Person × role × start–end of one service; end is exclusive. An empty person is a gap."""

    service: str
    role: Role
    person: str
    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        _require_span(self.start, self.end)

    def covers(self, moment: datetime) -> bool:
        """Whether the shift is running at the moment: start ≤ moment < end."""
        return self.start <= moment < self.end


class OverrideKind(StrEnum):
    """What an override says of a stretch of a roster."""

    TAKES_OVER = "tar över"
    BUSY = "upptagen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """A change on top of the imported roster, for one service and role; never lost by a re-import.

    TAKES_OVER: `person` is on duty instead of `instead_of` (empty = instead of whoever is on).
    BUSY: `instead_of` cannot answer; `person` is the stand-in (empty = the next step answers).
    """

    id: str
    service: str
    role: Role
    kind: OverrideKind
    person: str
    start: datetime
    end: datetime
    instead_of: str = ""

    def __post_init__(self) -> None:
        _require_span(self.start, self.end)
        if self.kind is OverrideKind.TAKES_OVER and not self.person:
            raise ValueError("Den som tar över måste anges.")

    def covers(self, moment: datetime) -> bool:
        """Whether it holds at the moment: start ≤ moment < end."""
        return self.start <= moment < self.end

    def concerns(self, shift: Shift) -> bool:
        """Whether it changes this shift at some time of it."""
        return (
            (self.service, self.role) == (shift.service, shift.role)
            and self.start < shift.end
            and shift.start < self.end
            and self.instead_of in ("", shift.person)
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """One person on duty in a role, from and until when it holds without change.

    `busy_with_stand_in_for` names the person whose place is taken while she is busy.
    """

    service: str
    role: Role
    person: str
    start: datetime
    end: datetime
    stands_in_for: str = ""
    busy: bool = False


def on_duty(shifts: Iterable[Shift], overrides: Iterable[Override], moment: datetime) -> list[Duty]:
    """Who is on duty at the moment: the roster with the overrides on top.

    Exactly the shifts that cover the moment count. An override that covers it replaces the person;
    a busy person without a stand-in stays in the list, marked busy; a take-over where the roster
    has nobody stands by itself. The end of each duty is the earliest moment at which it changes.
    """
    layered = sorted(overrides, key=lambda override: (override.start, override.id))
    running = [shift for shift in shifts if shift.covers(moment)]
    duties = {
        duty_at(shift, [o for o in layered if o.concerns(shift)], moment) for shift in running
    }
    duties |= {
        Duty(o.service, o.role, o.person, o.start, o.end)
        for o in layered
        if o.kind is OverrideKind.TAKES_OVER
        and o.covers(moment)
        and not any(o.concerns(shift) for shift in running)
    }
    return sorted(duties, key=lambda duty: (duty.start, duty.person))


def duty_at(shift: Shift, overrides: list[Override], moment: datetime) -> Duty:
    """The duty that the shift gives at a moment which it covers; the latest override wins."""
    edges = [edge for o in overrides for edge in (o.start, o.end)]
    start = max([shift.start, *(e for e in edges if shift.start < e <= moment)])
    end = min([shift.end, *(e for e in edges if moment < e < shift.end)])
    covering = [o for o in overrides if o.covers(moment)]
    if not covering:
        return Duty(shift.service, shift.role, shift.person, start, end)
    latest = covering[-1]
    stand_in = latest.person or shift.person
    return Duty(
        shift.service,
        shift.role,
        stand_in,
        start,
        end,
        stands_in_for=shift.person if latest.person else "",
        busy=latest.kind is OverrideKind.BUSY and not latest.person,
    )


def duties_between(
    shifts: Iterable[Shift], overrides: Iterable[Override], first: datetime, last: datetime
) -> list[Duty]:
    """Everybody who is on duty at some time of first–last, in order of time.

    The same as asking `on_duty` at first and at every moment at which something changes.
    """
    roster = [shift for shift in shifts if shift.end > first and shift.start < last]
    layered = [o for o in overrides if o.end > first and o.start < last]
    edges = {edge for shift in roster for edge in (shift.start, shift.end)}
    edges |= {edge for o in layered for edge in (o.start, o.end)}
    moments = [first, *(edge for edge in edges if first < edge < last)]
    duties = {duty for moment in moments for duty in on_duty(roster, layered, moment)}
    return sorted(duties, key=lambda duty: (duty.start, duty.end, duty.person))
