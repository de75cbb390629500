"""The lexicon as an index: all that can be looked up without a region."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, cached_property, lru_cache

from directory.catalogue.specialties import Lexicon
from directory.names.entries import VocabularyEntry, Weight, entries, groups, parts, specialties
from directory.names.forms import WordForms
from directory.names.found import Target
from directory.names.inflection import remainders
from directory.names.normalise import fold, key, restored, words
from directory.names.patient import PatientGroup
from directory.names.sound import sound
from directory.names.spelling import Spelling

SHORTEST_SPELLED = 5
SHORTEST_HEARD = 7

_FIELD_ENDS = ("log", "kirurg", "ped", "iatri")
_FIELD_FORMS = ("en", "er", "erna", "i", "in", "isk", "iska")
_JOBS = ("läkare", "läkaren", "jour", "jouren", "mottagning", "mottagningen", "kliniken", "konsult")


class Vocabulary:
    """Words as written, in their second form, by their stems, and for misspellings."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.fillers = lexicon.filler_words
        self.ordinary = lexicon.ordinary_words
        self.names = {row.id: row.name for row in lexicon.specialties}
        tokens = cache(words)
        self._groups = groups(lexicon, tokens)
        self.entries = entries(lexicon, self._groups, tokens)
        self.folded = {
            fold(name): entry for name, entry in self.entries.items() if not name.isascii()
        }
        self.first_parts = parts(((s.id, s.first_parts) for s in lexicon.specialties), Weight.NAME)
        self.last_parts = parts(
            ((s.id, s.last_parts) for s in lexicon.specialties), Weight.CONDITION
        )
        self._in_order = sorted({*self.entries, *self.first_parts})
        self.jobs = {part + job: part for part in self.first_parts for job in _JOBS}
        self.for_children = {
            owner: specialties(others) for owner, others in lexicon.for_children.items()
        }
        self.said_together = lexicon.said_together
        self._official = {form for s in lexicon.specialties for form in remainders(key(s.name))}

    @cached_property
    def forms(self) -> WordForms:
        """For words as they are inflected, and for phrases; made for the first of them."""
        return WordForms(self.entries.values())

    @cached_property
    def spelled(self) -> Mapping[str, VocabularyEntry]:
        """What a misspelt word may have been meant to be."""
        spelled = _spelled(self.entries)
        for word, part in self.jobs.items():
            spelled.setdefault(word, self.first_parts[part])
        return spelled

    @cached_property
    def spelling(self) -> Spelling:
        """For misspelt words; made when there is one."""
        return Spelling(self.spelled)

    @cached_property
    def _sounds(self) -> Mapping[str, Sequence[str]]:
        return _sounds(self.spelled)

    def is_official(self, word: str) -> bool:
        """Whether a word is a form of an official name: kardiologen, kardiologi."""
        return not self._official.isdisjoint(remainders(word))

    def begins(self, part: str) -> bool:
        """Whether a longer word of the vocabulary begins with it."""
        at = bisect_left(self._in_order, part)
        return at < len(self._in_order) and self._in_order[at].startswith(part)

    def heard(self, word: str) -> Sequence[str]:
        """Words of at least seven letters that sound like this one."""
        return self._sounds.get(sound(word), ())

    def is_official_name(self, name: str) -> bool:
        """Whether it is an official name, with or without å, ä and ö."""
        entries = (self.entries.get(name), self.folded.get(name), self.entries.get(restored(name)))
        return any(entry is not None and entry.sort is Weight.OFFICIAL for entry in entries)

    def group_targets(self, name: str, group: PatientGroup) -> tuple[Target, ...]:
        """The specialties that have the condition in patients of the group."""
        return specialties(self._groups.get(name, {}).get(group, ()))


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The index of a lexicon, built the first time it is asked for."""
    return Vocabulary(lexicon)


def _sounds(spelled: Mapping[str, VocabularyEntry]) -> dict[str, list[str]]:
    names: defaultdict[str, list[str]] = defaultdict(list)
    for name in spelled:
        if len(name) >= SHORTEST_HEARD:
            names[sound(name)].append(name)
    return dict(names)


def _spelled(by_name: Mapping[str, VocabularyEntry]) -> dict[str, VocabularyEntry]:
    """What a misspelt word is compared with: the words and the commonest forms of fields."""
    spelled = {
        name: entry
        for name, entry in by_name.items()
        if len(name) >= SHORTEST_SPELLED and entry.targets and not entry.whole_only
    }
    for name, entry in list(spelled.items()):
        if entry.sort >= Weight.NAME and name.endswith(_FIELD_ENDS):
            for ending in _FIELD_FORMS:
                spelled.setdefault(name + ending, entry)
    return spelled
