"""How well each section answers a question: its score, and how much of it is covered."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np

from directory.agreements.asking import Need
from directory.agreements.postings import Floats, Ints, Postings
from directory.lazy.values import dataclass

OF_DOCUMENT = 0.55
FULLY = 0.36
TITLE_SHARE = 0.15
TITLE_OF_KIND = 0.7
SOFTER = 0.8
DOCUMENT_COVERS = 0.75


@dataclass(frozen=True, slots=True)
class Layout:
    """Which sections belong to which document; documents without sections have no number."""

    document: Ints
    """For every section, the number of its document."""
    starts: Ints
    """For every document, its first section."""

    @staticmethod
    def of(sizes: Sequence[int]) -> "Layout":
        """The layout of documents with these numbers of sections, each at least one."""
        many = np.asarray(sizes, dtype=np.int32)
        numbers = np.arange(len(many), dtype=np.int32)
        return Layout(np.repeat(numbers, many), (np.cumsum(many) - many).astype(np.int32))


class Matched:
    """The needs of a question, matched with every section."""

    def __init__(
        self, postings: Postings, titles: Postings, layout: Layout, needs: Sequence[Need]
    ) -> None:
        self._layout = layout
        self._titles = titles
        self._needs = needs
        self._mass = sum(need.mass for need in needs)
        self._claim = sum(need.claim for need in needs)
        rows = [_row(postings, len(layout.document), need) for need in needs]
        self._impacts = [impact for impact, _ in rows]
        self._covers = [cover for _, cover in rows]

    def scores(self) -> Floats:
        """Each section's score: what it answers, and what its document does."""
        own = np.zeros(len(self._layout.document), dtype=np.float32)
        documents = np.zeros(len(self._layout.starts), dtype=np.float32)
        for need, impact in zip(self._needs, self._impacts, strict=True):
            own += need.mass * impact
            documents += need.mass * np.maximum.reduceat(impact, self._layout.starts)
        whole = OF_DOCUMENT * documents + self._title_share * self._of_titles()
        both = own + whole[self._layout.document]
        return np.where(own > 0, both / self._mass, np.float32(0.0)).astype(np.float32)

    @property
    def _title_share(self) -> float:
        """Greater where the question names a kind of document, and so means the whole document."""
        return TITLE_OF_KIND if any(need.kind for need in self._needs) else TITLE_SHARE

    def _of_titles(self) -> Floats:
        score = np.zeros(len(self._layout.starts), dtype=np.float32)
        for need in self._needs:
            score += need.mass * _row(self._titles, len(score), need)[0]
        return score

    def cover(self, section: int) -> float:
        """How much of the question a section answers, 0 to 1; its document counts too."""
        document = self._layout.document[section]
        weights = [need.claim if self._claim > 0 else need.mass for need in self._needs]
        answered = sum(
            weight * max(float(row[section]), DOCUMENT_COVERS * float(best[document]))
            for weight, row, best in zip(weights, self._covers, self._best_covers, strict=True)
        )
        return answered / sum(weights)

    @cached_property
    def _best_covers(self) -> list[Floats]:
        return [np.maximum.reduceat(row, self._layout.starts) for row in self._covers]


def _row(postings: Postings, count: int, need: Need) -> tuple[Floats, Floats]:
    """For every section: the impact of the need, and how fully it is answered."""
    impact, cover = _of_keys(postings, count, need.keys)
    for keys in need.also:
        other_impact, other_cover = _of_keys(postings, count, keys)
        impact, cover = np.minimum(impact, other_impact), np.minimum(cover, other_cover)
    return impact, cover


def _of_keys(postings: Postings, count: int, keys: Mapping[str, float]) -> tuple[Floats, Floats]:
    impact = np.zeros(count, dtype=np.float32)
    cover = np.zeros(count, dtype=np.float32)
    for key, weight in keys.items():
        rows = postings.of(key)
        if rows is not None:
            sections, impacts = rows
            impact[sections] = np.maximum(impact[sections], weight * impacts)
            full = weight**SOFTER * np.minimum(1.0, impacts / FULLY)
            cover[sections] = np.maximum(cover[sections], full)
    return impact, cover


def top(scores: Floats, most: int) -> list[int]:
    """The indexes of the highest scores, best first, the lower first among equals."""
    some = np.flatnonzero(scores > 0)
    if len(some) > most:
        least = np.partition(scores[some], len(some) - most)[len(some) - most]
        some = some[scores[some] >= least]
    return [int(n) for n in sorted(some, key=lambda n: (-scores[n], n))[:most]]
