"""A phrase without its place and role: which specialty or service it is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from directory.names.denied import told
from directory.names.entries import VocabularyEntry, Weight
from directory.names.evidence import Evidence, PhraseReading, decide, reading, together
from directory.names.examinations import without_examinations
from directory.names.forms import PREPOSITIONS, span_key
from directory.names.found import Hit, found
from directory.names.guess import guess, hits_of
from directory.names.inflection import is_last_part, stem
from directory.names.named_together import kept, named_together
from directory.names.patient import Patient, patient
from directory.names.said_together import SaidTogether
from directory.names.spoken import as_written
from directory.names.vocabulary import Vocabulary
from directory.names.whom import Whom
from directory.names.words_known import KnownWords

MOST_GUESSES = 4
LONGEST_GUESS = 6
SHORTEST_JOINED = 7

_SIDES_WRITTEN = """
bilateral bilaterala båda bägge dubbelsidig ensidig ett hennes hans höger högra lite min mitt mycket
sin sitt vä vänster vänstra hö a an both her his left my our right the their your
"""
_ADJECTIVES = ("isk", "iskt", "iska", "iös", "iöst", "iösa")
_PATIENTS = frozenset(
    {"han", "henne", "hennes", "honom", "hon", "pat", "patient", "patienten", "pt"}
)
_SIDES = frozenset(_SIDES_WRITTEN.split())


@lru_cache(maxsize=4)
def _together(vocabulary: Vocabulary) -> SaidTogether:
    """The findings of the lexicon, indexed once whatever the region."""
    return SaidTogether(vocabulary.said_together)


class PhraseReader:
    """Reads phrases: the longest known spans first, then single words, then misspelt ones."""

    def __init__(self, known: KnownWords) -> None:
        self._known = known
        self._vocabulary = known.vocabulary
        self._whom = Whom(known)
        self._together = _together(known.vocabulary)

    def read(self, tokens: Sequence[str]) -> PhraseReading:
        """The subject of the phrase; the same words always give the same answer."""
        whole = self._whole(tokens)
        if whole:
            return reading(found(hits_of(whole.entry, whole.score)), [whole])
        places = [place for place, word in enumerate(tokens) if word not in _SIDES]
        answer = self._read(as_written([tokens[place] for place in places]))
        return replace(answer, used=frozenset(places[place] for place in answer.used))

    def _whole(self, tokens: Sequence[str]) -> Evidence | None:
        match = self._known.exact("".join(tokens))
        if match and match.entry.targets and self._may_join(tokens, match.entry):
            return Evidence(0, len(tokens), match.entry, match.score)
        return None

    def _read(self, tokens: Sequence[str]) -> PhraseReading:
        about = patient(tokens)
        spans = self._spans(tokens)
        evidence = kept(tokens, _with(self._together.said(tokens, about), spans), spans)
        unknown = self._unknown(tokens, evidence, about)
        guesses: list[Hit] = []
        evidence = [self._if_medical(row, tokens, unknown) for row in evidence]
        official = self._official(tokens) if unknown or _several_named(evidence) else []
        if official:
            return reading(together(official), official)
        if unknown and not _named(evidence) and not any(row.apart for row in evidence):
            evidence, guesses = self._guess(tokens, unknown, evidence)
            unknown = self._unknown(tokens, evidence, about)
        evidence = [
            row if row.of_group else self._whom.turned(row, about)
            for row in evidence
            if row.entry.targets
        ]
        evidence = told(tokens, without_examinations(tokens, evidence))
        evidence = named_together(tokens, evidence, self._vocabulary.fillers)
        certain = not unknown and not _of_the_asker(tokens, about)
        return decide(evidence, guesses, certain=certain)

    # -- what is known ------------------------------------------------------------------

    def _spans(self, tokens: Sequence[str]) -> list[Evidence]:
        stems = [stem(token) for token in tokens]
        used: set[int] = set()
        evidence: list[Evidence] = []
        for start, end in _longest_first(len(tokens), self._vocabulary.forms.longest):
            if used.isdisjoint(range(start, end)):
                row = self._span(tokens, stems, start, end)
                if row:
                    evidence.append(row)
                    used.update(range(start, end))
        for place, token in enumerate(tokens):
            if place not in used and (row := self._single(tokens, place, token)):
                evidence.append(row)
        return sorted(evidence, key=lambda row: row.start)

    def _span(
        self, tokens: Sequence[str], stems: Sequence[str], start: int, end: int
    ) -> Evidence | None:
        part = tokens[start:end]
        match = self._known.exact("".join(part))
        if match is None and part[0] not in PREPOSITIONS and part[-1] not in PREPOSITIONS:
            match = self._known.span(span_key(part, stems[start:end]))
        if match is None or match.entry.whole_only or not self._may_join(part, match.entry):
            return None
        return Evidence(start, end, match.entry, match.score)

    def _may_join(self, part: Sequence[str], entry: VocabularyEntry) -> bool:
        """Words may be one word apart (”plastik kirurgi”), but not by accident (”med akut”)."""
        if len(part) == 1 or not entry.word.isalnum():
            return True
        plain = self._vocabulary.fillers.isdisjoint(part[:1])
        return plain and len("".join(part)) >= SHORTEST_JOINED

    def _single(self, tokens: Sequence[str], place: int, token: str) -> Evidence | None:
        if token in self._vocabulary.fillers or token.isdigit() or len(token) < 2:
            return None
        match = self._known.word(token)
        if match is None or (match.entry.whole_only and len(tokens) > 1):
            return None
        return Evidence(place, place + 1, match.entry, match.score, match.child)

    def _unknown(
        self, tokens: Sequence[str], evidence: Iterable[Evidence], about: Patient
    ) -> list[int]:
        used = about.positions.union(*(row.positions for row in evidence))
        return [
            place
            for place, token in enumerate(tokens)
            if place not in used and token not in self._vocabulary.fillers and not token.isdigit()
        ]

    def _if_medical(self, row: Evidence, tokens: Sequence[str], unknown: Sequence[int]) -> Evidence:
        """”kirurgisk precision” names no clinic: the word after it is unknown."""
        adjective = row.end - row.start == 1 and tokens[row.start].endswith(_ADJECTIVES)
        after = row.end
        while after < len(tokens) and tokens[after] in PREPOSITIONS:
            after += 1
        if row.entry.sort is not Weight.NAME or not adjective or after not in unknown:
            return row
        if is_last_part(tokens[after]) or self._known.word(tokens[after]):
            return row
        return replace(row, entry=replace(row.entry, sort=Weight.WEAK))

    # -- what is misspelt ---------------------------------------------------------------

    def _official(self, tokens: Sequence[str]) -> list[Evidence]:
        """An official name of several words that is misspelt as a whole."""
        if not 1 < len(tokens) <= LONGEST_GUESS:
            return []
        near = guess(self._vocabulary, "".join(tokens))
        official = [row for row in near.claimed if row[0].sort is Weight.OFFICIAL]
        return [Evidence(0, len(tokens), *row) for row in official]

    def _guess(
        self, tokens: Sequence[str], unknown: Sequence[int], evidence: list[Evidence]
    ) -> tuple[list[Evidence], list[Hit]]:
        """The evidence with what misspelt words add to it, and what they only suggest."""
        suggestions: list[Hit] = []
        strong = any(row.entry.sort is not Weight.WEAK for row in evidence)
        for start, end in self._guessable(tokens, unknown):
            near = guess(self._vocabulary, "".join(tokens[start:end]))
            claimed = [row for row in near.claimed if not strong or row[0].sort > Weight.CONDITION]
            suggestions += near.suggested
            if claimed:
                others = [row for row in evidence if row.end <= start or row.start >= end]
                return others + [Evidence(start, end, *row) for row in claimed], suggestions
        return evidence, suggestions

    def _guessable(
        self, tokens: Sequence[str], unknown: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """The whole phrase, each unknown word, then each together with its neighbours."""
        if 1 < len(tokens) <= LONGEST_GUESS:
            yield 0, len(tokens)
        for place in unknown[:MOST_GUESSES]:
            yield place, place + 1
        for place in unknown[:MOST_GUESSES]:
            if place > 0:
                yield place - 1, place + 1
            if place + 1 < len(tokens):
                yield place, place + 2


def _longest_first(count: int, longest: int) -> Iterator[tuple[int, int]]:
    for size in range(min(longest, count), 1, -1):
        for start in range(count - size + 1):
            yield start, start + size


def _with(together: list[Evidence], spans: list[Evidence]) -> list[Evidence]:
    """What words say together, without the spans that are a part of it.

    A span that leads to the same specialty may name others too; all are kept.
    """
    telling = [
        next((_both(row, said) for row in spans if _leads_alike(row, said)), said)
        for said in together
    ]
    left = [row for row in spans if not any(row.positions <= said.positions for said in telling)]
    return [*telling, *left]


def _both(row: Evidence, said: Evidence) -> Evidence:
    if row.entry.sort > Weight.CONDITION:
        return row
    targets = tuple(dict.fromkeys((*row.entry.targets, *said.entry.targets)))
    return replace(row, entry=replace(row.entry, targets=targets), apart=said.apart)


def _leads_alike(row: Evidence, said: Evidence) -> bool:
    part = row.positions <= said.positions and row.entry.sort is not Weight.WEAK
    return part and not said.of_group and row.entry.targets[:1] == said.entry.targets[:1]


def _of_the_asker(tokens: Sequence[str], about: Patient) -> bool:
    """”jag är trött”: weak words about whoever writes claim nothing."""
    return "jag" in tokens and not about.groups and _PATIENTS.isdisjoint(tokens)


def _several_named(evidence: Iterable[Evidence]) -> bool:
    return len({row.entry.targets for row in evidence if row.entry.sort > Weight.SETTING}) > 1


def _named(evidence: Iterable[Evidence]) -> bool:
    return any(row.entry.sort > Weight.CONDITION for row in evidence)
