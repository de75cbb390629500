"""One word or one span of words: what it leads to, as written, inflected or compounded."""

from collections.abc import Iterator, Mapping

from directory.lazy.values import dataclass
from directory.names.entries import VocabularyEntry, Weight
from directory.names.inflection import first_parts, remainders
from directory.names.normalise import fold, restored
from directory.names.vocabulary import Vocabulary

SHORTEST_HEAD = 6
CHILD = "barn"
_BEFORE_A_FIELD = frozenset(
    {"akut", "allmän", "dag", "helg", "jour", "kväll", "natt", "specialist", "telefon", "vuxen"}
)


@dataclass(frozen=True, slots=True)
class Match:
    """An entry with its score; `child`: the compound says that it is about a child."""

    entry: VocabularyEntry
    score: float
    child: bool = False


class KnownWords:
    """The lexicon and the region's own words, looked up without any guessing."""

    def __init__(self, vocabulary: Vocabulary, own: Mapping[str, VocabularyEntry]) -> None:
        self.vocabulary = vocabulary
        self._own = own
        self._own_stems = {form: entry for name, entry in own.items() for form in remainders(name)}
        self._own_folded = {fold(name): entry for name, entry in own.items()}

    def exact(self, name: str) -> Match | None:
        """As written, or written without å, ä and ö; an everyday word only as written."""
        entry = self._own.get(name) or self.vocabulary.entries.get(name)
        if entry or name in self.vocabulary.ordinary:
            return Match(entry, 100.0) if entry else None
        entry = self._own_folded.get(name) or self.vocabulary.folded.get(name)
        if entry:
            return Match(entry, 98.0)
        entry = self.vocabulary.entries.get(restored(name))
        return Match(entry, 97.0) if entry else None

    def is_ordinary(self, word: str) -> bool:
        """Whether it is an everyday word that leads nowhere."""
        return word in self.vocabulary.ordinary

    def inflected(self, word: str) -> Match | None:
        """A single word by what it shares with another form of it, the lexicon's words first."""
        for stems in (self.vocabulary.forms.single, self._own_stems):
            for form in remainders(word):
                entry = stems.get(form)
                if entry:
                    return Match(entry, 96.0)
        return None

    def span(self, name: str) -> Match | None:
        """Several words by their stems, put together without prepositions."""
        entry = self.vocabulary.forms.spans.get(name)
        return Match(entry, 95.0) if entry else None

    def word(self, word: str) -> Match | None:
        """A single word: as written, inflected or as a compound."""
        exact = self.exact(word)
        if exact or word in self.vocabulary.ordinary:
            return exact
        return self.inflected(word) or self.compound(word)

    def for_children(self, name: str) -> Match | None:
        """The same field for children: kardiolog → barnkardiolog."""
        return self.exact(CHILD + name) or self.inflected(CHILD + name)

    def compound(self, word: str) -> Match | None:
        """By its parts: hjärtsvikts|mottagning, barn|epilepsi, akut|kirurg, underarms|fraktur."""
        for match in self._by_parts(word):
            if match.entry.targets and not match.entry.whole_only:
                return match
        return None

    def _by_parts(self, word: str) -> Iterator[Match]:
        yield from self._before_job(word)
        yield from self._after_modifier(word)
        yield from self._by_head(word)

    def _before_job(self, word: str) -> Iterator[Match]:
        parts = self.vocabulary.first_parts
        for first in first_parts(word):
            match = self.exact(first) or self.inflected(first)
            entry = parts.get(first) or parts.get(fold(first)) or (match.entry if match else None)
            if entry:
                yield Match(entry, 94.0)

    def _after_modifier(self, word: str) -> Iterator[Match]:
        if word.startswith(CHILD) and len(word) > len(CHILD) + 2:
            rest = word.removeprefix(CHILD)
            match = self.exact(rest) or self.inflected(rest)
            if match and match.entry.sort is not Weight.WEAK:
                yield Match(match.entry, 92.0, child=True)
        for cut in range(3, min(len(word) - 3, 11)):
            if word[:cut] in _BEFORE_A_FIELD:
                match = self.exact(word[cut:]) or self.inflected(word[cut:])
                if match and match.entry.sort > Weight.WEAK:
                    yield Match(match.entry, 92.0)

    def _by_head(self, word: str) -> Iterator[Match]:
        """The last part decides what a compound is; the longest known one."""
        for cut in range(2, len(word) - 3):
            last = word[cut:]
            entry = self._last_part(last)
            if entry:
                yield Match(entry, 88.0)
            match = self.exact(last) or self.inflected(last) if len(last) >= SHORTEST_HEAD else None
            if match and match.entry.sort is Weight.CONDITION:
                yield Match(match.entry, 86.0)

    def _last_part(self, last: str) -> VocabularyEntry | None:
        for form in remainders(last):
            entry = self.vocabulary.last_parts.get(form)
            if entry:
                return entry
        return None
