"""What a word or phrase means, as keys of the index: the word itself and its synonyms.

A key is a stem, `#7` where group 7 is meant, or `#7<` where something narrower than group 7 is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache

from directory.agreements.compounds import Splitter
from directory.agreements.stems import stem
from directory.agreements.synonyms import GroupKind, Phrase, SynonymGroup, Synonyms, phrase
from directory.agreements.words import is_filler, tokens

Weights = dict[str, float]

REMEMBERED = 20_000
SYNONYM = 0.86
SECOND_HAND = 0.6
WIDER = 0.45
NARROWER = 0.65
SIBLING = 0.2
PART_IN_DOCUMENT = 0.6
UNSURE = 0.5


def strongest(*several: Mapping[str, float]) -> Weights:
    """The keys of all with the greatest weight of each."""
    best: Weights = {}
    for weights in several:
        for key, weight in weights.items():
            if weight > best.get(key, 0.0):
                best[key] = weight
    return best


class Meanings:
    """The dictionary as keys of an index."""

    def __init__(self, synonyms: Synonyms, splitter: Splitter) -> None:
        self._synonyms = synonyms
        self._splitter = splitter
        self._remembered = lru_cache(maxsize=REMEMBERED)(self.read)
        self._phrases = [tuple(phrase(term) for term in group.terms) for group in synonyms.groups]

    def in_document(self, word: str) -> Mapping[str, float]:
        """The keys under which a word of a document is found; the latest words are remembered."""
        return self._remembered(word)

    def read(self, word: str) -> Weights:
        """The same, without remembering it."""
        own = strongest({stem(word): 1.0}, self.of_phrase_in_document((stem(word),)))
        parts = self._splitter.parts(word)
        spans = [(stem(part),) for part in parts]
        if len(parts) == 3:
            spans += [(stem("".join(parts[:2])),), (stem("".join(parts[1:])),)]
        for span in spans:
            keys = strongest({span[0]: 1.0}, self.of_phrase_in_document(span))
            own = strongest(own, {key: PART_IN_DOCUMENT * w for key, w in keys.items()})
        return own

    def of_phrase_in_document(self, term: Phrase) -> Weights:
        """The keys of the groups that a phrase of a document belongs to."""
        numbers = self._synonyms.meanings.get(term, ())
        keys = {f"#{number}": 1.0 for number in numbers}
        return strongest(keys, {f"#{number}<": 1.0 for number in self._wider(term, numbers)})

    def asked(self, term: Phrase, others: Collection[str]) -> Weights:
        """The keys that answer a term of a question. `others`: stems of the whole question."""
        direct = self._direct(term, others)
        keys: Weights = {}
        for number, weight in direct.items():
            keys = strongest(keys, self._near(number, weight))
        up = {
            key: WIDER / SYNONYM * weight * (direct.get(number, 1.0) if number in direct else 1.0)
            for number in self._wider(term, direct)
            for key, weight in self._of_wider(number).items()
        }
        return strongest(keys, up)

    def spelled_out(self, term: Phrase) -> Iterator[tuple[str, ...]]:
        """The synonyms of a term, each as the words it is made of: järn, infusion."""
        for number in self._synonyms.meanings.get(term, ()):
            group = self._synonyms.groups[number]
            for written in group.terms if group.sort is not GroupKind.UNDER else ():
                words = [word for word in tokens(written) if not is_filler(word)]
                parts = [part for word in words for part in self._splitter.parts(word) or (word,)]
                if 1 < len(parts) < 4:
                    yield tuple(parts)

    def knows(self, term: Phrase) -> bool:
        """Whether the dictionary has the term."""
        return term in self._synonyms.meanings or term in self._synonyms.under

    def _direct(self, term: Phrase, others: Collection[str]) -> dict[int, float]:
        numbers = self._synonyms.meanings.get(term, ())
        fits = {number: self._fits(self._synonyms.groups[number], others) for number in numbers}
        certain = any(fit is True for fit in fits.values())
        return {
            number: UNSURE
            if fit is False or (certain and fit is None and self._contextual(numbers))
            else 1.0
            for number, fit in fits.items()
        }

    def _contextual(self, numbers: Iterable[int]) -> bool:
        return any(self._synonyms.groups[number].when for number in numbers)

    def _fits(self, group: SynonymGroup, others: Collection[str]) -> bool | None:
        if not group.when:
            return None
        return any(stem(word) in others for word in group.when)

    def _near(self, number: int, weight: float) -> Weights:
        keys = {f"#{number}": SYNONYM * weight}
        group = self._synonyms.groups[number]
        if group.sort is GroupKind.UNDER:
            return keys | {f"#{number}<": NARROWER * weight}
        if weight < 1.0:
            return keys
        for term in self._phrases[number]:
            for other in self._synonyms.meanings[term]:
                if other != number and not self._synonyms.groups[other].when:
                    keys.setdefault(f"#{other}", SECOND_HAND)
                    if self._synonyms.groups[other].sort is GroupKind.UNDER:
                        keys.setdefault(f"#{other}<", SECOND_HAND * NARROWER)
        return keys

    def _of_wider(self, number: int) -> Weights:
        head = self._phrases[number][0]
        same = {f"#{other}": SYNONYM for other in self._synonyms.meanings.get(head, ())}
        return strongest(same, {f"#{number}": SYNONYM, f"#{number}<": SIBLING})

    def _wider(self, term: Phrase, numbers: Iterable[int]) -> Iterator[int]:
        terms = {term}
        for number in numbers:
            if self._synonyms.groups[number].sort is not GroupKind.UNDER:
                terms.update(self._phrases[number])
        for narrower in terms:
            yield from self._synonyms.under.get(narrower, ())

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The longest phrase of several words that has a stem."""
        return self._synonyms.lengths

    def is_phrase(self, term: Phrase) -> bool:
        """Whether several words are a term together."""
        return len(term) > 1 and self.knows(term)
