"""Shifts and overrides: who is on duty at a moment. Pure functions on values, instants in UTC."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.line import OfLine
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody, as_written, means
from directory.walltime.hours import Hours, Lasting
from directory.walltime.running import running

Span = Shift | Override


@dataclass(frozen=True, slots=True)
class Duty(OfLine, Lasting):
    """One person on duty in a role, from and until when it holds without change.

    `stands_in_for` names whom the roster has in that place. Without a person it is a gap. `busy`:
    they cannot answer, and nobody stands in.
    """

    service: str
    role: Role
    person: Somebody | None
    start: datetime
    end: datetime
    stands_in_for: Somebody | None = None
    busy: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """A place in the line and who has it: that of a shift, or one that an override has made."""

    of: Span
    person: Somebody | None
    busy: bool = False

    def is_meant_by(self, override: Override) -> bool:
        """Whether the override replaces the person who has the place."""
        return means(override.instead_of, self.person)

    def under(self, override: Override) -> "_Place":
        """The place with one more override on top."""
        if not self.is_meant_by(override):
            return self
        match override.kind:
            case OverrideKind.TAKES_OVER:
                return _Place(self.of, override.person)
            case OverrideKind.BUSY:
                return _Place(self.of, override.person or self.person, busy=not override.person)
            case OverrideKind.LEAVES:
                return _Place(self.of, None)


def on_duty(shifts: Iterable[Shift], overrides: Iterable[Override], moment: datetime) -> list[Duty]:
    """Who is on duty at the moment: the roster of one line with its overrides on top.

    The overrides that cover the moment are laid on in the order in which they were made. Each
    replaces whom it names; a take-over that finds nobody to replace stands by itself; a busy person
    without a stand-in stays in the list, marked busy. The end of each duty is the earliest moment
    at which it changes, as far as the shifts and overrides given tell.
    """
    return duties_between(shifts, overrides, Hours.at(moment))


def duties_between(
    shifts: Iterable[Shift], overrides: Iterable[Override], hours: Hours
) -> list[Duty]:
    """Everybody who is on duty in one line at some time of the hours, in order of time.

    The same as asking `on_duty` when they begin and at every change. Needs all shifts and overrides
    that overlap with any that touch the hours.
    """
    roster, layers = (
        list(shifts),
        sorted(overrides, key=lambda override: (override.made, override.id)),
    )
    spans: list[Span] = [*roster, *layers]
    touched = [span for span in spans if span.touches(hours)]
    near = [layer for layer in layers if any(layer.touches(span) for span in touched)]
    if near:
        duties = _layered(roster, near)
    else:
        duties = [Duty(s.service, s.role, s.person, s.start, s.end) for s in roster]
    wanted = {duty for duty in duties if duty.touches(hours)}
    return sorted(wanted, key=_order)


def _order(duty: Duty) -> tuple[datetime, datetime, str, str]:
    return duty.start, duty.end, as_written(duty.person), as_written(duty.stands_in_for)


def _layered(roster: Sequence[Shift], layers: Sequence[Override]) -> list[Duty]:
    """The duties for all the time that the shifts and overrides cover."""
    spans: list[Span] = [*roster, *layers]
    edges = sorted({edge for span in spans for edge in (span.start, span.end)})
    open_since: dict[_Place, datetime] = {}
    duties: list[Duty] = []
    covering = zip(running(roster, edges), running(layers, edges), strict=True)
    there = [_places(shifts, overrides) for shifts, overrides in covering]
    for (begin, end), (places, later) in zip(pairwise(edges), pairwise(there), strict=True):
        open_since = {place: open_since.get(place, begin) for place in places}
        duties += [
            _duty(place, since, end) for place, since in open_since.items() if place not in later
        ]
    return duties


def _places(roster: Sequence[Shift], layers: Sequence[Override]) -> dict[_Place, None]:
    """The places of the shifts and overrides that run at a moment."""
    places = [_Place(shift, shift.person) for shift in roster]
    for layer in layers:
        alone = not any(place.is_meant_by(layer) for place in places)
        places = [place.under(layer) for place in places]
        if alone and layer.kind is OverrideKind.TAKES_OVER:
            places.append(_Place(layer, layer.person))
    return dict.fromkeys(_one_each(places))


def _one_each(places: Sequence[_Place]) -> list[_Place]:
    """People's own shifts and the gaps, and each person who has taken over, once.

    A person with a shift of their own is not listed as taking over.
    """
    own = [place for place in places if _is_own(place)]
    there = {place.person for place in own} - {None}
    taken = {
        place.person: place
        for place in reversed(places)
        if not _is_own(place) and place.person not in there
    }
    return [*own, *taken.values()]


def _is_own(place: _Place) -> bool:
    return not place.person or (isinstance(place.of, Shift) and place.of.person == place.person)


def _duty(place: _Place, start: datetime, end: datetime) -> Duty:
    of = place.of
    replaced = of.person if isinstance(of, Shift) and of.person != place.person else None
    return Duty(of.service, of.role, place.person, start, end, replaced, place.busy)
