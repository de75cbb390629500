"""A question as needs: what must be answered, how much each weighs, and what answers it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from directory.agreements.compounds import Splitter
from directory.agreements.document import AgreementKind
from directory.agreements.intents import intents
from directory.agreements.likeness import Likeness
from directory.agreements.meanings import Meanings, Weights, strongest
from directory.agreements.postings import Postings
from directory.agreements.stems import stem, stems
from directory.agreements.synonyms import span
from directory.agreements.words import (
    KIND_WORDS,
    LONGEST_QUERY,
    WEAK_MASS,
    is_filler,
    is_link,
    is_ordinary,
    is_weak,
    query_tokens,
)
from directory.lazy.values import dataclass
from directory.names.normalise import fold, restored

KIND_MASS = 0.12
FIRST_PART = 0.66
LAST_PART = 0.58
PART_BESIDE_WHOLE = 0.45
ABSENT_WHOLE = 0.4
ABSENT_PHRASE = 0.3
BEFORE_HEAD = 0.7
PART_OF_PHRASE = 0.45
UNKNOWN_CLAIM = 0.7
ABSENT_CLAIM = 0.8
CRISIS = 180
SPELLED_OUT = 0.6
FAR = 0.3
DIRECT = 0.75
INTENT_MASS = 0.35
SURE_ENOUGH = 0.9

_PRESSURE = re.compile(r"\b(1[0-9]{2}|2[0-9]{2})/([4-9][0-9]|1[0-9]{2})\b")


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a question asks for.

    `mass`: how much it weighs among sections; `claim`: how much it must be answered before anything
    is claimed; `keys`: what answers it, and how fully.
    """

    said: str
    mass: float
    claim: float
    keys: Weights
    also: tuple[Weights, ...] = ()
    """What a section must answer as well."""
    kind: bool = False
    """Whether it names a kind of document and nothing else."""
    weak: bool = False
    """Whether it says too little to claim an answer by itself."""

    def beside(self, share: float) -> "Need":
        """The same, beside a need that it is part of: it counts for ranking, not for claims."""
        return replace(self, mass=self.mass * share, claim=0.0)

    def times(self, share: float) -> "Need":
        """The same, weighing less."""
        return replace(self, mass=self.mass * share, claim=self.claim * share)


@dataclass(frozen=True)
class QuestionReader:
    """Reads questions with the words of the documents and the dictionary."""

    meanings: Meanings
    splitter: Splitter
    likeness: Likeness
    postings: Postings
    folded: dict[str, str]

    def needs(self, query: str) -> tuple[Need, ...]:
        """The needs of a question; empty for a question without content words."""
        words = query_tokens(query)
        content = [word for word in words if not is_link(word)] or words
        pressure = _PRESSURE.search(query[:LONGEST_QUERY])
        if pressure:
            rest = (word for word in content if word not in pressure.groups())
            content = [
                *rest,
                *(["mycket"] if int(pressure[1]) >= CRISIS else []),
                "högt",
                "blodtryck",
            ]
        others = frozenset(stems(content))
        subjects = [need for need in self._read(content, others) if need.mass > 0]
        return (*subjects, *(self._intent(word) for word in intents(query))) if subjects else ()

    def _intent(self, word: str) -> Need:
        need = self._need(word, self._keys(word, frozenset()))
        return replace(need, mass=INTENT_MASS, claim=0.0, weak=True)

    def _read(self, words: Sequence[str], others: frozenset[str]) -> Iterable[Need]:
        at = 0
        while at < len(words):
            size = self._size(words, at)
            whole = words[at : at + size]
            yield from self._phrase(whole, others) if size > 1 else self._word(words[at], others)
            at += size

    def _phrase(self, words: Sequence[str], others: frozenset[str]) -> Iterable[Need]:
        """The needs of a phrase: as a whole where documents have it, and by its words."""
        keys = self.meanings.asked(span(stems(words)), others)
        present = self._is_found(keys, DIRECT)
        yield self._need(" ".join(words), keys).times(1.0 if present else ABSENT_PHRASE)
        for word in words:
            head = 1.0 if word == words[-1] else BEFORE_HEAD
            for need in self._word(word, others):
                yield need.beside(PART_OF_PHRASE) if present else need.times(head - ABSENT_PHRASE)

    def _size(self, words: Sequence[str], at: int) -> int:
        longest = self.meanings.longest.get(stem(words[at]), 1)
        for size in range(min(longest, len(words) - at), 1, -1):
            if self.meanings.is_phrase(span(stems(words[at : at + size]))):
                return size
        return 1

    def _word(self, word: str, others: frozenset[str]) -> Iterable[Need]:
        if is_filler(word):
            return []
        if word in KIND_WORDS:
            need = self._need(word, self._keys(word, others))
            return [replace(need, mass=KIND_MASS, claim=0.0, kind=True)]
        keys = self._keys(word, others)
        if not self._is_found(keys):
            keys = strongest(keys, self._with_letters(word, others))
        parts = self.splitter.parts(word)
        if parts and (not self._is_found(keys) or self._is_found(self._keys(word, others))):
            return self._compound(word, keys, parts, others)
        if self._is_found(keys):
            return [self._need(word, keys)]
        spelled = self._spelled_out((stem(word),), others)
        if spelled is not None:
            return [spelled]
        return self._strange(word, others)

    def _compound(
        self, word: str, keys: Weights, parts: Sequence[str], others: frozenset[str]
    ) -> Iterable[Need]:
        """The needs of a compound: as a whole where it is known, and by its parts."""
        present = self._is_found(keys, DIRECT)
        spelled = None if present else self._spelled_out((stem(word),), others)
        if spelled is not None:
            yield spelled
        elif present or self.meanings.knows((stem(word),)):
            yield self._need(word, keys).times(1.0 if present else ABSENT_WHOLE)
        for place, part in enumerate(parts):
            for need in self._part(part, keys, others):
                share = LAST_PART if place == len(parts) - 1 else FIRST_PART
                yield need.beside(PART_BESIDE_WHOLE) if present else need.times(share)

    def _part(self, part: str, whole: Weights, others: frozenset[str]) -> Iterable[Need]:
        if part in KIND_WORDS:
            return self._word(part, others)
        return [self._need(part, strongest(self._keys(part, others), whole))]

    def _need(self, words: str, keys: Weights) -> Need:
        share = WEAK_MASS if is_weak(words) else 1.0
        indexed = [key for key in keys if key in self.postings.keys and keys[key] >= FAR]
        if not indexed:
            absent = ABSENT_CLAIM if self.meanings.knows(stems(words.split())) else UNKNOWN_CLAIM
            return Need(words, share, share * absent, keys, weak=share < 1.0)
        top = SURE_ENOUGH * max(keys[key] for key in indexed)
        sure = [key for key in indexed if keys[key] >= top]
        mass = min(self.postings.rarity_of(key) for key in sure)
        claim = min(self.postings.oddity_of(key) for key in sure)
        return Need(words, share * mass, share * claim, keys, weak=share < 1.0)

    def _keys(self, word: str, others: frozenset[str]) -> Weights:
        cut = stem(word)
        return strongest({cut: 1.0}, self.meanings.asked((cut,), others), kind_keys(word))

    def _with_letters(self, word: str, others: frozenset[str]) -> Weights:
        """The keys of a word that was typed without å, ä and ö; empty if it has none."""
        for typed in (restored(word), self.folded.get(fold(word), "")):
            keys = self._keys(typed, others) if typed and typed != word else {}
            if self._is_found(keys):
                return keys
        return {}

    def _spelled_out(self, phrase: tuple[str, ...], others: frozenset[str]) -> Need | None:
        """A need for the parts of a synonym, where no document has the phrase under any name."""
        best: Need | None = None
        for parts in self.meanings.spelled_out(phrase):
            needs = [self._need(part, self._keys(part, others)) for part in parts]
            claim = sum(need.claim for need in needs) / len(needs)
            has_all = all(self._is_found(need.keys, DIRECT) for need in needs)
            if has_all and (best is None or claim > best.claim):
                mass = sum(need.mass for need in needs) / len(needs)
                keys = {key: SPELLED_OUT * weight for key, weight in needs[0].keys.items()}
                also = tuple(need.keys for need in needs[1:])
                best = Need(" ".join(parts), mass, claim, keys, also)
        return best

    def _strange(self, word: str, others: frozenset[str]) -> Iterable[Need]:
        """An unknown word stands for the words that it may be: misspelt, or alike."""
        near = self._near(word)
        guesses = (
            {key: sure * weight for key, weight in self._keys(guess, others).items()}
            for guess, sure in near.items()
        )
        yield self._need(word, strongest({stem(word): 1.0}, *guesses))
        likeliest = next(iter(near), "")
        for part in self.splitter.parts(likeliest):
            for need in self._part(part, {}, others):
                yield need.beside(PART_BESIDE_WHOLE * near[likeliest])

    def _near(self, word: str) -> dict[str, float]:
        if is_ordinary(word) or self.meanings.knows((stem(word),)):
            return {}
        alike = self.likeness.alike(word)
        return self.likeness.corrected(word) or {other: 0.75 * alike[other] for other in alike}

    def _is_found(self, keys: Weights, least: float = FAR) -> bool:
        return any(key in self.postings.keys for key in keys if keys[key] >= least)


def kind_keys(word: str) -> Weights:
    """The key of a kind of document that a word names: HÖK, vårdförlopp."""
    kind = _KINDS.get(word)
    return {kind_key(kind): 1.0} if kind else {}


def kind_key(kind: AgreementKind) -> str:
    """The key that every section of a document of a kind has."""
    return f"={kind.value}"


_KINDS = {
    **{kind.value.casefold(): kind for kind in AgreementKind if kind is not AgreementKind.OTHER},
    "hok": AgreementKind.HOK,
    "handläggningsöverenskommelse": AgreementKind.HOK,
    "handläggningsöverenskommelsen": AgreementKind.HOK,
    "vårdförlopp": AgreementKind.CANCER_PATHWAY,
    "vårdförloppet": AgreementKind.CANCER_PATHWAY,
    "behandlingslinjen": AgreementKind.CARE_PATHWAY,
    "behandlingslinjer": AgreementKind.CARE_PATHWAY,
    "ansvarsdokumentet": AgreementKind.RESPONSIBILITY,
}
