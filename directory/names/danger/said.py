"""A text as words, clause by clause, and where the phrases of the list stand in it."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import product

from directory.lazy.values import dataclass
from directory.names.danger.listed import (
    NUMBER,
    AcuteList,
    AnyOf,
    AnyWords,
    Context,
    Element,
    OfSet,
    Phrase,
    Value,
    acute_list,
)
from directory.names.inflection import remainders
from directory.names.normalise import MAX_TEXT, fold, plain
from directory.names.spelling import Spelling
from directory.names.spoken import as_heard

Place = tuple[int, int]
"""The words from start up to end."""

AS_WRITTEN = "="
LONGEST_GAP = 3
SHORTEST_INFLECTED = 6
SHORTEST_MISSPELT = 8
SHORTEST_WITH_TWO_ERRORS = 12
DENIAL_REACHES = 4
VALUE_REACHES = 3
NOW_REACHES = 4
YEARS = range(1950, 2100)

_WORD = re.compile(r"(?:news|spo)2\b|\d+(?:[.,]\d+)?|[a-zåäö]+|[,.;:!?\n]")
_BREAKS = frozenset(",.;:!?\n")
_TURNS = frozenset({"men", "och", "samt", "dock", "but", "and"})
_SMALL_WRITTEN = "a av en ett for i med of om pa post sin the till"
_SMALL = frozenset(_SMALL_WRITTEN.split())
_BEFORE_VALUES = frozenset({"i", "graders", "procents"})
"""”75 i tryck”, ”40 graders feber”."""
_UNITS_OF_AGE = ("ar", "aring", "arig", "kg", "cm", "man", "manader", "veckor", "v")
_AMOUNTS = (("ml",), ("g",), ("mg",), ("enheter",), ("meter",), ("volt",))
_COUNTED = """
noll ett tva tre fyra fem sex sju atta nio tio elva tolv tretton fjorton femton
"""
_NUMBER_WORDS = {word: float(number) for number, word in enumerate(_COUNTED.split())} | {
    "en": 1.0,
    "tjugo": 20.0,
    "trettio": 30.0,
    "fyrtio": 40.0,
}


@dataclass(frozen=True)
class Clauses:
    """The words of a text without å, ä and ö; `clauses`: in which clause each stands."""

    words: tuple[str, ...]
    clauses: tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> "Clauses":
        """The text taken apart; what lies beyond 300 characters is not read."""
        words: list[str] = []
        clauses: list[int] = []
        clause = 0
        for token in _WORD.findall(plain(text[:MAX_TEXT])):
            if token in _BREAKS:
                clause += 1
            else:
                words.append(fold(as_heard(token)))
                clauses.append(clause)
        return cls(tuple(words), tuple(clauses))

    @cached_property
    def listed(self) -> tuple[frozenset[str], ...]:
        """Of each word the words of the list that it is a form or a misspelling of."""
        return tuple(_listed_words(word) for word in self.words)

    @cached_property
    def all_listed(self) -> frozenset[str]:
        """The words of the list that any of the words is."""
        return frozenset(self.places)

    @cached_property
    def places(self) -> Mapping[str, Sequence[int]]:
        """Where each word of the list stands."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, names in enumerate(self.listed):
            for name in names:
                places[name].append(place)
        return places

    def number(self, place: int) -> float | None:
        """The number that stands there, in digits or in letters."""
        return _number(self.words[place])

    def is_denied(
        self, start: int, end: int, context: Context, beside: Collection[int] = ()
    ) -> bool:
        """Whether it is said not to be so: ”ingen bröstsmärta”, ”lungemboli utesluten”.

        `beside`: places of words that belong to what is said beside it, and deny nothing here
        (”hittar inte orden sedan en kvart”).
        """
        near = list(self._before(start))[:DENIAL_REACHES]
        before = [self.words[place] for place in near if place not in beside]
        after = self.words[end : end + 2] if self._same(end - 1, end) else ()
        return not context.denied_before.isdisjoint(before) or not (
            context.denied_after.isdisjoint(after)
        )

    def comes_after(self, start: int, words: frozenset[str]) -> bool:
        """Whether the nearest word that says something, before it, is one of these."""
        near = (self.words[place] for place in self._before(start))
        return next((word for word in near if word not in _SMALL), "") in words

    def has_year(self, end: int) -> bool:
        """Whether a year stands close after it: ”hjärtinfarkt 2019”, not ”blöder 2000 ml”."""
        return any(
            self.words[place].isdigit()
            and int(self.words[place]) in YEARS
            and self.words[place + 1 : place + 2] not in _AMOUNTS
            for place in range(end, min(end + 2, len(self.words)))
        )

    def gap(self, place: int) -> Iterator[int]:
        """Where a gap can end that begins there: it does not leave the clause."""
        yield place
        for end in range(place + 1, min(place + LONGEST_GAP, len(self.words)) + 1):
            if not self._same(place - 1, end - 1):
                return
            yield end

    def in_one(self, start: int, place: Place) -> bool:
        """Whether both are in the same clause."""
        return self.clauses[start] == self.clauses[place[0]]

    def are_all(self, first: int, places: Sequence[Place]) -> bool:
        """Whether the clause has no other words than those of the places."""
        said = {word for start, end in places for word in range(start, end)}
        clause = self.clauses[first]
        return all(word in said for word, of in enumerate(self.clauses) if of == clause)

    def _before(self, start: int) -> Iterator[int]:
        """The places before it in its clause, the nearest first, until the clause turns."""
        for place in range(start - 1, -1, -1):
            if not self._same(place, start) or self.words[place] in _TURNS:
                return
            yield place

    def _same(self, first: int, second: int) -> bool:
        return second < len(self.words) and self.clauses[first] == self.clauses[second]


class Spans:
    """Where phrases stand in a text; each is looked for once."""

    def __init__(self, said: Clauses, acute: AcuteList) -> None:
        self._said = said
        self._acute = acute
        self._of_sets: dict[str, tuple[Place, ...]] = {}

    def of(self, phrase: Phrase) -> tuple[Place, ...]:
        """All places where the phrase stands."""
        if not all(self._can_stand(element) for element in phrase):
            return ()
        return tuple(
            (start, end) for start in self._starts(phrase[0]) for end in self._ends(phrase, start)
        )

    def _starts(self, first: Element) -> Iterable[int]:
        """Where a phrase can begin that has this element first."""
        match first:
            case AnyWords():
                return range(len(self._said.words))
            case OfSet(name):
                return {start for start, _ in self._set(name)}
            case AnyOf(words, sets):
                starts = {start for name in sets for start, _ in self._set(name)}
                places = self._said.places
                return starts.union(*(places[word] for word in words & places.keys()))

    def is_past(self, start: int, end: int, *, seen: bool) -> bool:
        """Whether it is long past or only spoken of, and nothing beside it says that it is now.

        `seen`: a time of another clause does not count (”stroke i våras, går inte att väcka”).
        """
        said, context = self._said, self._acute.context
        past = (
            said.comes_after(start, context.past_before)
            or said.has_year(end)
            or any((end, stop) for phrase in context.past_after for stop in self._ends(phrase, end))
            or self._about_papers
            or any(not seen or said.in_one(start, time) for time in self._past_times)
        )
        return past and not self._is_now(start, end)

    def _is_now(self, start: int, end: int) -> bool:
        """Whether a word of now stands close to it, in its clause or alone (”…, nu igen”)."""
        return any(
            first - end < NOW_REACHES
            and start - last < NOW_REACHES
            and (self._said.in_one(start, (first, last)) or self._said.are_all(first, self._now))
            for first, last in self._now
        )

    @cached_property
    def _now(self) -> Sequence[Place]:
        return self._all(self._acute.context.now)

    @cached_property
    def _past_times(self) -> Sequence[Place]:
        return self._all(self._acute.context.past_times)

    @cached_property
    def _about_papers(self) -> bool:
        return bool(self._all(self._acute.context.about_papers))

    def _all(self, phrases: Sequence[Phrase]) -> Sequence[Place]:
        return [place for phrase in phrases for place in self.of(phrase)]

    def _can_stand(self, element: Element) -> bool:
        """Whether the word of a phrase is there at all: most phrases end here."""
        match element:
            case AnyWords():
                return True
            case OfSet():
                return bool(self._set(element.name))
            case AnyOf(words, sets):
                said = not words.isdisjoint(self._said.all_listed)
                return said or any(self._set(name) for name in sets)

    def _ends(self, phrase: Sequence[Element], start: int) -> set[int]:
        """Where the phrase can end if it begins at the start."""
        ends = {start}
        for element in phrase:
            ends = {end for place in ends for end in self._element_ends(element, place)}
        return ends

    def _element_ends(self, element: Element, place: int) -> Iterator[int]:
        match element:
            case AnyWords():
                yield from self._said.gap(place)
            case OfSet():
                yield from (end for start, end in self._set(element.name) if start == place)
            case AnyOf():
                for name in element.sets:
                    yield from self._element_ends(OfSet(name), place)
                if place < len(self._said.words) and self._fits(element, place):
                    yield place + 1

    def _set(self, name: str) -> tuple[Place, ...]:
        if name not in self._of_sets:
            self._of_sets[name] = ()  # a set that holds itself adds nothing
            self._of_sets[name] = tuple(self._places_of(name))
        return self._of_sets[name]

    def _places_of(self, name: str) -> Iterator[Place]:
        if name in self._acute.values:
            yield from self._values(self._acute.values[name])
        for phrase in self._acute.possible(name, self._said.all_listed):
            yield from self.of(phrase)

    def _values(self, value: Value) -> Iterator[Place]:
        for place, word in enumerate(self._said.words):
            number = self._said.number(place) if "" in value.words else None
            if number is not None and number % 1 and value.least <= number < value.below:
                yield place, place + 1
            if value.words.isdisjoint((word, *self._said.listed[place])):
                continue
            if value.number_first:
                yield from self._number_before(place - 1, place, value)
            else:
                ends = list(self._value_ends(place, value))
                yield from ((place, end) for end in ends)
                if not ends and place > 1 and self._said.words[place - 1] in _BEFORE_VALUES:
                    yield from self._number_before(place - 2, place, value)

    def _number_before(self, before: int, place: int, value: Value) -> Iterator[Place]:
        number = self._said.number(before) if before >= 0 else None
        if number is not None and value.least <= number < value.below:
            yield before, place + 1

    def _value_ends(self, place: int, value: Value) -> Iterator[int]:
        words = self._said.words
        for end in range(place + 1, min(place + 1 + VALUE_REACHES, len(words))):
            number = self._said.number(end)
            unit = words[end + 1] if end + 1 < len(words) else ""
            if number is not None:
                within = value.least <= number < value.below
                if within and not unit.startswith(_UNITS_OF_AGE):
                    yield end + 1
                return  # what follows the first number is another: the lower pressure, a time

    def _fits(self, element: AnyOf, place: int) -> bool:
        return not element.words.isdisjoint(self._said.listed[place])


def _number(word: str) -> float | None:
    return float(word.replace(",", ".")) if word[0].isdigit() else _NUMBER_WORDS.get(word)


@lru_cache(maxsize=16384)
def _listed_words(word: str) -> frozenset[str]:
    """The words of the list that a word is: as written, inflected, or misspelt if it is long."""
    index = _index()
    alike = index.stars.of(word)
    if _number(word) is not None:
        return frozenset({NUMBER, *index.forms.get(word, ())} | alike)
    alike |= set(index.forms.get(word, ()))
    if len(word) >= SHORTEST_INFLECTED:
        alike |= {name for form in remainders(word) for name in index.forms.get(form, ())}
    for last in ("misstanke", "misstankt", "larm", "symtom", "symptom"):
        alike |= set(index.forms.get(word.removesuffix(last).removesuffix("s"), ()))
    if not alike and len(word) >= SHORTEST_MISSPELT - 1:
        errors = 2 if len(word) >= SHORTEST_WITH_TWO_ERRORS else 1
        alike = {name for name, _ in index.spelling.near(word, errors)}
    return frozenset(alike)


@dataclass(frozen=True)
class _Index:
    """The words of the list by their forms, and those long enough to be known when misspelt."""

    forms: dict[str, tuple[str, ...]]
    stars: "_Stars"
    spelling: Spelling


class _Stars:
    """The words of the list with a star, by the letters that are written of them."""

    def __init__(self, words: Iterable[str]) -> None:
        stars = [word for word in words if "*" in word]
        self._inside = [word for word in stars if word.startswith("*") and word.endswith("*")]
        others = set(stars).difference(self._inside)
        self._beginnings = frozenset(word for word in others if word.endswith("*"))
        self._ends = frozenset(word for word in others if word.startswith("*"))

    def of(self, word: str) -> set[str]:
        """Those that fit the word."""
        sizes = range(1, len(word) + 1)
        beginnings = {word[:size] + "*" for size in sizes} & self._beginnings
        ends = {"*" + word[-size:] for size in sizes} & self._ends
        return beginnings | ends | {star for star in self._inside if star.strip("*") in word}


@lru_cache(maxsize=1)
def _index() -> _Index:
    forms: dict[str, set[str]] = {}
    listed = set(_words_of(acute_list()))
    words = {word for word in listed if "*" not in word}
    for word in {word for word in words if word.startswith(AS_WRITTEN)}:
        forms.setdefault(word.removeprefix(AS_WRITTEN), set()).add(word)
        words.remove(word)
    for word in words:
        shorter = remainders(word) if len(word) >= SHORTEST_INFLECTED else (word,)
        for form, name in product(shorter, (word,)):
            forms.setdefault(form, set()).add(name)
    long = sorted(word for word in words if len(word) >= SHORTEST_MISSPELT)
    by_form = {form: tuple(sorted(names)) for form, names in forms.items()}
    return _Index(by_form, _Stars(listed), Spelling(long))


def _words_of(acute: AcuteList) -> Iterator[str]:
    phrases = [phrase for rows in acute.sets.values() for phrase in rows]
    phrases += [part for group in acute.groups for together in group.told_by for part in together]
    phrases += [phrase for group in acute.groups for phrase in group.unless]
    context = acute.context
    phrases += [*context.past_after, *context.past_times, *context.about_papers, *context.now]
    yield from (word for value in acute.values.values() for word in value.words if word)
    for phrase in phrases:
        for element in phrase:
            if isinstance(element, AnyOf):
                yield from element.words
