"""Units by what people call them: names now and before, nicknames, towns."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from directory.catalogue.terms import Term
from directory.catalogue.units import Unit, UnitKind
from directory.lazy.values import dataclass
from directory.names.found import (
    MOST_HITS,
    NOTHING,
    Certainty,
    Hit,
    Recognised,
    Target,
    TargetKind,
    found,
    suggested,
)
from directory.names.inflection import stem
from directory.names.normalise import fold, key, restored, words
from directory.names.spelling import Spelling, errors_allowed

SHORTEST_GUESS = 5
SHORTEST_BEGINNING = 4
LAST_LETTER = "\U0010ffff"
LONGEST_NAME = 8
_GENERIC_WRITTEN = """
centralsjukhus centralsjukhuset hc hälsocentral hälsocentralen i lasarett lasarettet läkarhus
läkarhuset läkargrupp läkargruppen läkargård läkarmottagning läkarmottagningen läkarpraktik
läkarstation länssjukhus länssjukhuset och på regionsjukhus regionsjukhuset sjukhus sjukhuset
sjukstuga sjukstugan universitetssjukhus universitetssjukhuset vc vid vårdcentral vårdcentralen
"""
_GENERIC = frozenset(_GENERIC_WRITTEN.split())
_AT = frozenset({"i", "på", "vid"})
_KINDS_OF_PLACE = _GENERIC - _AT - {"och"}
CLINIC_ENDINGS = (
    *("kliniken", "klinik", "mottagningen", "mottagning", "avdelningen", "avdelning", "enheten"),
    *("sektionen", "centrum", "centralen", "teamet"),
)
_RANKS: Mapping[UnitKind, int] = {
    UnitKind.HOSPITAL: 0,
    UnitKind.HEALTH_CENTRE: 1,
    UnitKind.CLINIC: 2,
    UnitKind.EMERGENCY_DEPARTMENT: 3,
}
_HAS_SHORT_NAME = (UnitKind.HOSPITAL, UnitKind.HEALTH_CENTRE)


@dataclass(frozen=True, slots=True)
class PlaceSaid:
    """Units named in the words from start to end."""

    start: int
    end: int
    found: Recognised


class Places:
    """Finds units by a whole text or inside a phrase."""

    def __init__(self, units: Sequence[Unit], terms: Iterable[Term]) -> None:
        self._units = {unit.id: unit for unit in units}
        self._full: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._short: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._towns: defaultdict[str, dict[str, str]] = defaultdict(dict)
        self._holding: defaultdict[str, set[str]] = defaultdict(set)
        for unit in units:
            self._add(unit)
        for term in terms:
            if term.target in self._units and key(term.word):
                self._full[key(term.word)][term.target] = term.word
        self._folded = {
            fold(name): name
            for table in (self._towns, self._short, self._full)
            for name in table
            if not name.isascii()
        }
        self._name_words = sorted(self._holding)
        self._spelling: Spelling | None = None

    def _add(self, unit: Unit) -> None:
        for name in (unit.name, *unit.former_names, *unit.aliases):
            parts = words(name)
            self._full["".join(parts)].setdefault(unit.id, name)
            for part in parts:
                self._holding[part].add(unit.id)
            if unit.kind in _HAS_SHORT_NAME:
                short = "".join(part for part in parts if part not in _GENERIC)
                if short and short != "".join(parts):
                    self._short[short].setdefault(unit.id, name)
        self._full.pop("", None)
        if unit.municipality:
            self._towns[key(unit.municipality)].setdefault(unit.id, unit.municipality)

    # -- a text that names a unit -------------------------------------------------------

    def named(self, tokens: Sequence[str]) -> Recognised:
        """The units that the whole text names, correctly spelt or not."""
        name = "".join(tokens)
        exact = self.exact(name)
        if exact.claimed:
            return exact
        shorter = "".join(token for token in tokens if token not in _GENERIC)
        if shorter and shorter != name and (exact := self.exact(shorter)).claimed:
            return exact
        partial = self._holding_all(tokens)
        return partial if partial.claimed else self._near(name, shorter, tokens)

    def exact(self, name: str) -> Recognised:
        """The units with the name, else those of the town."""
        for form, score in self._forms(name):
            for table in (self._full, self._short, self._towns):
                if form in table:
                    return self._found(table[form], score, towns=table is self._towns)
        return NOTHING

    def is_kind(self, name: str, kind: UnitKind) -> bool:
        """Whether the name, or the town of that name, leads to a unit of the kind first."""
        units = self.exact(name).hits
        return bool(units) and self._units[units[0].target.id].kind is kind

    def _forms(self, name: str) -> Iterator[tuple[str, float]]:
        yield name, 100.0
        if name in self._folded:
            yield self._folded[name], 98.0
        yield restored(name), 97.0
        if len(name) > 3:
            for form in (name.removesuffix("s"), name + "s"):
                yield self._folded.get(form, form), 96.0

    def _found(
        self, bearers: Mapping[str, str], score: float, *, towns: bool = False
    ) -> Recognised:
        units = [self._units[unit] for unit in bearers]
        rank = {unit.id: _RANKS.get(unit.kind, len(_RANKS)) for unit in units}
        if towns and any(unit.kind is UnitKind.HOSPITAL for unit in units):
            units = [unit for unit in units if unit.kind is UnitKind.HOSPITAL]
        units.sort(key=lambda unit: rank[unit.id])
        hits = [Hit(Target(TargetKind.UNIT, u.id), bearers[u.id], score) for u in units]
        return found(hits) if len(hits) <= MOST_HITS else suggested(hits)

    def _holding_all(self, tokens: Sequence[str]) -> Recognised:
        """Units whose name holds all the words, or words that begin with them."""
        stems = [stem(token) for token in tokens if token not in _GENERIC]
        if not stems:
            return NOTHING
        units = set.intersection(*(self._beginning_with(word) for word in stems))
        return self._found({unit: self._units[unit].name for unit in sorted(units)}, 85.0)

    def _beginning_with(self, word: str) -> set[str]:
        if len(word) < SHORTEST_BEGINNING:
            return self._holding.get(word, set())
        first = bisect_left(self._name_words, word)
        last = bisect_left(self._name_words, word + LAST_LETTER, lo=first)
        return set().union(
            *(self._holding[name_word] for name_word in self._name_words[first:last])
        )

    def _near(self, name: str, shorter: str, tokens: Sequence[str]) -> Recognised:
        for word in dict.fromkeys((name, shorter)):
            near = self.misspelt(word)
            if near.certainty is not Certainty.NOTHING:
                return near
        return NOTHING

    # -- a misspelt name ----------------------------------------------------------------

    def misspelt(self, name: str) -> Recognised:
        """The units whose name is nearest; claimed only when one name is."""
        if len(name) < SHORTEST_GUESS:
            return NOTHING
        near = self._spell().near(name, errors_allowed(len(name)))
        fewest = [word for word, errors in near if errors == near[0][1]]
        answers = [self.exact(word) for word in dict.fromkeys(fewest)]
        hits = [Hit(hit.target, hit.word, 80.0) for answer in answers for hit in answer.hits]
        if len(fewest) == 1 and fewest[0][:1] == name[:1]:
            return found(hits) if answers[0].claimed else suggested(hits)
        return suggested(hits)

    def _spell(self) -> Spelling:
        if self._spelling is None:
            self._spelling = Spelling({**self._towns, **self._short, **self._full})
        return self._spelling

    # -- a place inside a phrase --------------------------------------------------------

    def said(self, tokens: Sequence[str], allowed: Callable[[int, int], bool]) -> PlaceSaid | None:
        """The longest span that names a unit or a town, of those that may be a place."""
        for size in range(min(LONGEST_NAME, len(tokens)), 0, -1):
            for start in range(len(tokens) - size, -1, -1):
                if allowed(start, start + size):
                    answer = self.exact("".join(tokens[start : start + size]))
                    if answer.certainty is not Certainty.NOTHING:
                        return PlaceSaid(*_with_generic(tokens, start, start + size), answer)
        return None


def _with_generic(tokens: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """The span with words such as ”sjukhuset” and ”hc” beside it, which say nothing more."""
    while end < len(tokens) and tokens[end] in _KINDS_OF_PLACE:
        end += 1
    if start > 1 and tokens[start - 1] in _AT and tokens[start - 2] in _KINDS_OF_PLACE:
        start -= 2
    while start > 0 and tokens[start - 1] in _KINDS_OF_PLACE:
        start -= 1
    return start, end
