"""Numbers that are asked for by what they are called: ”strokekoordinatorn, vilken linje”."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from bot.access import Asker
from bot.questions.units_nearby import at_the_place, nearest_first
from directory.catalogue.units import Unit
from directory.names.inflection import stem
from directory.names.normalise import fold, words
from directory.snapshot import Snapshot

SHORTEST = 6
SHORTEST_FIRST = 4
_CLINIC = "mottagning"
_NUMBER_WORDS_WRITTEN = """
anknytning anknytningen direkt direktnummer direktnumret kontakt linje linjen linjenummer nr
nummer numret nå når ring ringa tel tele telefon telefonen telefonnummer telefonnumret tfn
"""
_NUMBER_WORDS = frozenset(_NUMBER_WORDS_WRITTEN.split())
_OF_MANY_WRITTEN = """
bakjour direkt direktnummer distriktssköterska egen expedition huvudnummer internt jour kollegor
konsulttelefon läkare läkarlinje läkarsekreterare mellanjour mobil mottagningen patientnummer
primärjour sjuksköterska sökare telefon telefontid tider vårdgivare växeln
"""
_OF_MANY = frozenset(stem(fold(word)) for word in _OF_MANY_WRITTEN.split())
"""Words of labels that say nothing of which number it is."""


def units_labelled(
    text: str, who: Asker, snapshot: Snapshot, *, asked: bool = False
) -> Sequence[Unit]:
    """The units with a number that is called so, where a number is asked for, the likeliest first.

    `asked`: that a number is wanted is known without a word for it. A place
    chooses among them (”operationskoordinatorn på södra”).
    """
    tokens = words(text)
    if not asked and not any(
        token in _NUMBER_WORDS or token.endswith("telefon") for token in tokens
    ):
        return ()
    labels = snapshot.remembered(("labels of numbers",), lambda: _labels(snapshot))
    units = [
        unit
        for token in tokens
        for key, first in _named(token, labels)
        for unit in labels[key]
        if _sees(unit, key, who) and fold(unit.name.casefold()).startswith(first)
    ]
    return _narrowed(list(dict.fromkeys(units)), text, who, snapshot)


def _named(token: str, labels: Mapping[str, Sequence[Unit]]) -> Sequence[tuple[str, str]]:
    """The label that the word is, or ends with after the beginning of a unit's name."""
    if len(token) < SHORTEST:
        return ()
    whole = {stem(fold(token)), stem(fold(token.removesuffix("n")))}
    if not whole.isdisjoint(labels):
        return [(key, "") for key in sorted(whole) if key in labels]
    return [
        (key, first)
        for word in sorted(whole)
        for key in labels
        if (first := word.removesuffix(key)) != word and len(first) >= SHORTEST_FIRST
    ]


def _labels(snapshot: Snapshot) -> Mapping[str, Sequence[Unit]]:
    """The units by the telling words of what their numbers are called."""
    labels: defaultdict[str, list[Unit]] = defaultdict(list)
    for unit in snapshot.units.values():
        for key in _named_after(unit).union(*(_keys(phone.label) for phone in unit.phones)):
            labels[key].append(unit)
    return labels


def _keys(label: str) -> set[str]:
    keys = {stem(fold(word)) for word in words(label) if len(word) >= SHORTEST}
    return keys - _OF_MANY


def _named_after(unit: Unit) -> set[str]:
    """”Barnmottagningen Södra” is called for by its first word."""
    first = words(unit.name)[:1]
    return {stem(fold(word)) for word in first if _CLINIC in word and word[: -len(_CLINIC)]}


def _sees(unit: Unit, key: str, who: Asker) -> bool:
    return key in _named_after(unit) or any(
        key in _keys(phone.label) and who.may_see(phone) for phone in unit.phones
    )


def _narrowed(units: list[Unit], text: str, who: Asker, snapshot: Snapshot) -> Sequence[Unit]:
    """Those at the place that is named, else those of the field, else all, the nearest first."""
    query = snapshot.names.query(text)
    place = next((hit.target.id for hit in query.place.hits), "") if query.place.claimed else ""
    if any(unit.id == place for unit in units):
        return [unit for unit in units if unit.id == place]
    if place in snapshot.units and units:
        units = at_the_place(units, snapshot.units[place], snapshot)
    return nearest_first(units, who.home, snapshot)
