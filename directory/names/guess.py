"""A misspelt word: what may be claimed of it, and what may only be suggested."""

from collections.abc import Sequence

from directory.lazy.values import dataclass
from directory.names.entries import VocabularyEntry, Weight
from directory.names.found import Hit
from directory.names.normalise import fold
from directory.names.sound import sound
from directory.names.spelling import errors_allowed
from directory.names.vocabulary import Vocabulary

SHORTEST = 5
SHORTEST_CLAIM = 6
SHORTEST_CONDITION = 7
SHORTEST_IF_REPLACED = 10
SHORTEST_WITH_TWO_ERRORS = 12
FIRST_LETTER_MAY_DIFFER = 8
SHORTEST_FIRST_PART = 6
SHORTEST_SUGGESTION = 7
VOWELS = frozenset("aeiouy")


@dataclass(frozen=True, slots=True)
class Guess:
    """`claimed`: entries near enough to be meant, all equally near. `suggested`: less near."""

    claimed: tuple[tuple[VocabularyEntry, float], ...] = ()
    suggested: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class _Near:
    """A word of the vocabulary, and how many typing errors it is from the typed word."""

    entry: VocabularyEntry
    name: str
    errors: int


def guess(vocabulary: Vocabulary, word: str) -> Guess:
    """What a word of at least five letters may be a misspelling of; nothing for everyday words."""
    if len(word) < SHORTEST or word in vocabulary.ordinary or word.isdigit():
        return Guess()
    near = _heard(vocabulary, word) + _near(vocabulary, word, errors_allowed(len(word)))
    claimable = [row for row in near if _claimable(vocabulary, word, row)]
    if claimable:
        return Guess(claimed=_nearest(vocabulary, word, claimable))
    near = near or _fields_further_off(vocabulary, word)
    hits = [hit for row in near for hit in hits_of(row.entry, _score(word, row.errors))]
    return Guess(suggested=tuple(hits))


def _near(vocabulary: Vocabulary, word: str, errors: int) -> list[_Near]:
    return [
        _Near(vocabulary.spelled[name], name, count)
        for name, count in vocabulary.spelling.near(word, errors)
    ]


def _heard(vocabulary: Vocabulary, word: str) -> list[_Near]:
    """Words that sound the same, however they are spelt: as near as one wrong letter."""
    if len(word) < SHORTEST_CONDITION:
        return []
    return [_Near(vocabulary.spelled[name], name, 1) for name in vocabulary.heard(word)]


def _fields_further_off(vocabulary: Vocabulary, word: str) -> list[_Near]:
    """Names of fields with one error more than can be claimed, as suggestions."""
    if len(word) < SHORTEST_SUGGESTION:
        return []
    near = _near(vocabulary, word, errors_allowed(len(word)) + 1)
    return [row for row in near if row.entry.sort >= Weight.NAME and row.name[0] == word[0]]


def hits_of(entry: VocabularyEntry, score: float) -> list[Hit]:
    """One hit for each target of an entry; those after the first score a little less."""
    return [
        Hit(target, entry.word, max(0.0, score - place))
        for place, target in enumerate(entry.targets)
    ]


def _claimable(vocabulary: Vocabulary, word: str, near: _Near) -> bool:
    return (
        _long_enough(word, near)
        and _begins_alike(word, near)
        and not _another_first_part(vocabulary, word, near.name)
    )


def _long_enough(word: str, near: _Near) -> bool:
    """Wrong letters in a short word, or in a condition, more often make it another word.

    Letters in another order do not, nor do a vowel for a vowel and letters that sound alike.
    """
    as_long = len(word) == len(near.name)
    swapped = as_long and sorted(fold(word)) == sorted(fold(near.name))
    replaced = as_long and not swapped
    if near.errors > 1 and (replaced or near.entry.sort <= Weight.CONDITION):
        return len(word) >= SHORTEST_WITH_TWO_ERRORS
    alike = as_long and _consonants(word) == _consonants(near.name)
    if swapped or alike or near.entry.sort > Weight.CONDITION:
        return len(word) >= SHORTEST_CLAIM
    return len(word) >= (SHORTEST_IF_REPLACED if replaced else SHORTEST_CONDITION)


def _consonants(word: str) -> str:
    return "".join(letter for letter in sound(word) if letter not in VOWELS)


def _begins_alike(word: str, near: _Near) -> bool:
    """The first letter is seldom wrong, except when it changed places with the second."""
    if near.name[:1] == word[:1] or near.name[:2] == word[1::-1]:
        return True
    return len(word) >= FIRST_LETTER_MAY_DIFFER and near.errors == 1


def _another_first_part(vocabulary: Vocabulary, word: str, name: str) -> bool:
    """Whether a compound's job is right and its short first part is not: synläkare, sömnläkare."""
    part = vocabulary.jobs.get(name, "")
    return bool(part) and len(part) < SHORTEST_FIRST_PART and word.endswith(name[len(part) :])


def _nearest(
    vocabulary: Vocabulary, word: str, rows: Sequence[_Near]
) -> tuple[tuple[VocabularyEntry, float], ...]:
    """Those with the fewest errors; a field outranks a condition, an official name comes first."""
    fewest = min(row.errors for row in rows)
    best = [row for row in rows if row.errors == fewest]
    alike = [row for row in best if row.name[:1] == word[:1]] or best
    fields = [row for row in alike if row.entry.sort > Weight.CONDITION] or alike
    fields.sort(key=lambda row: (not vocabulary.is_official(row.name), -row.entry.sort, row.name))
    return tuple((row.entry, _score(word, fewest)) for row in fields)


def _score(word: str, errors: int) -> float:
    return round(95.0 * (1 - errors / max(len(word), 1)), 1)
