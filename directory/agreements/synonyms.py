"""Words that mean the same, or one of which falls under the other: data, read once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import cached_property, lru_cache
from importlib import resources

from directory.agreements.stems import stems
from directory.agreements.words import is_link, tokens
from directory.lazy.values import dataclass

HEADER = ("sort", "termer", "när")
MOST_TERMS = 50_000
"""How many terms are remembered with their stems: more than the dictionary has."""
_FILES = "directory.data.synonyms"


class GroupKind(StrEnum):
    """How the terms of a group are related. The value is the word in the file."""

    ABBREVIATION = "förkortning"
    MEDICINE = "läkemedel"
    LATIN = "latin"
    LAY = "lekman"
    ENGLISH = "engelska"
    SAME = "samma"
    UNDER = "under"


class UnreadableRowError(ValueError):
    """A row of a synonym file that cannot be read; says the line and what is wrong."""


@dataclass(frozen=True, slots=True)
class SynonymGroup:
    """Terms that mean the same. Of UNDER, the first is the wider and the rest fall under it.

    `when`: words one of which must stand in the question, where a short term means several things
    (PE beside ”gravid” is preeklampsi). Empty: always.
    """

    sort: GroupKind
    terms: tuple[str, ...]
    when: tuple[str, ...] = ()


Phrase = tuple[str, ...]


@lru_cache(maxsize=MOST_TERMS)
def phrase(term: str) -> Phrase:
    """A term as the stems it is recognised by, in any order and without joining words."""
    words = tokens(term)
    content = [word for word in words if not is_link(word)]
    return span(stems(content if len(content) > 1 else words))


def span(cut: Phrase) -> Phrase:
    """Stems in alphabetical order, as the dictionary has them.

    ”Högt blodtryck hos gravid” and ”gravid med högt blodtryck” are one term.
    """
    return tuple(sorted(cut))


@dataclass(frozen=True)
class Synonyms:
    """A dictionary: groups, and where each term stands in them."""

    groups: tuple[SynonymGroup, ...]

    @cached_property
    def meanings(self) -> Mapping[Phrase, tuple[int, ...]]:
        """The groups that a term names as a whole, by their index."""
        numbers_of: defaultdict[Phrase, list[int]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            same = group.terms[:1] if group.sort is GroupKind.UNDER else group.terms
            for term in same:
                if number not in numbers_of[phrase(term)]:
                    numbers_of[phrase(term)].append(number)
        return {words: tuple(numbers) for words, numbers in numbers_of.items()}

    @cached_property
    def under(self) -> Mapping[Phrase, tuple[int, ...]]:
        """The UNDER groups in which a term is one of the narrower."""
        numbers_of: defaultdict[Phrase, list[int]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            for term in group.terms[1:] if group.sort is GroupKind.UNDER else ():
                numbers_of[phrase(term)].append(number)
        return {words: tuple(numbers) for words, numbers in numbers_of.items()}

    @cached_property
    def words(self) -> frozenset[str]:
        """Every single word of the terms, as written: the candidates for a misspelt word."""
        return frozenset(
            word for group in self.groups for term in group.terms for word in tokens(term)
        )

    @cached_property
    def lengths(self) -> Mapping[str, int]:
        """The longest phrase of several words that has a stem, in words."""
        longest: dict[str, int] = {}
        for words in (*self.meanings, *self.under):
            for cut in words if len(words) > 1 else ():
                longest[cut] = max(len(words), longest.get(cut, 0))
        return longest

    def extended(self, groups: Iterable[SynonymGroup]) -> "Synonyms":
        """These groups, followed by a region's own; the same dictionary where it has none."""
        own = tuple(groups)
        return Synonyms((*self.groups, *own)) if own else self


@lru_cache(maxsize=1)
def medical_synonyms() -> Synonyms:
    """The packaged dictionary, with its files in the order of their names."""
    files = [file for file in resources.files(_FILES).iterdir() if file.name.endswith(".csv")]
    rows = (read_groups(file.read_text("utf-8")) for file in sorted(files, key=lambda f: f.name))
    return Synonyms(tuple(group for groups in rows for group in groups))


def read_groups(text: str) -> tuple[SynonymGroup, ...]:
    """The groups of a file: `sort;termer;när`, terms with `|` between; `#` begins a comment.

    A region's own file has the same form. Raises UnreadableRowError at the first row that has not.
    """
    lines = enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), start=1)
    rows = [(number, line) for number, line in lines if line.strip() and line[0] != "#"]
    if not rows or tuple(cell.strip() for cell in rows[0][1].split(";")) != HEADER:
        raise UnreadableRowError(f"Rad 1: rubriken ska vara {';'.join(HEADER)}.")
    return tuple(_group(number, line) for number, line in rows[1:])


def _group(number: int, line: str) -> SynonymGroup:
    sort, terms, when = [*line.split(";"), "", ""][:3]
    cells = _cells(terms)
    if line.count(";") > 2 or sort.strip() not in list(GroupKind):
        raise UnreadableRowError(f"Rad {number}: {sort} är ingen sort, eller för många kolumner.")
    if len(cells) < 2 or len(set(cells)) < len(cells) or not all(tokens(term) for term in cells):
        raise UnreadableRowError(f"Rad {number}: minst två olika termer krävs: {terms}")
    return SynonymGroup(GroupKind(sort.strip()), cells, _cells(when))


def _cells(cell: str) -> tuple[str, ...]:
    return tuple(term.strip() for term in cell.split("|") if term.strip())
