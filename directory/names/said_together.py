"""Findings that several words say together, in any order: ”benet är kortare och utåtvridet”."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from directory.lazy.values import dataclass
from directory.names.entries import VocabularyEntry, Weight, specialties
from directory.names.evidence import Evidence
from directory.names.found import Target
from directory.names.normalise import plain
from directory.names.patient import Patient, PatientGroup

FARTHEST_APART = 14
FARTHEST_VALUE = 2
SHORTEST_BEGINNING = 2
SCORE = 97.0
NUMBER = "#"
_OF_GROUP = {
    "@barn": PatientGroup.CHILD,
    "@gammal": PatientGroup.OLD,
    "@gravid": PatientGroup.PREGNANT,
    "@vuxen": PatientGroup.ADULT,
}
_DENIED = frozenset({"ej", "förnekar", "inga", "ingen", "inget", "no", "utan"})
Heard = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class _Finding:
    """The slots that must all be said, of which patient, and whose it is."""

    slots: tuple[str, ...]
    group: PatientGroup | None
    targets: tuple[Target, ...]


class SaidTogether:
    """The findings of the lexicon.

    A finding is written as slots: `ben/benet kort*` is one of two words, and a word that begins
    so; `#` is a number after the word before it; `@barn` a child. A word that is denied does not
    count.
    """

    def __init__(self, findings: Mapping[str, Sequence[str]]) -> None:
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        self._beginnings: defaultdict[str, list[str]] = defaultdict(list)
        self._by_first: defaultdict[str, list[_Finding]] = defaultdict(list)
        for written, owners in findings.items():
            self._add(_finding(written, owners))
        self._longest = max(map(len, self._beginnings), default=0)

    def said(self, tokens: Sequence[str], about: Patient) -> list[Evidence]:
        """The evidence of the findings, without those that a longer finding holds."""
        heard = self._heard(tokens)
        rows = [
            row
            for slot in heard
            for finding in self._by_first.get(slot, ())
            if finding.group is None or finding.group in about.groups
            if (row := _evidence(finding, heard, tokens))
        ]
        return [row for row in rows if not any(row.apart < other.apart for other in rows)]

    def _add(self, finding: _Finding) -> None:
        self._by_first[finding.slots[0]].append(finding)
        for slot in finding.slots:
            for word in slot.split("/"):
                index = self._beginnings if word.endswith("*") else self._words
                named = index[word.removesuffix("*")]
                if slot not in named:
                    named.append(slot)

    def _heard(self, tokens: Sequence[str]) -> Heard:
        heard: defaultdict[str, list[int]] = defaultdict(list)
        for place, token in enumerate(tokens):
            if token.isdigit():
                heard[NUMBER].append(place)
            if place == 0 or tokens[place - 1] not in _DENIED:
                for slot in self._slots(token):
                    heard[slot].append(place)
        return heard

    def _slots(self, token: str) -> list[str]:
        slots = list(self._words.get(token, ()))
        for size in range(SHORTEST_BEGINNING, min(len(token), self._longest) + 1):
            slots += self._beginnings.get(token[:size], ())
        return slots


def _finding(written: str, owners: Sequence[str]) -> _Finding:
    parts = plain(written).split()
    group = next((_OF_GROUP[part] for part in parts if part in _OF_GROUP), None)
    slots = tuple(part for part in parts if part not in _OF_GROUP)
    return _Finding(slots, group, specialties(tuple(owners)))


def _evidence(finding: _Finding, heard: Heard, tokens: Sequence[str]) -> Evidence | None:
    places: list[int] = []
    for slot in finding.slots:
        near = [place for place in heard.get(slot, ()) if _fits(slot, place, places)]
        if not near:
            return None
        places.append(near[0])
    if max(places) - min(places) > FARTHEST_APART:
        return None
    said = " ".join(tokens[place] for place in sorted(places))
    entry = VocabularyEntry(said, finding.targets, Weight.CONDITION)
    start, end = min(places), max(places) + 1
    of_group = finding.group is not None
    return Evidence(start, end, entry, SCORE, apart=frozenset(places), of_group=of_group)


def _fits(slot: str, place: int, earlier: Sequence[int]) -> bool:
    if slot == NUMBER and earlier:
        return 0 < place - earlier[-1] <= FARTHEST_VALUE
    return place not in earlier
