"""Which of several services answers for somebody's area. Nothing is silently replaced."""

from collections.abc import Iterable

from directory.catalogue.services import Service
from directory.catalogue.units import Unit, UnitKind
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """Services sorted by how they serve one area.

    `first`: those that answer for it, equally near (several = a choice). `also`: others that serve
    it too. `outside`: those that do not serve it.
    """

    first: tuple[Service, ...]
    also: tuple[Service, ...] = ()
    outside: tuple[Service, ...] = ()


def scope(services: Iterable[Service], home: Unit | None) -> Scope:
    """Sort the services by nearness to a home unit; without one all are equally near.

    Nearest first: at the home unit's own hospital; serving its municipality by name; serving the
    whole region. Among the nearest, around-the-clock services come before those with opening
    hours; where there is no such service, all that serve the area are a choice.
    """
    if home is None:
        return _by_kind(list(services), [], [])
    placed = [(distance(service, home), service) for service in services]
    inside = sorted(
        ((far, service) for far, service in placed if far is not None), key=lambda pair: pair[0]
    )
    nearest = inside[0][0] if inside else 0
    return _by_kind(
        [service for far, service in inside if far == nearest],
        [service for far, service in inside if far != nearest],
        [service for far, service in placed if far is None],
    )


def _by_kind(near: list[Service], farther: list[Service], outside: list[Service]) -> Scope:
    around_the_clock = tuple(service for service in near if service.kind.always_answers)
    if not around_the_clock:
        return Scope((*near, *farther), (), tuple(outside))
    waiting = (service for service in near if not service.kind.always_answers)
    return Scope(around_the_clock, (*waiting, *farther), tuple(outside))


def distance(service: Service, home: Unit) -> int | None:
    """0 at the home unit's own hospital, 1 serving its municipality by name, 2 serving the whole
    region; None where it does not serve the home unit."""
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
