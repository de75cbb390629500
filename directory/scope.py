"""Which of several services answers for somebody's area. Nothing is silently replaced."""

from collections.abc import Iterable
from dataclasses import dataclass

from directory.services import Service
from directory.units import Unit, UnitKind


@dataclass(frozen=True, slots=True)
class Scope:
    """Services sorted by what they are to one area.

    `first`: those that answer for it, equally near (several = a choice). `also`: others that serve
    it too. `outside`: those that do not serve it.
    """

    first: tuple[Service, ...]
    also: tuple[Service, ...] = ()
    outside: tuple[Service, ...] = ()


def scope(services: Iterable[Service], home: Unit | None) -> Scope:
    """Sort the services by nearness to a home unit; without one all are equally near.

    Nearest first: at the home unit's own hospital; serving its municipality by name; serving the
    whole region. Around-the-clock services come before those with opening hours.
    """
    candidates = list(services)
    if home is None:
        return _by_kind(candidates, [], [])
    outside = [s for s in candidates if _distance(s, home) is None]
    inside = [s for s in candidates if s not in outside]
    nearest = min((_distance(s, home) or 0 for s in inside), default=0)
    first = [s for s in inside if (_distance(s, home) or 0) == nearest]
    return _by_kind(first, [s for s in inside if s not in first], outside)


def _by_kind(first: list[Service], also: list[Service], outside: list[Service]) -> Scope:
    around_the_clock = [s for s in first if s.kind.always_answers]
    chosen = around_the_clock or first
    rest = [s for s in first if s not in chosen]
    return Scope(tuple(chosen), (*rest, *also), tuple(outside))


def _distance(service: Service, home: Unit) -> int | None:
    if service.hospital and service.hospital == home.hospital:
        return 0
    if not service.serves(home.municipality):
        return None
    return 1 if service.municipalities else 2


def at_place(services: Iterable[Service], place: Unit) -> tuple[Service, ...]:
    """The services at a named place: a hospital, a clinic, or for a centre those of its area."""
    match place.kind:
        case UnitKind.HOSPITAL | UnitKind.SWITCHBOARD:
            hospital = place.hospital or place.id
            return tuple(s for s in services if s.hospital == hospital)
        case UnitKind.HEALTH_CENTRE | UnitKind.MUNICIPAL_CARE:
            return scope(services, place).first
        case _:
            own = tuple(s for s in services if s.unit == place.id)
            return own or tuple(s for s in services if s.hospital and s.hospital == place.hospital)
