"""A phrase without its place and role: which specialty or service it is about."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from directory.names.found import NOTHING, Found, Hit, Target, found, suggested
from directory.names.guess import guess, hits_of
from directory.names.inflection import stem
from directory.names.normalise import key
from directory.names.patient import Group, Patient, patient
from directory.names.vocabulary import Entry, Sort
from directory.names.words_known import CHILD, KnownWords

MOST_GUESSES = 4
SHORTEST_JOINED = 7
_FOR_CHILDREN = ("barn-och-", "neonatologi", "skolhalsovard")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of words that leads somewhere."""

    start: int
    end: int
    entry: Entry
    score: float
    child: bool = False

    @property
    def weight(self) -> tuple[int, int]:
        """How specific: the number of words, then of letters."""
        return self.end - self.start, len(self.entry.word)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a phrase is about, and the positions of the words that said so."""

    found: Found = NOTHING
    used: frozenset[int] = frozenset()


class Reader:
    """Reads phrases: the longest known spans first, then single words, then misspelt ones."""

    def __init__(self, known: KnownWords) -> None:
        self._known = known
        self._vocabulary = known.vocabulary

    def read(self, tokens: Sequence[str]) -> Reading:
        """The subject of the phrase; the same words always give the same answer."""
        if not tokens:
            return Reading()
        whole = self._whole(tokens)
        if whole:
            return _reading(found(hits_of(whole.entry, whole.score)), [whole])
        about = patient(tokens)
        evidence = self._spans(tokens, about)
        unknown = self._unknown(tokens, evidence, about)
        guesses: list[Hit] = []
        if unknown and not _named(evidence):
            evidence, guesses = self._guess(tokens, unknown, evidence)
            unknown = self._unknown(tokens, evidence, about)
        evidence = [self._for_patient(row, about) for row in evidence if row.entry.targets]
        return _decide(evidence, guesses, unknown)

    def _whole(self, tokens: Sequence[str]) -> Evidence | None:
        match = self._known.exact("".join(tokens))
        if match and match.entry.targets and _joins(tokens, match.entry):
            return Evidence(0, len(tokens), match.entry, match.score)
        return None

    # -- what is known ------------------------------------------------------------------

    def _spans(self, tokens: Sequence[str], about: Patient) -> list[Evidence]:
        stems = [stem(token) for token in tokens]
        taken: set[int] = set()
        evidence: list[Evidence] = []
        for start, end in _longest_first(len(tokens), self._vocabulary.longest):
            if taken.isdisjoint(range(start, end)):
                row = self._span(tokens, stems, start, end)
                if row:
                    evidence.append(row)
                    taken.update(range(start, end))
        for place, token in enumerate(tokens):
            if place not in taken and (row := self._single(tokens, place, token)):
                evidence.append(row)
        evidence.sort(key=lambda row: row.start)
        return evidence

    def _span(
        self, tokens: Sequence[str], stems: Sequence[str], start: int, end: int
    ) -> Evidence | None:
        part = tokens[start:end]
        match = self._known.exact("".join(part)) or self._known.inflected("".join(stems[start:end]))
        if match is None or match.entry.whole_only or not _joins(part, match.entry):
            return None
        return Evidence(start, end, match.entry, match.score)

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
        used = {place for row in evidence for place in range(row.start, row.end)}
        return [
            place
            for place, token in enumerate(tokens)
            if place not in used
            and place not in about.positions
            and token not in self._vocabulary.fillers
            and not token.isdigit()
        ]

    # -- what is misspelt ---------------------------------------------------------------

    def _guess(
        self, tokens: Sequence[str], unknown: Sequence[int], evidence: list[Evidence]
    ) -> tuple[list[Evidence], list[Hit]]:
        """The evidence with what misspelt words add to it, and what they only suggest."""
        suggestions: list[Hit] = []
        strong = any(row.entry.sort is not Sort.WEAK for row in evidence)
        for start, end in self._guessable(tokens, unknown):
            near = guess(self._vocabulary, "".join(tokens[start:end]))
            claimed = [row for row in near.claimed if not strong or row[0].sort > Sort.CONDITION]
            suggestions += near.suggested
            if claimed:
                kept = [row for row in evidence if row.end <= start or row.start >= end]
                return kept + [Evidence(start, end, *row) for row in claimed], suggestions
        return evidence, suggestions

    def _guessable(
        self, tokens: Sequence[str], unknown: Sequence[int]
    ) -> Iterator[tuple[int, int]]:
        """The whole phrase, each unknown word, then each together with its neighbours."""
        if 1 < len(tokens) <= self._vocabulary.longest:
            yield 0, len(tokens)
        for place in unknown[:MOST_GUESSES]:
            yield place, place + 1
        for place in unknown[:MOST_GUESSES]:
            if place > 0:
                yield place - 1, place + 1
            if place + 1 < len(tokens):
                yield place, place + 2

    # -- for whom -----------------------------------------------------------------------

    def _for_patient(self, row: Evidence, about: Patient) -> Evidence:
        groups = ((Group.CHILD,) if row.child else ()) + about.groups
        for group in dict.fromkeys(groups):
            targets = self._targets_for(row, group)
            if targets:
                return replace(row, entry=replace(row.entry, targets=targets))
        return row

    def _targets_for(self, row: Evidence, group: Group) -> tuple[Target, ...]:
        own = self._vocabulary.group_targets(key(row.entry.word), group)
        if own:
            return (
                own if group is not Group.OLD else tuple(dict.fromkeys((*own, *row.entry.targets)))
            )
        if group in (Group.ADULT, Group.OLD):
            return tuple(target for target in row.entry.targets if not _for_children(target))
        if group is Group.CHILD:
            return self._child_targets(row)
        return ()

    def _child_targets(self, row: Evidence) -> tuple[Target, ...]:
        children = tuple(target for target in row.entry.targets if _for_children(target))
        if children:
            return children
        field = self._known.exact(CHILD + key(row.entry.word)) or self._known.inflected(
            stem(CHILD + key(row.entry.word))
        )
        return field.entry.targets if field else ()


def _for_children(target: Target) -> bool:
    return target.id.startswith(_FOR_CHILDREN)


def _longest_first(count: int, longest: int) -> Iterator[tuple[int, int]]:
    for size in range(min(longest, count), 1, -1):
        for start in range(count - size + 1):
            yield start, start + size


def _joins(part: Sequence[str], entry: Entry) -> bool:
    """Words may be joined (”plastik kirurgi”) where the result is long enough to be no accident."""
    name = "".join(part)
    return len(part) == 1 or len(name) >= SHORTEST_JOINED or " " in entry.word or "-" in entry.word


def _named(evidence: Iterable[Evidence]) -> bool:
    return any(row.entry.sort > Sort.CONDITION for row in evidence)


def _decide(evidence: list[Evidence], guesses: list[Hit], unknown: Sequence[int]) -> Reading:
    for weakest, strongest in (
        (Sort.NAME, Sort.OFFICIAL),
        (Sort.SETTING, Sort.SETTING),
        (Sort.CONDITION, Sort.CONDITION),
    ):
        level = [row for row in evidence if weakest <= row.entry.sort <= strongest]
        if level:
            return _reading(_combined(level), level)
    if not evidence:
        return Reading(suggested(guesses))
    if unknown:
        hits = [hit for row in evidence for hit in hits_of(row.entry, row.score)]
        return _reading(suggested(hits + guesses), evidence)
    return _reading(_combined(evidence), evidence)


def _combined(evidence: list[Evidence]) -> Found:
    """What all the evidence has in common, else all that it leads to, the most specific first."""
    ordered = sorted(evidence, key=lambda row: (-row.score // 10, -row.weight[0], row.start))
    common = set.intersection(*(set(row.entry.targets) for row in ordered))
    hits = [hit for row in ordered for hit in hits_of(row.entry, row.score)]
    return found([hit for hit in hits if hit.target in common] if common else hits)


def _reading(answer: Found, evidence: Iterable[Evidence]) -> Reading:
    used = {place for row in evidence for place in range(row.start, row.end)}
    return Reading(answer, frozenset(used))
