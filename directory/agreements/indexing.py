"""Agreements read into an index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

import numpy as np

from directory.agreements.asking import QuestionReader, kind_key
from directory.agreements.compounds import Splitter
from directory.agreements.document import Agreement, Section
from directory.agreements.likeness import Likeness
from directory.agreements.matching import Layout
from directory.agreements.meanings import Meanings
from directory.agreements.postings import Postings, Stream, build_postings
from directory.agreements.stems import stems
from directory.agreements.synonyms import Synonyms, span
from directory.agreements.words import is_filler, is_link, suspended, tokens
from directory.catalogue.specialties import official_lexicon
from directory.lazy.values import dataclass
from directory.names.normalise import fold

HEADING = 3.2
PATH = 0.8
TITLE = 1.6
FILE = 0.6
OWNER = 0.5
TEXT = 1.0

Headings = Mapping[tuple[str, ...], list[int]]


@dataclass
class Indexing:
    """Collects agreements section by section, until the postings can be built."""

    dictionary: Synonyms
    stream: Stream = field(default_factory=Stream)
    titles: Stream = field(default_factory=Stream)
    headings: defaultdict[tuple[str, ...], list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    sizes: list[int] = field(default_factory=list)

    def read(self, agreement: Agreement) -> None:
        """Add the sections of a document."""
        if not agreement.sections:
            return
        above = [(self._terms(words), weight) for words, weight in self._of_document(agreement)]
        for section in agreement.sections:
            number = len(self.stream.lengths)
            heading, body = self._tokens(section.heading), self._tokens(section.text)
            leads = tokens(" ".join(dict.fromkeys(block.lead for block in section.blocks)))
            own = ((heading, HEADING), (body, TEXT), (leads, TEXT), (_path(section), PATH))
            for words, weight in (*((self._terms(part), weight) for part, weight in own), *above):
                self.stream.add(number, words, weight)
            self.stream.add(number, [kind_key(agreement.head.kind)], TEXT)
            self.headings[stems(heading)].append(number)
            self.stream.lengths.append(len(body) + len(heading))
        for words, weight in above:
            self.titles.add(len(self.sizes), words, weight)
        self.titles.lengths.append(sum(len(words) for words, _ in above))
        self.sizes.append(len(agreement.sections))

    def finished(self) -> tuple[Postings, Postings, QuestionReader, Layout, Headings]:
        """The parts of the index, from everything that has been read."""
        own = [word for word in self.stream.words if word.isalnum()]
        vocabulary = [*own, *self.dictionary.words]
        splitter = Splitter(vocabulary)
        meanings = Meanings(self.dictionary, splitter)
        layout = Layout.of(self.sizes)

        def features(word: str) -> Mapping[str, float]:
            return _features(meanings, word)

        postings = build_postings(self.stream, features, layout.document)
        titles = build_postings(self.titles, features, np.arange(len(self.sizes), dtype=np.int32))
        folded = {fold(word): word for word in reversed(vocabulary) if not word.isascii()}
        reader = QuestionReader(meanings, splitter, Likeness(vocabulary), postings, folded)
        return postings, titles, reader, layout, dict(self.headings)

    def _of_document(self, agreement: Agreement) -> tuple[tuple[list[str], float], ...]:
        head = agreement.head
        names = {row.id: row.name for row in official_lexicon().specialties}
        fields = (head.owner, head.number, *(names.get(id_, id_) for id_ in head.specialties))
        file = agreement.file.rsplit(".", 1)[0].replace("_", " ")
        about = tokens(" ".join(fields))
        return (self._tokens(head.title), TITLE), (tokens(file), FILE), (about, OWNER)

    def _terms(self, words: Sequence[str]) -> list[str]:
        """The words, and the terms of several words among them."""
        return [*words, *_phrases(self.dictionary, words)]

    def _tokens(self, text: str) -> list[str]:
        """The words of a text, with cut ones completed: tjock- och ändtarmscancer."""
        whole = (
            first + last[at:]
            for first, last in (suspended(text) if "-" in text else ())
            for at in range(1, len(last) - 3)
            if first + last[at:] in self.dictionary.words
        )
        return [*tokens(text), *whole]


def _path(section: Section) -> list[str]:
    return [word for heading in section.path for word in tokens(heading)]


def _features(meanings: Meanings, word: str) -> Mapping[str, float]:
    """The keys of a word, of a phrase (words with spaces) or of a kind of document (`=HÖK`)."""
    if word.startswith("="):
        return {word: 1.0}
    if " " in word:
        return meanings.of_phrase_in_document(tuple(word.split(" ")))
    return {} if is_filler(word) else meanings.read(word)


def _phrases(dictionary: Synonyms, words: Iterable[str]) -> Iterator[str]:
    """The terms of several words in a text."""
    cut = stems([word for word in words if not is_link(word)])
    sizes = [*map(dictionary.lengths.get, cut), None]
    for at, size in enumerate(sizes[:-1]):
        if size and sizes[at + 1]:  # most words begin no term: passed over at once
            for stop in range(min(at + size, len(cut)), at + 1, -1):
                term = span(cut[at:stop])
                if term in dictionary.meanings or term in dictionary.under:
                    yield " ".join(term)
                    break
