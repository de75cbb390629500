"""The list of what means danger to life, as written in directory/data/acute.yaml."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from directory.catalogue.specialties import official_lexicon
from directory.lazy.values import dataclass
from directory.names.normalise import fold, plain
from directory.names.spoken import as_heard

NUMBER = "#"
OF_CHILDREN = "barn-och-ungdomsmedicin"
_ELEMENT = re.compile(r"(?:<[^>]+>|[^\s<>])+")


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several words or sets; a star in a word is for any letters, `#` for a number."""

    words: frozenset[str]
    sets: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class OfSet:
    """Any phrase or value of a named set."""

    name: str


@dataclass(frozen=True, slots=True)
class AnyWords:
    """At most three words, whatever they are."""


Element = AnyOf | OfSet | AnyWords
Phrase = tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value: one of the words, then a number from `least` up to but not `below`.

    An empty word among them: a number with decimals needs no word. `number_first`: ”20 tabletter”.
    """

    words: frozenset[str]
    least: float
    below: float
    number_first: bool


@dataclass(frozen=True, slots=True)
class AcuteGroup:
    """A danger: each of `phrases` is what must be said together.

    `means`: the state, for those who review the list. `examples` lead to it, `others` to no danger.
    `signs`: what is danger only beside a sign of another group. `seen`: its words are what is seen
    now, so that a time long past is of its own clause alone. `children`: whose it is first where
    the patient is a child. `cause`: it says why, and is answered for before what is only seen.
    """

    name: str
    means: str
    examples: tuple[str, ...]
    others: tuple[str, ...]
    phrases: tuple[tuple[Phrase, ...], ...]
    signs: tuple[tuple[Phrase, ...], ...]
    seen: bool
    unless: tuple[Phrase, ...]
    specialties: tuple[str, ...]
    children: tuple[str, ...]
    poison: bool
    cause: bool

    @property
    def told_by(self) -> tuple[tuple[Phrase, ...], ...]:
        """All that tells of it: the phrases, then the signs."""
        return (*self.phrases, *self.signs)


@dataclass(frozen=True, slots=True)
class Context:
    """The words around an acute word that make it something else, or acute all the same.

    `past_times`: of the whole question, but of what is seen only in the same clause.
    `background`: sets whose words count even if they have been known for long.
    """

    denied_before: frozenset[str]
    denied_after: frozenset[str]
    past_before: frozenset[str]
    past_after: tuple[Phrase, ...]
    past_times: tuple[Phrase, ...]
    about_papers: tuple[Phrase, ...]
    now: tuple[Phrase, ...]
    background: frozenset[str]


@dataclass(frozen=True, slots=True, eq=False)
class AcuteList:
    """The whole list; one object, compared by identity."""

    sets: Mapping[str, tuple[Phrase, ...]]
    values: Mapping[str, Value]
    groups: tuple[AcuteGroup, ...]
    context: Context

    def needed(self, phrase: Phrase) -> frozenset[str]:
        """Words of the list of which one must be said for the phrase to be: those of its first."""
        first = phrase[0]
        if isinstance(first, AnyOf):
            return first.words.union(*(self.needed_of(name) for name in first.sets))
        return self.needed_of(first.name) if isinstance(first, OfSet) else frozenset()

    def needed_of(self, name: str) -> frozenset[str]:
        """Words of the list of which one must be said for the set or value to be."""
        return _needed_of(self, name)

    def possible(self, name: str, words: frozenset[str]) -> Iterator[Phrase]:
        """The phrases of a set that these words may begin; most are never looked at."""
        if not words.isdisjoint(self.needed_of(name)):
            by_word = _by_first_word(self, name)
            for word in words & by_word.keys():
                yield from by_word[word]


@lru_cache(maxsize=1024)
def _needed_of(acute: AcuteList, name: str) -> frozenset[str]:
    value = acute.values.get(name)
    words = frozenset(word or NUMBER for word in value.words) if value else frozenset[str]()
    return words.union(*(acute.needed(phrase) for phrase in acute.sets.get(name, ())))


@lru_cache(maxsize=1024)
def _by_first_word(acute: AcuteList, name: str) -> Mapping[str, Sequence[Phrase]]:
    by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in acute.sets.get(name, ()):
        for word in acute.needed(phrase):
            by_word[word].append(phrase)
    return by_word


@lru_cache(maxsize=1)
def acute_list() -> AcuteList:
    """The list that ships with konsult, read once. No clinician has reviewed it yet."""
    text = resources.files("directory.data").joinpath("acute.yaml").read_text("utf-8")
    raw: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    around = raw["context"]
    return AcuteList(
        sets={name: _phrases(written) for name, written in raw["sets"].items()},
        values={name: _value(row) for name, row in raw["values"].items()},
        groups=(
            *(_group(row, seen=False) for row in raw["groups"]),
            *(_group(row, seen=True) for row in raw["signs"]),
        ),
        context=Context(
            denied_before=_words(around["denied_before"]),
            denied_after=_words(around["denied_after"]),
            past_before=_words(around["past_before"]),
            past_after=_phrases(around["past_after"]),
            past_times=_phrases(around["past_times"]),
            about_papers=_phrases(around["about_papers"]),
            now=_phrases(around["now"]),
            background=frozenset(around["background"]),
        ),
    )


def _group(row: Mapping[str, Any], *, seen: bool) -> AcuteGroup:
    return AcuteGroup(
        name=row["name"],
        means=row["means"],
        examples=tuple(row["examples"]),
        others=tuple(row["others"]),
        phrases=tuple(_together(written) for written in _listed(row.get("phrases", ""))),
        signs=tuple(_together(written) for written in _listed(row.get("signs", ""))),
        seen=seen,
        unless=_phrases(row.get("unless", "")),
        specialties=tuple(_ids()[name] for name in row.get("then", ())),
        children=tuple(_ids()[name] for name in row.get("children", ())) or (OF_CHILDREN,),
        poison=row.get("poison", False),
        cause=row.get("cause", False),
    )


@lru_cache(maxsize=1)
def _ids() -> Mapping[str, str]:
    """The specialties by their official names."""
    return {row.name: row.id for row in official_lexicon().specialties}


def _together(written: str) -> tuple[Phrase, ...]:
    return tuple(_phrase(part) for part in written.split("&"))


def _value(row: Mapping[str, Any]) -> Value:
    words = frozenset(fold(plain(word)) for word in row["words"])
    return Value(words, row["from"], row["below"], row.get("number_first", False))


def _words(written: str) -> frozenset[str]:
    return frozenset(fold(plain(word)) for word in _listed(written))


def _phrases(written: str) -> tuple[Phrase, ...]:
    return tuple(_phrase(phrase) for phrase in _listed(written))


def _listed(written: str) -> list[str]:
    return [phrase.strip() for phrase in written.split(",") if phrase.strip()]


def _phrase(written: str) -> Phrase:
    return tuple(_element(element) for element in _ELEMENT.findall(written))


def _element(written: str) -> Element:
    if written == "…":
        return AnyWords()
    either = plain(written).split("|")
    if not all(either):
        raise ValueError(f"{written}: ”|” has an alternative on both sides, without blanks")
    sets = frozenset(one[1:-1] for one in either if one.startswith("<"))
    words = frozenset(fold(as_heard(one)) for one in either if not one.startswith("<"))
    return AnyOf(words, sets) if words or len(sets) > 1 else OfSet(*sets)
