"""Identity numbers in a calendar: they stop it as a whole, and are never shown again."""

from collections.abc import Iterator, Sequence
from datetime import date

from directory.catalogue.identities import find_identity
from directory.sources.rosters.ics.lines import Component
from directory.sources.rosters.patients import IN_PLACE

_WRITTEN = frozenset(
    (
        "SUMMARY",
        "DESCRIPTION",
        "X-ALT-DESC",
        "LOCATION",
        "COMMENT",
        "CATEGORIES",
        "CONTACT",
        "RESOURCES",
        "ATTENDEE",
        "ORGANIZER",
        "X-WR-CALNAME",
        "X-WR-CALDESC",
        "NAME",
    )
)
"""What people write in a calendar; the rest, such as UID, is written by programs."""


def in_calendars(found: Sequence[Component], today: date) -> tuple[str, ...]:
    """The fault of calendars that hold an identity."""
    components = (component for calendar in found for component in _all(calendar))
    return _first_of(component for component in components if _holds(component, today))


def _all(component: Component) -> Iterator[Component]:
    yield component
    for part in component.parts:
        yield from _all(part)


def _holds(component: Component, today: date) -> bool:
    return any(
        find_identity(text, today=today)
        for written in component.properties
        if written.name in _WRITTEN or not written.whole
        for text in (written.value, written.param("CN"))
    )


def _first_of(found: Iterator[Component]) -> tuple[str, ...]:
    component = next(found, None)
    if component is None:
        return ()
    what = "Kalendern" if component.name == "VCALENDAR" else "En händelse i kalendern"
    begins = component.text("DTSTART")[:8]
    when = f" den {begins[:4]}-{begins[4:6]}-{begins[6:]}" if begins.isdecimal() else ""
    return (IN_PLACE.format(f"{what}{when}"),)
