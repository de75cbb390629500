"""Known words that an unknown one may be: misspelt, alike in sound, or in most letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import numpy as np

from directory.names.normalise import fold
from directory.names.sound import sound
from directory.names.spelling import Spelling, errors_allowed

MOST = 4
LEAST_LIKENESS: Final = 0.62
_SHORTEST_ALIKE = 6


class Likeness:
    """Finds known words by their letters and their sound."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = sorted({word for word in words if len(word) >= 3 and not word.isdigit()})
        self._spelling = Spelling(self._words)
        self._sounds: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= 5:
                self._sounds[sound(word)].append(word)
        self._sizes = np.array([len(word) for word in self._words], dtype=np.float32)
        self._grams = _postings(self._words)

    def corrected(self, word: str) -> dict[str, float]:
        """Known words that differ by a typing error or only in sound, with how sure that is."""
        heard = self._sounds.get(sound(word), ())
        certainty = dict.fromkeys(heard[:MOST], 0.9)
        near = self._spelling.near(word, errors_allowed(len(word)))
        fewest = near[0][1] if near else 0
        for other, errors in near[: 3 * MOST]:
            if errors <= fewest and other not in certainty:
                certainty[other] = 1.0 - 2.0 * errors / max(len(word), 4) if errors else 0.95
        return dict(sorted(certainty.items(), key=lambda item: -item[1])[:MOST])

    def alike(self, word: str) -> dict[str, float]:
        """Known words that share most of their trigrams, with the share."""
        if len(word) < _SHORTEST_ALIKE or not self._words:
            return {}
        lists = [self._grams[gram] for gram in _threes(fold(word)) if gram in self._grams]
        if not lists:
            return {}
        common = np.bincount(np.concatenate(lists), minlength=len(self._words))
        share = 2.0 * common / (self._sizes + len(word))
        best = np.argsort(-share, kind="stable")[:MOST]
        return {self._words[n]: float(share[n]) for n in best if share[n] >= LEAST_LIKENESS}


def _threes(folded: str) -> Iterator[str]:
    padded = f"^{folded}$"
    yield from {padded[at : at + 3] for at in range(len(padded) - 2)}


def _postings(words: Iterable[str]) -> Mapping[str, "np.typing.NDArray[np.int32]"]:
    numbers_of: defaultdict[str, list[int]] = defaultdict(list)
    for number, word in enumerate(words):
        for gram in _threes(fold(word)):
            numbers_of[gram].append(number)
    return {gram: np.array(numbers, dtype=np.int32) for gram, numbers in numbers_of.items()}
