"""The numbers of a unit for one asker, and whom to call while the unit is closed."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.access import Asker
from bot.cards import Contact, Notice, Tone
from bot.questions.request import View
from bot.questions.units_nearby import hospital_of, nearest_first
from bot.texts import capitalised, closed_words, contact
from directory.catalogue.answering import Answers
from directory.catalogue.phones import Audience, Phone
from directory.catalogue.units import Unit, UnitKind
from directory.names.unit_groups import UnitGroup
from directory.snapshot import Snapshot

_MOST_INSTEAD = 2


def numbers_for(unit: Unit, who: Asker, snapshot: Snapshot, moment: datetime) -> list[Phone]:
    """The unit's numbers that the asker may see: those that answer first, and among these those
    for their own kind of unit."""
    visible = sorted((p for p in unit.phones if who.may_see(p)), key=_for_everyone_last)
    return list(snapshot.unit_times(unit, moment).best_first(visible))


def first_number(unit: Unit, view: View, moment: datetime) -> Contact | None:
    """The unit's best number that any phone can dial, under the unit's name."""
    phones = numbers_for(unit, view.who, view.snapshot, moment)
    number = next((phone for phone in phones if phone.uri()), None)
    return replace(contact(number, bare=not number.extension), label=unit.name) if number else None


def closed_until(unit: Unit, view: View, moment: datetime) -> str:
    """”stängt nu, öppnar 08:00” of a closed unit; empty for one that is open or does not say."""
    opening, times = unit.opening, view.snapshot.unit_times(unit, moment)
    if opening is not None and not opening.is_open(moment, view.snapshot.calendar):
        opens = opening.next_opening(moment, view.snapshot.calendar)
        return closed_words(opens, moment, view.now)
    phones = numbers_for(unit, view.who, view.snapshot, moment)
    if not times.closed(phones):
        return ""
    nexts = (times.opens(phone) for phone in phones)
    return closed_words(min(filter(None, nexts), default=None), moment, view.now)


def instead_of(unit: Unit, view: View, moment: datetime) -> list[Notice]:
    """That the unit is closed, until when, and whom to call instead; nothing of an open one."""
    closed = closed_until(unit, view, moment)
    if not closed:
        return []
    others = list(_instead(unit, view, moment))[:_MOST_INSTEAD]
    words = " eller ".join(f"{other.label} {other.text}" for other in others)
    says = capitalised(closed) + (f"; i stället: {words}." if words else ".")
    return [Notice(says, Tone.WARNING, tuple(others))]


def _instead(unit: Unit, view: View, moment: datetime) -> Iterator[Contact]:
    """The unit's own number that says that it answers, the open on-call centre of the area, and
    the switchboard of its hospital, else of the region."""
    snapshot = view.snapshot
    times = snapshot.unit_times(unit, moment)
    own = numbers_for(unit, view.who, snapshot, moment)
    answering = (phone for phone in own if phone.uri() and times.of(phone) is Answers.YES)
    yield from (contact(phone) for phone in list(answering)[:1])
    if unit.kind is UnitKind.HEALTH_CENTRE:
        yield from _on_call_centres(unit, view, moment)
    switchboard = snapshot.switchboard(hospital_of(unit, snapshot))
    number = first_number(switchboard, view, moment) if switchboard else None
    if number is not None and switchboard is not unit:
        yield number


def _on_call_centres(unit: Unit, view: View, moment: datetime) -> Iterator[Contact]:
    snapshot = view.snapshot
    area = hospital_of(unit, snapshot)
    centres = [one for one in snapshot.units.values() if UnitGroup.ON_CALL_CENTRE.holds(one)]
    for centre in nearest_first(centres, unit, snapshot)[:1]:
        number = first_number(centre, view, moment)
        near = area and hospital_of(centre, snapshot) == area
        if near and number and not closed_until(centre, view, moment):
            yield number


def _for_everyone_last(phone: Phone) -> int:
    general = {Audience.EVERYONE: 2, Audience.CLINICIANS: 1}
    return general.get(phone.audience, 0)
