"""What stands on a card, for the judge: whom it leads to, in order, and the numbers to call."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from bot.cards import Card, Choices, Contact, Heading, More, Notice, Option, Part, Press, Text
from bot.platforms.terminal.pressing import presses
from bot.questions.understanding import services_of, understand
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class SeenCard:
    """A card with the region that it speaks of."""

    card: Card
    snapshot: Snapshot

    @property
    def first_sentence(self) -> str:
        """The first line, if it is a sentence and not a heading."""
        first = next(iter(self.card.parts), None)
        return (
            first.text
            if isinstance(first, Notice)
            else first.words
            if isinstance(first, Text)
            else ""
        )

    @property
    def callable_numbers(self) -> list[str]:
        """The numbers that a phone can dial, in the order of the card."""
        return [contact.text for contact in _contacts(self.card.parts) if contact.uri]

    @property
    def specialties(self) -> list[str]:
        """The names of the specialties that the card leads to, the first offered first.

        Of an answer the one that answers; of a choice those of its options.
        """
        found: dict[str, None] = {}
        for part in self._parts:
            if isinstance(part, Heading):
                found |= dict.fromkeys(self._answering())
            elif isinstance(part, Choices):
                for option in part.options:
                    found |= dict.fromkeys(self._of(option.press))
        return list(found)

    @property
    def leads_to_unit(self) -> str:
        """The id of the unit whose numbers stand first; of a list the first of it; else empty."""
        for part in self._parts:
            match part:
                case Heading():
                    return self._unit_named(part.text)
                case Choices(options=(first, *_)):
                    return first.press.data.get("unit", "") if _is_unit(first) else ""
                case _:
                    label = next((c.label for c in _contacts((part,)) if c.uri), "")
                    if self._unit_named(label):
                        return self._unit_named(label)
        return ""

    @property
    def words(self) -> str:
        """All sentences of the card."""
        return "\n".join(_strings(self.card.parts))

    @property
    def _parts(self) -> tuple[Part, ...]:
        return tuple(part for part in self.card.parts if not isinstance(part, More))

    def _answering(self) -> list[str]:
        data = (press.data for _, press in presses(self.card) if press.command == "jour")
        service = next((sent["service"] for sent in data if "service" in sent), "")
        return self._names_of([service]) if service else []

    def _of(self, press: Press) -> list[str]:
        if press.command != "konsult":
            return []
        if "service" in press.data:
            return self._names_of([press.data["service"]])
        hits = understand(press.text, self.snapshot).subject.hits
        return self._names_of(s.id for hit in hits[:1] for s in services_of(hit, self.snapshot))

    def _names_of(self, services: Any) -> list[str]:
        found = (self.snapshot.services.get(service) for service in services)
        return list(
            dict.fromkeys(
                self.snapshot.specialties[s.specialty].name for s in found if s is not None
            )
        )

    def _unit_named(self, text: str) -> str:
        return next((unit.id for unit in self.snapshot.units.values() if unit.name == text), "")


def _is_unit(option: Option) -> bool:
    return option.press.command == "nummer"


def _contacts(value: Any) -> Iterator[Contact]:
    if isinstance(value, Contact):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _contacts(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _contacts(getattr(value, field.name))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from _strings(one)
    elif is_dataclass(value) and not isinstance(value, Press):
        for field in fields(value):
            yield from _strings(getattr(value, field.name))
