"""The line of a drop-in hour: who waits, in which place, and who is called."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass


class PlaceState(StrEnum):
    """The state of a place in the line. WAITING, AWAY and STAYS are in it.

    STAYS: the hour has closed, and they have been promised a call all the same.
    """

    WAITING = "väntar"
    AWAY = "borta en stund"
    STAYS = "blir uppringd"
    CALLED = "uppringd"
    LEFT = "lämnade kön"
    TURNED_AWAY = "hann inte med"


IN_LINE = frozenset({PlaceState.WAITING, PlaceState.AWAY, PlaceState.STAYS})


class AfterClosing(StrEnum):
    """What becomes of those who still wait when an hour closes. The value is what users choose."""

    NEXT_TIME = "de får komma tillbaka nästa gång"
    INSTEAD = "de får veta vad de gör i stället"
    STAY = "de blir uppringda"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Somebody's place in the line of a sitting, held from when they joined.

    `topic`: a few words, never of a patient. `end`: that of the sitting. `called_by`: the
    specialist who called. `over`: when they were called, left or were turned away.
    """

    id: str
    hour: str
    sitting: str
    waiting: str
    unit: str
    topic: str
    joined: datetime
    end: datetime
    state: PlaceState = PlaceState.WAITING
    called_by: str = ""
    over: datetime | None = None

    @property
    def in_line(self) -> bool:
        """Whether they still wait."""
        return self.state in IN_LINE


def taken_by(place: Place) -> frozenset[str]:
    """What only one place can have: a person waits once in a sitting, however they joined.

    By sitting, so that a place that was never closed does not keep them out of the next one.
    """
    return frozenset({f"{place.sitting}@{place.waiting}"}) if place.in_line else frozenset()


def in_order(places: Iterable[Place]) -> tuple[Place, ...]:
    """Those who wait, the first first; who is away keeps the place."""
    waiting = (place for place in places if place.in_line)
    return tuple(sorted(waiting, key=lambda place: (place.joined, place.id)))


def number_of(place: Place, places: Iterable[Place]) -> int:
    """The place in the line: 1 is next. ValueError for one that is not in it."""
    return [other.id for other in in_order(places)].index(place.id) + 1


def next_to_call(places: Iterable[Place]) -> Place | None:
    """The first who waits and is not away; None where nobody is there to be called."""
    return next((p for p in in_order(places) if p.state is not PlaceState.AWAY), None)


def place_of(who: str, places: Iterable[Place]) -> Place | None:
    """The place in which they wait, if they do."""
    return next((place for place in in_order(places) if place.waiting == who), None)


def called(place: Place, by: str, now: datetime) -> Place:
    """The place when the specialist `by` has called; ValueError where nobody waits in it."""
    return _over(place, PlaceState.CALLED, now, called_by=by)


def left(place: Place, now: datetime) -> Place:
    """The place when they have left the line; ValueError where nobody waits in it."""
    return _over(place, PlaceState.LEFT, now)


def away(place: Place) -> Place:
    """They are away for a while and keep their place; ValueError where nobody waits in it, and for
    one who has been promised a call."""
    if place.state is PlaceState.STAYS:
        raise ValueError("Du har lovats att bli uppringd.")
    return replace(_waited_in(place), state=PlaceState.AWAY)


def back(place: Place) -> Place:
    """They are back where they were in the line; ValueError where nobody waits in it."""
    stays = place.state is PlaceState.STAYS
    return place if stays else replace(_waited_in(place), state=PlaceState.WAITING)


def not_reached(place: Place) -> Place:
    """They did not answer the call: they keep their place, and others are called meanwhile.

    ValueError for one who has not been called.
    """
    if place.state is not PlaceState.CALLED:
        raise ValueError("Ingen har ringt upp på den platsen.")
    return replace(place, state=PlaceState.AWAY, called_by="", over=None)


def _over(place: Place, state: PlaceState, now: datetime, called_by: str = "") -> Place:
    return replace(_waited_in(place), state=state, over=now, called_by=called_by)


def _waited_in(place: Place) -> Place:
    if not place.in_line:
        raise ValueError(f"Ingen väntar längre på platsen: {place.state}.")
    return place


def closed(places: Iterable[Place], then: AfterClosing, now: datetime) -> Sequence[Place]:
    """The places that closing changes, one for each who is to be told; a second time, none."""
    if then is AfterClosing.STAY:
        waiting = (place for place in in_order(places) if place.state is not PlaceState.STAYS)
        return [replace(place, state=PlaceState.STAYS) for place in waiting]
    return [_over(place, PlaceState.TURNED_AWAY, now) for place in in_order(places)]
