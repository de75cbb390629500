"""Words that stand beside role and name in rosters (directory/data/roster_words.json)."""

import json
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from directory.sources.rosters.words.folding import folded


class Telling(StrEnum):
    """What a word beside role and name may mean; the value is its name in the lists."""

    CANCELLED = "cancelled"
    DECLINED = "declined"
    ABSENT = "absent"
    HANDED_OVER = "handed_over"
    NEGATED = "negated"
    NOT_DECIDED = "not_decided"
    COUNTED = "counted"
    NOBODY = "nobody"
    ANOTHER_LINE = "another_line"
    AFTER = "after"
    ELSEWHERE = "elsewhere"


class SubjectKind(StrEnum):
    """What is put before the subject of an event that is not to take place as it stands."""

    CANCELLED = "cancelled"
    DECLINED = "declined"
    TENTATIVE = "tentative"


def is_harmless(word: str) -> bool:
    """Whether a word says nothing of who is on duty, when or where."""
    return word in _listed("harmless")


def is_harmless_note(word: str) -> bool:
    """The same in a note beside a row, where the names of days stand, too."""
    return is_harmless(word) or word in _listed("beside_a_row")


def day_part_word(word: str) -> str:
    """The part of the day or week that a word names, as the lists call it; empty for none."""
    return next((part for part, words in _day_parts().items() if word in words), "")


def telling(word: str) -> Telling | None:
    """What a word may mean; None for one that is on no list."""
    exact, beginnings = _telling()
    if word in exact:
        return exact[word]
    return next((kind for begins, kind in beginnings if word.startswith(begins)), None)


def is_in_prose(word: str) -> bool:
    """Whether a word is asked about even in a description, which may be any text."""
    exact, beginnings = _split("prose")
    return word in exact or word.startswith(beginnings)


def is_not_in_force(word: str) -> bool:
    """Whether a word in a title says that a sheet is no roster yet, or none any longer."""
    exact, beginnings = _split("not_in_force")
    return word in exact or word.startswith(beginnings)


def subject_of(words: str) -> SubjectKind | None:
    """What the words before a subject say: ”Inställt”, ”Declined”; None for others."""
    plain = folded(words)
    return next((kind for kind in SubjectKind if plain in _subjects()[kind]), None)


@lru_cache(maxsize=1)
def _content() -> Mapping[str, Any]:
    data = resources.files("directory.data").joinpath("roster_words.json").read_text("utf-8")
    content: Mapping[str, Any] = json.loads(data)
    return content


@lru_cache(maxsize=2)
def _listed(name: str) -> frozenset[str]:
    return frozenset(_content()[name])


@lru_cache(maxsize=1)
def _day_parts() -> Mapping[str, frozenset[str]]:
    return {part: frozenset(words) for part, words in _content()["day_parts"].items()}


@lru_cache(maxsize=1)
def _telling() -> tuple[Mapping[str, Telling], tuple[tuple[str, Telling], ...]]:
    """The words themselves, and the beginnings of words, the longest first."""
    words = [(word, kind) for kind in Telling for word in _content()["telling"][kind]]
    exact = {word.rstrip("*"): kind for word, kind in reversed(words)}
    beginnings = [(word[:-1], kind) for word, kind in words if word.endswith("*")]
    return exact, tuple(sorted(beginnings, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=2)
def _split(name: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The words of a list, and the beginnings of words."""
    words = _content()[name]
    beginnings = tuple(word[:-1] for word in words if word.endswith("*"))
    return frozenset(words), beginnings


@lru_cache(maxsize=1)
def _subjects() -> Mapping[SubjectKind, frozenset[str]]:
    return {kind: frozenset(map(folded, _content()["subjects"][kind])) for kind in SubjectKind}
