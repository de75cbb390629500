"""What a word or phrase stands for, as the keys of the index: itself and what means the same.

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
    found: Weights = {}
    for weights in several:
        for key, weight in weights.items():
            if weight > found.get(key, 0.0):
                found[key] = weight
    return found


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
        """The same, remembering nothing."""
        own = strongest({stem(word): 1.0}, self.of_phrase_in_document((stem(word),)))
        parts = self._splitter.parts(word)
        spans = [(stem(part),) for part in parts]
        if len(parts) == 3:
            spans += [(stem("".join(parts[:2])),), (stem("".join(parts[1:])),)]
        for span in spans:
            keys = strongest({span[0]: 1.0}, self.of_phrase_in_document(span))
            own = strongest(own, {key: PART_IN_DOCUMENT * w for key, w in keys.items()})
        return own

    def of_phrase_in_document(self, said: Phrase) -> Weights:
        """The keys of the groups that a phrase of a document belongs to."""
        meant = self._synonyms.meanings.get(said, ())
        found = {f"#{number}": 1.0 for number in meant}
        return strongest(found, {f"#{number}<": 1.0 for number in self._wider(said, meant)})

    def asked(self, said: Phrase, others: Collection[str]) -> Weights:
        """The keys that answer a phrase of a question. `others`: stems of the whole question."""
        direct = self._direct(said, others)
        found: Weights = {}
        for number, weight in direct.items():
            found = strongest(found, self._near(number, weight))
        up = {
            key: WIDER / SYNONYM * weight * (direct.get(number, 1.0) if number in direct else 1.0)
            for number in self._wider(said, direct)
            for key, weight in self._of_wider(number).items()
        }
        return strongest(found, up)

    def spelled_out(self, said: Phrase) -> Iterator[tuple[str, ...]]:
        """The terms that mean the same, each as the words it is made of: järn, infusion."""
        for number in self._synonyms.meanings.get(said, ()):
            group = self._synonyms.groups[number]
            for term in group.terms if group.sort is not GroupKind.UNDER else ():
                words = [word for word in tokens(term) if not is_filler(word)]
                parts = [part for word in words for part in self._splitter.parts(word) or (word,)]
                if 1 < len(parts) < 4:
                    yield tuple(parts)

    def knows(self, said: Phrase) -> bool:
        """Whether the dictionary has it."""
        return said in self._synonyms.meanings or said in self._synonyms.under

    def _direct(self, said: Phrase, others: Collection[str]) -> dict[int, float]:
        numbers = self._synonyms.meanings.get(said, ())
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
        found = {f"#{number}": SYNONYM * weight}
        group = self._synonyms.groups[number]
        if group.sort is GroupKind.UNDER:
            return found | {f"#{number}<": NARROWER * weight}
        if weight < 1.0:
            return found
        for said in self._phrases[number]:
            for other in self._synonyms.meanings[said]:
                if other != number and not self._synonyms.groups[other].when:
                    found.setdefault(f"#{other}", SECOND_HAND)
                    if self._synonyms.groups[other].sort is GroupKind.UNDER:
                        found.setdefault(f"#{other}<", SECOND_HAND * NARROWER)
        return found

    def _of_wider(self, number: int) -> Weights:
        head = self._phrases[number][0]
        same = {f"#{other}": SYNONYM for other in self._synonyms.meanings.get(head, ())}
        return strongest(same, {f"#{number}": SYNONYM, f"#{number}<": SIBLING})

    def _wider(self, said: Phrase, meant: Iterable[int]) -> Iterator[int]:
        spoken = {said}
        for number in meant:
            if self._synonyms.groups[number].sort is not GroupKind.UNDER:
                spoken.update(self._phrases[number])
        for one in spoken:
            yield from self._synonyms.under.get(one, ())

    @cached_property
    def longest(self) -> Mapping[str, int]:
        """The longest phrase of several words that has a stem."""
        return self._synonyms.lengths

    def is_phrase(self, said: Phrase) -> bool:
        """Whether several words are a term together."""
        return len(said) > 1 and self.knows(said)
