"""A question as needs: what must be answered, how much each weighs, and what answers it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from directory.agreements.compounds import Splitter
from directory.agreements.likeness import Likeness
from directory.agreements.meanings import Meanings, Weights, strongest
from directory.agreements.postings import Postings
from directory.agreements.stems import stem, stems
from directory.agreements.words import (
    KIND_WORDS,
    WEAK_MASS,
    is_filler,
    is_ordinary,
    is_weak,
    query_tokens,
)
from directory.names.normalise import fold, restored

KIND_MASS = 0.12
FROM_COMPOUND = 0.62
WHOLE_OF_COMPOUND = 0.55
PART_OF_PHRASE = 0.45


@dataclass(frozen=True, slots=True)
class Need:
    """Something asked for. `mass`: how much it says; `keys`: what answers it, and how fully."""

    said: str
    mass: float
    keys: Weights


@dataclass(frozen=True)
class Reader:
    """Reads questions with the words of the documents and the dictionary."""

    meanings: Meanings
    splitter: Splitter
    likeness: Likeness
    postings: Postings
    folded: dict[str, str]

    def needs(self, query: str) -> tuple[Need, ...]:
        """The needs of a question; none where it says nothing."""
        said = query_tokens(query)
        content = [word for word in said if not is_filler(word)] or said
        return tuple(self._read(content, frozenset(stems(content))))

    def _read(self, said: Sequence[str], others: frozenset[str]) -> Iterable[Need]:
        at = 0
        while at < len(said):
            span = self._span(said, at)
            if span > 1:
                yield self._phrase(said[at : at + span], others)
                for word in said[at : at + span]:
                    yield from self._word(word, others, PART_OF_PHRASE)
            else:
                yield from self._word(said[at], others, 1.0)
            at += span

    def _span(self, said: Sequence[str], at: int) -> int:
        longest = self.meanings.longest.get(stem(said[at]), 1)
        for size in range(min(longest, len(said) - at), 1, -1):
            if self.meanings.is_phrase(stems(said[at : at + size])):
                return size
        return 1

    def _phrase(self, said: Sequence[str], others: frozenset[str]) -> Need:
        keys = self.meanings.asked(stems(said), others)
        return Need(" ".join(said), self._mass(keys), keys)

    def _word(self, word: str, others: frozenset[str], share: float) -> Iterable[Need]:
        if word in KIND_WORDS:
            yield Need(word, KIND_MASS * share, {stem(word): 1.0})
            return
        keys = self._keys(word, others)
        parts = self.splitter.parts(word)
        whole = self._is_found(keys)
        if not whole and not parts:
            keys = self._guessed(word, others)
        weight = share * (WEAK_MASS if is_weak(word) else 1.0)
        if not parts:
            yield Need(word, weight * self._mass(keys), keys)
            return
        if whole:
            yield Need(word, weight * self._mass(keys), keys)
        for part in parts:
            of_part = strongest(self._keys(part, others), keys)
            mass = weight * self._mass(of_part) * (WEAK_MASS if is_weak(part) else 1.0)
            yield Need(part, mass * (1 - WHOLE_OF_COMPOUND if whole else FROM_COMPOUND), of_part)

    def _keys(self, word: str, others: frozenset[str]) -> Weights:
        cut = stem(word)
        return strongest({cut: 1.0}, self.meanings.asked((cut,), others))

    def _guessed(self, word: str, others: frozenset[str]) -> Weights:
        """What a word that nobody knows may be: without å ä ö, misspelt, or much like another."""
        own = {stem(word): 1.0}
        for typed in (restored(word), self.folded.get(fold(word), "")):
            if typed and typed != word and self._is_found(self._keys(typed, others)):
                return strongest(own, self._keys(typed, others))
        if is_ordinary(word) or self.meanings.knows((stem(word),)):
            return own
        near = self.likeness.corrected(word) or {
            meant: 0.75 * share for meant, share in self.likeness.alike(word).items()
        }
        guesses = [
            {key: sure * weight for key, weight in self._keys(meant, others).items()}
            for meant, sure in near.items()
        ]
        return strongest(own, *guesses)

    def _is_found(self, keys: Weights) -> bool:
        return any(key in self.postings.keys for key in keys)

    def _mass(self, keys: Weights) -> float:
        """How much a need says: the rarity of what answers it best; 1 where nothing does."""
        known = [key for key in keys if key in self.postings.keys]
        if not known:
            return 1.0
        top = max(keys[key] for key in known)
        return min(self.postings.rarity_of(key) for key in known if keys[key] >= 0.9 * top)
