"""An inverted index: for each key the sections that have it, and how much each is about it."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SATURATION = 1.2
LENGTH = 0.5

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Stream:
    """Words of sections as they are read, each with its weight: heading, text, title."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self._word, self._section, self._weight = array("i"), array("i"), array("f")
        self.lengths: list[int] = []

    def add(self, section: int, words: Sequence[str], weight: float) -> None:
        """The words of a field of a section; a phrase is words with gaps between."""
        known = self.words
        self._word.extend([known.setdefault(word, len(known)) for word in words])
        self._section.extend([section] * len(words))
        self._weight.extend([weight] * len(words))

    def collected(self) -> tuple[Ints, Ints, Floats]:
        """Word, section and summed weight, each pair once."""
        count = max(len(self.words), 1)
        pair = np.frombuffer(self._section, dtype=np.int32).astype(np.int64) * count
        pair += np.frombuffer(self._word, dtype=np.int32)
        once, at = np.unique(pair, return_inverse=True)
        summed = np.bincount(at, weights=np.frombuffer(self._weight, dtype=np.float32))
        section, word = np.divmod(once, count)
        return word.astype(np.int32), section.astype(np.int32), summed.astype(np.float32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Keys by their numbers; of key n, rows `offsets[n]` to `offsets[n + 1]`, sections ascending."""

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
        """From 0, in every section, to 1, in hardly any; 1 of a key that no section has."""
        number = self.keys.get(key)
        return 1.0 if number is None else float(self.rarity[number])

    def oddity_of(self, key: str) -> float:
        """As the rarity, among documents: how much it says that a document has it."""
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
    said, section, counted = stream.collected()
    begin = np.frombuffer(starts, dtype=np.int64)
    rows, copied = _spread(begin, said)
    key = np.frombuffer(key_of, dtype=np.int32)[rows]
    tf = np.frombuffer(weight_of, dtype=np.float32)[rows] * counted[copied]
    sizes = np.asarray(stream.lengths, dtype=np.float32)
    return _packed(keys, key, section[copied], tf, sizes, documents)


def _spread(begin: NDArray[np.int64], word: Ints) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every feature of every row: the place of the feature, and the row."""
    many = (begin[1:] - begin[:-1])[word]
    copied = np.repeat(np.arange(len(word)), many)
    first = np.cumsum(many) - many
    rows = np.arange(len(copied)) - first[copied] + begin[word][copied]
    return rows, copied


def _packed(
    keys: Mapping[str, int], key: Ints, section: Ints, tf: Floats, lengths: Floats, documents: Ints
) -> Postings:
    count = max(len(lengths), 1)
    once, at = np.unique(key.astype(np.int64) * count + section, return_inverse=True)
    summed = np.bincount(at, weights=tf, minlength=len(once)).astype(np.float32)
    key_once, section_once = np.divmod(once, count)
    mean = float(lengths.mean()) if len(lengths) else 1.0
    dampen = SATURATION * (1 - LENGTH + LENGTH * lengths / max(mean, 1.0))
    offsets = np.searchsorted(key_once, np.arange(len(keys) + 1)).astype(np.int64)
    of = documents[section_once]
    new = np.ones(len(once), dtype=bool)
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
