"""Events that are shown as free or away where the others of the calendar are not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from directory.sources.rosters.ics.event import Event
from directory.sources.rosters.ics.subject import subject_in

_FREE = frozenset({"FREE", "TRANSPARENT"})
_AWAY = frozenset({"OOF"})
_STRONG = frozenset({"FREE", "OOF"})
"""What Outlook writes of every event: for a lone one it is a choice, and no default."""

_IS_FREE = (
    "Händelsen visas som ledig tid i kalendern, till skillnad från de andra. "
    "Ta bort den om passet är inställt, annars visa den som upptagen."
)
_IS_AWAY = (
    "Händelsen visas som frånvaro i kalendern, till skillnad från de andra. "
    "Ta bort den om den inte är ett pass, annars visa den som upptagen."
)


def questioned(events: Sequence[Event]) -> list[Event]:
    """The events, those as a question that are free or away where most of their kind are not.

    Many keep rosters in calendars that are free throughout, and an event of whole days is free by
    default: so it is compared with the others, those on the clock and those of whole days apart.
    What is cancelled or declined is free of course.
    """
    shown = Counter((_kind(event), event.busy) for event in events)
    return [_questioned(event, shown) for event in events]


def _questioned(event: Event, shown: Counter[tuple[bool, str]]) -> Event:
    is_off = event.cancelled or event.declined or subject_in(event.summary)[0]
    for states, problem in ((_FREE, _IS_FREE), (_AWAY, _IS_AWAY)):
        if event.busy in states and not is_off and not _is_usual(event, states, shown):
            return replace(event, problem=event.problem or problem)
    return event


def _is_usual(event: Event, states: frozenset[str], shown: Counter[tuple[bool, str]]) -> bool:
    alike = {busy: count for (kind, busy), count in shown.items() if kind == _kind(event)}
    if sum(alike.values()) == 1:
        return _kind(event) or event.busy not in _STRONG
    return 2 * sum(alike.get(state, 0) for state in states) >= sum(alike.values())


def _kind(event: Event) -> bool:
    return bool(event.start and event.start.is_date)
