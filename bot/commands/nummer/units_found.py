"""The units that a text names anywhere, or all of a kind, the nearest first with their numbers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot import links
from bot.cards import Card, Choices, Contact, More, Notice, Option, Part, Phones, Tone
from bot.commands.nummer.labelled import units_labelled
from bot.commands.nummer.unit_card import unit_card
from bot.questions.counted import counted, missed
from bot.questions.fallback import default_entry
from bot.questions.numbers_of_units import closed_until, first_number, instead_of
from bot.questions.request import Reply, Request, View
from bot.questions.units_nearby import at_the_place, nearest_first
from bot.texts import quoted, show_more, unit_words
from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.lazy.values import dataclass
from directory.names.found import Certainty, Recognised
from directory.names.unit_groups import GroupSaid
from directory.names.units_asked import UnitsAsked, units_asked
from directory.snapshot import Snapshot

MOST_LISTED = 8
MOST_FOLDED_UNITS = 40


def units_found(
    words: str,
    asked_at: datetime | None,
    request: Request,
    snapshot: Snapshot,
    *,
    of_number: bool = False,
) -> Reply | None:
    """The card of the unit that the words name, or a list of those that they may mean; None where
    they ask for a subject, or for nothing known. `of_number`: a number is asked for."""
    labelled = units_labelled(words, request.who, snapshot, asked=of_number)
    if labelled:
        return _Found(words, UnitsAsked(), asked_at, request, snapshot).of_label(labelled)
    key = ("units asked", words)
    asked = snapshot.remembered(key, lambda: units_asked(words, snapshot.names))
    if asked is None:
        return None
    found = _Found(words, asked, asked_at, request, snapshot)
    return found.of_kind(asked.kind) if asked.kind else found.named()


@dataclass(frozen=True, slots=True)
class _Found:
    """What was asked, on its way to a card."""

    words: str
    asked: UnitsAsked
    asked_at: datetime | None
    request: Request
    snapshot: Snapshot

    @property
    def _view(self) -> View:
        return self.request.view(self.snapshot)

    def named(self) -> Reply | None:
        units = self._units(self.asked.named)
        in_passing = bool(self.asked.unread) and units[:1] and units[0].kind is UnitKind.HOSPITAL
        if not units or in_passing:
            return None
        if self.asked.named.certainty is Certainty.SURE:
            return self._card(units[0])
        if self.asked.named.certainty is Certainty.CHOICE:
            return self._list("Vilken enhet?", nearest_first(units, self._home, self.snapshot))
        return self._suggested(units)

    def of_label(self, units: Sequence[Unit]) -> Reply:
        """Of units with a number that is called as was asked."""
        return self._card(units[0]) if len(units) == 1 else self._list("Vilken enhet?", units)

    def _suggested(self, units: Sequence[Unit]) -> Reply:
        """Units with a name that is near what was typed: it is a miss all the same."""
        reply = self._list("Menade du", units)
        miss = missed(self.request, self.words, command="konsult", suggested=True)
        return replace(reply, miss=miss, lookup=counted(self.request, "miss"))

    def of_kind(self, kind: GroupSaid) -> Reply | None:
        """The unit of the kind that was named, else all of them at the place that was, else all."""
        named = self._units(self.asked.named)
        all_of_kind = [unit for unit in self.snapshot.units.values() if kind.holds(unit)]
        if not all_of_kind:
            return None
        meant = [unit for unit in named if kind.group.holds(unit)]
        if not meant and named:
            meant = at_the_place(all_of_kind, named[0], self.snapshot)
        if len(meant) == 1:
            return self._card(meant[0])
        units = nearest_first(meant or all_of_kind, self._home, self.snapshot)
        return self._list(kind.heading, units)

    def _units(self, found: Recognised) -> list[Unit]:
        known = (self.snapshot.units.get(hit.target.id) for hit in found.hits)
        return [unit for unit in known if unit is not None]

    @property
    def _home(self) -> Unit | None:
        return self.request.who.home

    def _card(self, unit: Unit) -> Reply:
        card = unit_card(unit, None, self.request, self.snapshot, self.asked_at)
        card = Card((*self._read_as(unit), *card.parts), card.form)
        return Reply(card, lookup=counted(self.request, "answer", unit.id))

    def _read_as(self, unit: Unit) -> list[Notice]:
        if self.asked.misspelt:
            return [Notice(f"Läste det som {unit.name}.")]
        return self._unread()

    def _unread(self) -> list[Notice]:
        words = self.asked.unread
        return [Notice(f"Förstod inte {quoted(words)}, svaret gäller resten.")] if words else []

    def _list(self, heading: str, units: Sequence[Unit]) -> Reply:
        """Each with its number, so that none needs to be opened; those without one last."""
        shown = units[:MOST_FOLDED_UNITS]
        contacts = [contact for unit in shown if (contact := self._line(unit))]
        parts: list[Part] = [*self._unread()]
        if contacts:
            parts.append(Phones(tuple(contacts[:MOST_LISTED]), heading))
        else:
            parts.append(Notice("Inget nummer finns för dig här.", Tone.WARNING))
            parts += default_entry(self.request, self.snapshot)
        parts += instead_of(units[0], self._view, self._moment)
        if contacts[MOST_LISTED:]:
            rest = tuple(contacts[MOST_LISTED:])
            parts.append(More((Phones(rest),), show_more(len(rest))))
        parts.append(More((_cards_of(shown),), "Mer om en enhet"))
        return Reply(Card(tuple(parts)), lookup=counted(self.request, "choice"))

    @property
    def _moment(self) -> datetime:
        return self.asked_at or self.request.minute

    def _line(self, unit: Unit) -> Contact | None:
        number = first_number(unit, self._view, self._moment)
        if number is None:
            return None
        closed = closed_until(unit, self._view, self._moment)
        private = "privat" if unit.ownership is Ownership.PRIVATE else ""
        details = " · ".join(word for word in (unit.municipality, private, closed) if word)
        return Contact(number.text, number.uri, unit.name, details)


def _cards_of(units: Sequence[Unit]) -> Choices:
    options = (Option(unit_words(unit), links.see_numbers(unit.id)) for unit in units)
    return Choices("Vilken enhet?", tuple(options))
