"""Letters about changed numbers: to those who follow a unit, when an import changes its phones."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import zip_longest

from bot import links
from bot.access import Asker
from bot.letters import keys
from bot.letters.card import letter_button
from bot.region.number_topic import NUMBERS
from bot.region.shift_news import BY_FILES
from bot.texts import unit_words
from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.units import Unit
from directory.grouping import grouped
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.lines import LetterLine, joined, phone_line, with_numbers
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.parts import Parts
from directory.region import Region

_SOME_DAY = timedelta(days=2)
"""A changed number is not urgent: it waits for the morning, and for a daily digest."""


def number_news(
    before: Region | None, after: Region, parts: Parts, now: datetime, *, batch: str
) -> tuple[Delivery, ...]:
    """Letters about the numbers that differ between two versions of a region.

    One for each follower and unit, with old and new numbers; nobody gets a number that is not meant
    for them. `batch` tells this import from others. Nothing at a first import.
    """
    if before is None:
        return ()
    return tuple(_Import(before, after, parts, now, batch).news())


@dataclass(frozen=True, slots=True)
class _Import:
    before: Region
    after: Region
    parts: Parts
    now: datetime
    batch: str

    def news(self) -> Iterator[Delivery]:
        following = self.parts.of(FOLLOWING)
        units = {unit.id: unit for unit in self.after.units}
        people = {person.id: person for person in self.after.people}
        for old in self.before.units:
            new = units.get(old.id)
            for follower in following.followers(NUMBERS.topic, old.id):
                if ":" not in follower and follower not in people:
                    continue  # no longer in the directory
                who = _asker(follower, people, units)
                letter = _letter(old, new, who)
                delivery = letter and following.deliver(
                    letter,
                    follower,
                    key=keys.numbers_changed(self.batch, old.id, follower),
                    now=self.now,
                    happens=self.now + _SOME_DAY,
                    usual=NUMBERS.usual(who.person),
                    ends=None,
                    urgency=Urgency.USUAL,
                    target=old.id,
                )
                if delivery:
                    yield delivery


def _asker(follower: str, people: Mapping[str, Person], units: Mapping[str, Unit]) -> Asker:
    """What a follower may see: as when they ask, but without what their platform adds."""
    person = people.get(follower)
    return Asker(follower, person, unit=units.get(person.unit) if person else None)


def _letter(old: Unit, new: Unit | None, who: Asker) -> Letter | None:
    lines: tuple[LetterLine, ...] = tuple(_changes(_seen(old, who), _seen(new, who) if new else ()))
    if not lines:
        return None
    if new is None:
        lines = (*lines, "Enheten finns inte längre i katalogen.")
    lines = (*lines, BY_FILES)
    see = (letter_button("Visa numren", links.see_numbers(new.id)),) if new else ()
    title = f"Ändrade nummer: {unit_words(new or old)}"
    return Letter(topic=NUMBERS.topic, title=title, lines=lines, buttons=see)


def _seen(unit: Unit, who: Asker) -> tuple[Phone, ...]:
    return tuple(phone for phone in unit.phones if who.may_see(phone))


def _changes(before: Sequence[Phone], after: Sequence[Phone]) -> Iterator[LetterLine]:
    """Old → new, number by number; those with the same label belong together."""
    earlier, later = (set(map(_words, phones)) for phones in (before, after))
    removed = grouped((p for p in before if _words(p) not in later), lambda phone: phone.label)
    added = grouped((p for p in after if _words(p) not in earlier), lambda phone: phone.label)
    for label in dict.fromkeys([*removed, *added]):
        for old, new in zip_longest(removed.get(label, []), added.get(label, [])):
            yield _change(label, old, new)


def _change(label: str, old: Phone | None, new: Phone | None) -> LetterLine:
    if old and new:
        return joined(f"{label}: " if label else "", _number(old), " → ", _number(new))
    return joined("Nytt nummer: ", _words(new)) if new else joined("Borttaget: ", _words(old))


def _number(phone: Phone) -> LetterLine:
    return joined(phone_line(phone), with_numbers(f", {phone.hours}") if phone.hours else "")


def _words(phone: Phone | None) -> LetterLine:
    """What a caller needs to know of it; a new date of checking is no change."""
    if phone is None:
        return ""
    return joined(_number(phone), with_numbers(f" ({phone.label})") if phone.label else "")
