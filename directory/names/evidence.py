"""What the words of a phrase say together."""

from collections import Counter
from collections.abc import Iterable, Sequence

from directory.lazy.values import dataclass
from directory.names.entries import VocabularyEntry, Weight
from directory.names.found import NOTHING, Hit, Recognised, found, suggested
from directory.names.guess import hits_of

_VAGUE = ("ont ", "smärta ", "värk ")
"""What says where it hurts says less than any finding, and so does a value alone."""
_ASKED_FOR = frozenset(
    {"klinisk-farmakologi", "klinisk-genetik", "klinisk-mikrobiologi", "klinisk-patologi"}
    | {"palliativ-medicin", "rehabiliteringsmedicin"}
)
_LEVELS = ((Weight.OFFICIAL, Weight.NAME), (Weight.SETTING,), (Weight.CONDITION,))


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of words with its entry; `child`: the words say that it is about a child.

    `apart`: the positions of words that say it together without standing side by side. `of_group`:
    it is already that of the patient's group.
    """

    start: int
    end: int
    entry: VocabularyEntry
    score: float
    child: bool = False
    apart: frozenset[int] = frozenset()
    of_group: bool = False

    @property
    def positions(self) -> frozenset[int]:
        """The positions of its words."""
        return self.apart or frozenset(range(self.start, self.end))


@dataclass(frozen=True, slots=True)
class PhraseReading:
    """What a phrase is about, and the positions of the words that say so.

    `named`: the name of a field or a service says it, not a condition.
    """

    found: Recognised = NOTHING
    used: frozenset[int] = frozenset()
    named: bool = False


def reading(answer: Recognised, evidence: Iterable[Evidence]) -> PhraseReading:
    """An answer with the evidence for it."""
    rows = list(evidence)
    named = any(row.entry.sort >= Weight.NAME for row in rows)
    return PhraseReading(answer, frozenset[int]().union(*(row.positions for row in rows)), named)


def decide(evidence: list[Evidence], guesses: list[Hit], *, certain: bool) -> PhraseReading:
    """The strongest evidence decides: a field named, then a condition, then weak words.

    Weak words claim nothing beside unknown words (`certain` is false).
    """
    asked = [row for row in evidence if _is_asked_for(row)]
    if asked and not any(row.entry.sort >= Weight.NAME for row in evidence):
        others = [row for row in evidence if row.entry.sort > Weight.WEAK and row not in asked]
        first = together(asked).hits
        return reading(found([*first, *_in_turn([*asked, *others])]), [*asked, *others])
    for sorts in _LEVELS:
        level = [row for row in evidence if row.entry.sort in sorts]
        if level:
            return reading(together(level), level)
    if evidence and certain:
        return reading(together(evidence), evidence)
    hits = [hit for row in evidence for hit in hits_of(row.entry, row.score)]
    return reading(suggested(hits + guesses), evidence)


def _is_asked_for(row: Evidence) -> bool:
    """”stroke, behöver rehabplats”: what is asked for outranks the disease that it is about."""
    is_condition = row.entry.sort is Weight.CONDITION
    return is_condition and row.entry.targets[0].id in _ASKED_FOR


def together(evidence: Sequence[Evidence]) -> Recognised:
    """What all the evidence has in common, else all that it leads to.

    Findings that several words say together narrow nothing; they count twice.

    First what most of it leads to, then the most specific; the likeliest of each before the others.
    """
    ordered = sorted(evidence, key=_most_specific_first)
    common = set.intersection(*(set(row.entry.targets) for row in ordered))
    if common and not any(row.apart for row in ordered):
        hits = [hit for row in ordered for hit in hits_of(row.entry, row.score)]
        return found([hit for hit in hits if hit.target in common])
    votes = Counter(target for row in ordered for target in dict.fromkeys(row.entry.targets))
    votes += Counter(
        target for row in ordered if row.apart and not _vague(row) for target in row.entry.targets
    )
    return found(sorted(_in_turn(ordered), key=lambda hit: -votes[hit.target]))


def _most_specific_first(row: Evidence) -> tuple[bool, int, float, int]:
    return _vague(row), -len(row.positions), -row.score // 10, row.start


def _vague(row: Evidence) -> bool:
    return row.entry.word.startswith(_VAGUE) or (bool(row.apart) and row.entry.word[-1].isdigit())


def _in_turn(evidence: Sequence[Evidence]) -> list[Hit]:
    """The likeliest of each, then the next of each, and so on."""
    rows = [hits_of(row.entry, row.score) for row in evidence]
    most = max(len(row) for row in rows)
    return [row[place] for place in range(most) for row in rows if place < len(row)]
