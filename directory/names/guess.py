"""A misspelt word: what may be claimed of it, and what may only be suggested."""

from collections.abc import Sequence
from dataclasses import dataclass

from directory.names.found import Hit
from directory.names.spelling import errors_allowed
from directory.names.vocabulary import Entry, Sort, Vocabulary

SHORTEST = 5
SHORTEST_CLAIM = 6
SHORTEST_CONDITION = 7
FIRST_LETTER_MAY_DIFFER = 8


@dataclass(frozen=True, slots=True)
class Guess:
    """`claimed`: entries near enough to be meant, all equally near. `suggested`: less near."""

    claimed: tuple[tuple[Entry, float], ...] = ()
    suggested: tuple[Hit, ...] = ()


def guess(vocabulary: Vocabulary, word: str) -> Guess:
    """What a word of at least five letters may be a misspelling of; nothing for everyday words."""
    if len(word) < SHORTEST or word in vocabulary.ordinary or word.isdigit():
        return Guess()
    allowed = errors_allowed(len(word))
    near = vocabulary.spelling.near(word, allowed)
    rows = [(vocabulary.spelled[name], name, errors) for name, errors in near]
    claimable = [row for row in rows if _claimable(word, *row)]
    if claimable:
        return Guess(claimed=_nearest(word, claimable))
    hits = [hit for entry, name, errors in rows for hit in hits_of(entry, _score(word, errors))]
    return Guess(suggested=tuple(hits))


def hits_of(entry: Entry, score: float) -> list[Hit]:
    """One hit for each target of an entry; those after the first score a little less."""
    return [
        Hit(target, entry.word, max(0.0, score - place))
        for place, target in enumerate(entry.targets)
    ]


def _claimable(word: str, entry: Entry, name: str, errors: int) -> bool:
    shortest = SHORTEST_CLAIM if entry.sort > Sort.CONDITION else SHORTEST_CONDITION
    same_start = name[:1] == word[:1] or (len(word) >= FIRST_LETTER_MAY_DIFFER and errors == 1)
    return len(word) >= shortest and same_start


def _nearest(word: str, rows: Sequence[tuple[Entry, str, int]]) -> tuple[tuple[Entry, float], ...]:
    """Those with the fewest errors; where several are left, a field before a condition."""
    fewest = min(errors for _, _, errors in rows)
    best = [(entry, name) for entry, name, errors in rows if errors == fewest]
    best.sort(key=lambda row: (row[1][:1] != word[:1], -min(row[0].sort, Sort.NAME)))
    return tuple((entry, _score(word, fewest)) for entry, _ in best)


def _score(word: str, errors: int) -> float:
    return round(95.0 * (1 - errors / max(len(word), 1)), 1)
