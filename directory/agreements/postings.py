"""An inverted index: for each key the sections that have it, and its impact in each."""

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from directory.lazy.values import dataclass

SATURATION = 1.2
LENGTH = 0.5
PIECE = 4_000

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Stream:
    """Words of sections as they are read, each with its weight: heading, text, title."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._word, self._section, self._weight = array("i"), array("i"), array("f")
        self.lengths: list[int] = []

    def add(self, section: int, words: Sequence[str], weight: float) -> None:
        """The words of a field of a section; a phrase is words separated by spaces."""
        numbers = self.words
        self._word.extend([numbers.setdefault(word, len(numbers)) for word in words])
        self._section.extend([section] * len(words))
        self._weight.extend([weight] * len(words))

    def pieces(self) -> Iterator[tuple[Ints, Ints, Floats]]:
        """Word, section and summed weight, each pair once; some thousand sections at a time."""
        section = np.frombuffer(self._section, dtype=np.int32)
        word = np.frombuffer(self._word, dtype=np.int32)
        weight = np.frombuffer(self._weight, dtype=np.float32)
        cuts = np.searchsorted(section, np.arange(0, len(self.lengths) + PIECE, PIECE))
        for begin, end in pairwise(cuts):
            yield _once(section[begin:end], word[begin:end], weight[begin:end])


@dataclass(frozen=True, slots=True)
class Postings:
    """Keys by number; of key n, rows `offsets[n]` to `offsets[n + 1]`, sections ascending."""

    keys: Mapping[str, int]
    offsets: NDArray[np.int64]
    sections: Ints
    impacts: Floats
    rarity: Floats
    oddity: Floats

    def of(self, key: str) -> tuple[Ints, Floats] | None:
        """The sections that have a key and its impact in each, 0 to 1."""
        number = self.keys.get(key)
        if number is None:
            return None
        rows = slice(self.offsets[number], self.offsets[number + 1])
        return self.sections[rows], self.impacts[rows]

    def rarity_of(self, key: str) -> float:
        """From 0 (in every section) to 1 (in hardly any); 1 for a key that no section has."""
        number = self.keys.get(key)
        return 1.0 if number is None else float(self.rarity[number])

    def oddity_of(self, key: str) -> float:
        """The rarity among documents, from 0 to 1."""
        number = self.keys.get(key)
        return 1.0 if number is None else float(self.oddity[number])


def build_postings(
    stream: Stream,
    features: Callable[[str], Mapping[str, float]],
    documents: Ints,
) -> Postings:
    """The index of a stream; `features` gives the keys of a word.

    `documents`: of each section the number of its document.
    """
    keys: dict[str, int] = {}
    key_of, weight_of, starts = array("i"), array("f"), array("q", [0])
    for word in stream.words:
        for key, weight in features(word).items():
            key_of.append(keys.setdefault(key, len(keys)))
            weight_of.append(weight)
        starts.append(len(key_of))
    begin = np.frombuffer(starts, dtype=np.int64)
    numbers = np.frombuffer(key_of, dtype=np.int32)
    weights = np.frombuffer(weight_of, dtype=np.float32)
    codes, counted = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.float32)]
    for word_numbers, section, share in stream.pieces():
        rows, copied = _spread(begin, word_numbers)
        keyed = _once(numbers[rows], section[copied], weights[rows] * share[copied])
        codes.append(keyed[1].astype(np.int64) * len(stream.lengths) + keyed[0])
        counted.append(keyed[2])
    return _packed(keys, np.concatenate(codes), np.concatenate(counted), stream.lengths, documents)


def _once(first: Ints, second: Ints, weight: Floats) -> tuple[Ints, Ints, Floats]:
    """Each pair once, as (second, first), sorted by first then second; weights summed."""
    count = int(second.max(initial=0)) + 1
    once, at = np.unique(first.astype(np.int64) * count + second, return_inverse=True)
    summed = np.bincount(at, weights=weight, minlength=len(once))
    first_of, second_of = np.divmod(once, count)
    return second_of.astype(np.int32), first_of.astype(np.int32), summed.astype(np.float32)


def _spread(begin: NDArray[np.int64], word: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every feature of every row: the place of the feature, and the row."""
    many = (begin[1:] - begin[:-1])[word]
    copied = np.repeat(np.arange(len(word)), many)
    first = np.cumsum(many) - many
    rows = np.arange(len(copied)) - first[copied] + begin[word][copied]
    return rows, copied


def _packed(
    keys: Mapping[str, int],
    codes: NDArray[np.int64],
    counted: Floats,
    sizes: Sequence[int],
    documents: Ints,
) -> Postings:
    """`codes`: key times the number of sections plus section, each once."""
    order = np.argsort(codes)
    summed, count = counted[order], max(len(sizes), 1)
    key_once, section_once = np.divmod(codes[order], count)
    lengths = np.asarray(sizes, dtype=np.float32)
    mean = float(lengths.mean()) if len(lengths) else 1.0
    dampen = SATURATION * (1 - LENGTH + LENGTH * lengths / max(mean, 1.0))
    offsets = np.searchsorted(key_once, np.arange(len(keys) + 1)).astype(np.int64)
    of = documents[section_once]
    new = np.ones(len(codes), dtype=bool)
    new[1:] = (key_once[1:] != key_once[:-1]) | (of[1:] != of[:-1])
    in_documents = np.bincount(key_once[new], minlength=len(keys))
    return Postings(
        keys=keys,
        offsets=offsets,
        sections=section_once.astype(np.int32),
        impacts=(summed / (summed + dampen[section_once])).astype(np.float32),
        rarity=_rarity(np.diff(offsets), count),
        oddity=_rarity(in_documents, int(documents[-1]) + 1 if len(documents) else 1),
    )


def _rarity(having: NDArray[np.int64], count: int) -> Floats:
    raw = np.log(1 + (count - having + 0.5) / (having + 0.5)) / np.log(1 + (count + 0.5) / 0.5)
    return np.asarray(np.clip(raw, 0.02, 1.0), dtype=np.float32)
