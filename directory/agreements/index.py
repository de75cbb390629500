"""The index of all agreements: a question in, the sections that answer it out.

See docs/search.md for how it works, what else was measured, and how good it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from directory.agreements.asking import Need, Reader
from directory.agreements.compounds import Splitter
from directory.agreements.document import Agreement, Section
from directory.agreements.found import Filters, Found, Hit, Strength
from directory.agreements.likeness import Likeness
from directory.agreements.meanings import Meanings
from directory.agreements.passage import best_sentences
from directory.agreements.postings import Floats, Ints, Postings, Stream, build_postings
from directory.agreements.stems import stems
from directory.agreements.synonyms import Synonyms, medical_synonyms
from directory.agreements.words import is_filler, query_tokens, tokens
from directory.names.normalise import fold

HEADING = 3.2
PATH = 0.8
TITLE = 1.6
FILE = 0.6
TEXT = 1.0

MOST_HITS = 10
OF_DOCUMENT = 0.55
EXACT_HEADING = 10.0
FULLY = 0.36
AT_LEAST = 0.25
STRONG_COVER = 0.62
NEAR_COVER = 0.4

NO_FILTERS = Filters()


@dataclass(frozen=True)
class AgreementIndex:
    """Immutable. Build it in a thread: fifty thousand sections take tens of seconds."""

    agreements: tuple[Agreement, ...]
    postings: Postings
    reader: Reader
    headings: Mapping[tuple[str, ...], list[int]]

    @staticmethod
    def build(
        agreements: Sequence[Agreement], synonyms: Synonyms | None = None
    ) -> "AgreementIndex":
        """The index of these versions; `synonyms` instead of the packaged dictionary."""
        dictionary = medical_synonyms() if synonyms is None else synonyms
        stream, headings = Stream(), defaultdict(list)
        texts: list[list[str]] = []
        number = 0
        for agreement in agreements:
            above = tokens(agreement.head.title)
            named = tokens(agreement.file.rsplit(".", 1)[0].replace("_", " "))
            for section in agreement.sections:
                heading, body = tokens(section.heading), tokens(section.text)
                for words, weight in (
                    (heading, HEADING),
                    (body, TEXT),
                    (above, TITLE),
                    (named, FILE),
                    ([word for above_it in section.path for word in tokens(above_it)], PATH),
                ):
                    _add(stream, dictionary, number, words, weight)
                headings[stems(heading)].append(number)
                stream.lengths.append(len(body) + len(heading))
                number += 1
        own = [word for word in stream.words if " " not in word]
        splitter = Splitter([*own, *dictionary.words])
        meanings = Meanings(dictionary, splitter)

        def features(word: str) -> Mapping[str, float]:
            if " " in word:
                return meanings.of_phrase_in_document(tuple(word.split(" ")))
            return {} if is_filler(word) else meanings.in_document(word)

        postings = build_postings(stream, features, stream.lengths)
        known = [*own, *dictionary.words]
        folded = {fold(word): word for word in reversed(known) if not word.isascii()}
        reader = Reader(meanings, splitter, Likeness(known), postings, folded)
        return AgreementIndex(tuple(agreements), postings, reader, dict(headings))

    def search(self, query: str, *, today: date, only: Filters = NO_FILTERS) -> Found:
        """The sections that answer, best first, at most ten. Never raises on any text."""
        needs = self.reader.needs(query)
        if not needs or not self._sections:
            return Found()
        matched = _Matched(self, needs)
        scores = matched.scores()
        for number in self.headings.get(stems(query_tokens(query)), ()):
            scores[number] += EXACT_HEADING
        self._leave_out(scores, today, only)
        return Found(tuple(self._hits(matched, scores, today)))

    def _leave_out(self, scores: Floats, today: date, only: Filters) -> None:
        if only == NO_FILTERS:
            return
        for number, agreement in enumerate(self.agreements):
            if not only.admits(agreement, agreement.standing(today)):
                scores[self._starts[number] : self._starts[number] + len(agreement.sections)] = 0.0

    def _hits(self, matched: "_Matched", scores: Floats, today: date) -> Iterator[Hit]:
        top = _top(scores, MOST_HITS)
        covers = matched.covers(top)
        best = max((scores[n] for n in top), default=0.0)
        exact = best >= EXACT_HEADING
        for number, cover in zip(top, covers, strict=True):
            sure = 1.0 if scores[number] >= EXACT_HEADING else cover
            if (sure if not exact else 1.0) < NEAR_COVER or scores[number] < AT_LEAST * (best % EXACT_HEADING):
                continue
            agreement, section = self._sections[number]
            yield Hit(
                agreement,
                section,
                float(scores[number]),
                Strength.STRONG if sure >= STRONG_COVER else Strength.NEAR,
                agreement.standing(today),
                best_sentences(section, matched.worth),
            )

    @cached_property
    def _sections(self) -> list[tuple[Agreement, Section]]:
        return [(one, section) for one in self.agreements for section in one.sections]

    @cached_property
    def _starts(self) -> Ints:
        sizes = [len(one.sections) for one in self.agreements]
        return np.cumsum([0, *sizes[:-1]]).astype(np.int32)

    @cached_property
    def _filled(self) -> Ints:
        """Where the documents that have sections begin."""
        return np.array([s for s, one in zip(self._starts, self.agreements, strict=True) if one.sections], dtype=np.int32)

    @cached_property
    def _document(self) -> Ints:
        """For every section, which of the documents that have sections it is of."""
        sizes = [len(one.sections) for one in self.agreements if one.sections]
        return np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)


class _Matched:
    """What of a question each section answers."""

    def __init__(self, index: AgreementIndex, needs: Sequence[Need]) -> None:
        self._index = index
        self._needs = needs
        self._total = sum(need.mass for need in needs)
        self._rows = [self._row(need) for need in needs]

    def _row(self, need: Need) -> Floats:
        row = np.zeros(len(self._index._sections), dtype=np.float32)
        for key, weight in need.keys.items():
            found = self._index.postings.of(key)
            if found is not None:
                sections, impacts = found
                row[sections] = np.maximum(row[sections], weight * impacts)
        return row

    def scores(self) -> Floats:
        """Each section's score: what it answers, and what its document does."""
        own = sum((need.mass * row for need, row in zip(self._needs, self._rows, strict=True)))
        documents = sum(
            need.mass * best for need, best in zip(self._needs, self._of_documents, strict=True)
        )
        both = own + OF_DOCUMENT * documents[self._index._document]
        return np.asarray(np.where(own > 0, both, 0.0) / self._total, dtype=np.float32)

    @cached_property
    def _of_documents(self) -> list[Floats]:
        return [np.maximum.reduceat(row, self._index._filled) for row in self._rows]

    def covers(self, sections: Sequence[int]) -> list[float]:
        """How much of the question each of some sections answers, 0 to 1, its document helping."""
        return [self._cover(number) for number in sections]

    def _cover(self, number: int) -> float:
        document = self._index._document[number]
        answered = sum(
            need.mass * max(_fully(row[number]), 0.75 * _fully(best[document]))
            for need, row, best in zip(self._needs, self._rows, self._of_documents, strict=True)
        )
        return float(answered / self._total)

    def worth(self, word: str) -> dict[str, float]:
        """What a word of a text answers."""
        if is_filler(word):
            return {}
        keys = self._index.reader.meanings.in_document(word)
        return {
            need.said: need.mass * degree
            for need in self._needs
            if (degree := max((need.keys.get(key, 0.0) * w for key, w in keys.items()))) > 0
        }


def _fully(impact: float) -> float:
    return min(1.0, float(impact) / FULLY)


def _top(scores: Floats, most: int) -> list[int]:
    """The places of the highest scores, best first, the earlier first among equals."""
    some = np.flatnonzero(scores > 0)
    if len(some) > most:
        least = np.partition(scores[some], len(some) - most)[len(some) - most]
        some = some[scores[some] >= least]
    return [int(n) for n in sorted(some, key=lambda n: (-scores[n], n))[:most]]


def _add(
    stream: Stream, dictionary: Synonyms, section: int, words: Sequence[str], weight: float
) -> None:
    stream.add(section, words, weight)
    stream.add(section, list(_phrases(dictionary, words)), weight)


def _phrases(dictionary: Synonyms, words: Iterable[str]) -> Iterator[str]:
    """The terms of several words that stand in a text."""
    said = stems([word for word in words if not is_filler(word)])
    for at, first in enumerate(said):
        for size in range(dictionary.lengths.get(first, 1), 1, -1):
            span = said[at : at + size]
            if len(span) == size and (span in dictionary.meanings or span in dictionary.under):
                yield " ".join(span)
                break
