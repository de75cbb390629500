"""The lexicon as an index: from a word in its first form to what it leads to."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from directory.names.found import Target, TargetKind
from directory.names.inflection import stem
from directory.names.normalise import fold, key, words
from directory.names.patient import GROUP_WORDS, Group
from directory.names.spelling import Spelling
from directory.specialties import CareSetting, Lexicon, Specialty

LEAST_SPECIFIC = "allmanmedicin"  # whoever asks works there: named first only when alone
_SETTING = "unit:"
SHORTEST_SPELLED = 5
_FIELD_ENDS = ("log", "kirurg", "ped", "iatri", "loger")
_FIELD_FORMS = ("en", "er", "erna", "i", "in", "isk", "iska")
_JOBS = ("läkare", "läkaren", "jour", "jouren", "mottagning", "mottagningen", "kliniken", "konsult")
_EPONYM_HEADS = frozenset(
    {"artrit", "fenomen", "huvudvärk", "kontraktur", "pares", "sjuka", "sjukdom", "syndrom"}
    | {"tendinit", "tetrad", "tumör"}
)


class Sort(IntEnum):
    """How much a word says, the more the higher: a field named outranks a condition."""

    WEAK = 0
    CONDITION = 1
    SETTING = 2
    NAME = 3
    OFFICIAL = 4


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the vocabulary, as written, and what it leads to, the likeliest first.

    No targets: a word that is known to lead to no specialty.
    """

    word: str
    targets: tuple[Target, ...]
    sort: Sort
    whole_only: bool = False


class Vocabulary:
    """All that can be looked up without a region. Built once per lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.fillers = lexicon.filler_words
        self.ordinary = lexicon.ordinary_words
        self.names = {row.id: row.name for row in lexicon.specialties}
        self._lexicon = lexicon
        self._gathered: defaultdict[str, list[tuple[Sort, str, str]]] = defaultdict(list)
        self._gather()
        self.entries: dict[str, Entry] = {}
        self._fill()
        self.groups = _groups(lexicon)
        self._add_bases()
        self.first_parts = _parts(lexicon, "first_parts")
        self.last_parts = _parts(lexicon, "last_parts")
        self.folded = _second_forms(self.entries)
        self.stems = _stems(self.entries)
        self.longest = max(len(words(entry.word)) for entry in self.entries.values())
        self.spelled = self._spelled()
        self.spelling = Spelling(self.spelled)

    def _gather(self) -> None:
        for row in self._lexicon.specialties:
            for sort, word in _words_of(row):
                self._put(sort, word, row.id)
        for setting in self._lexicon.settings:
            for word in (setting.name, *setting.abbreviations, *setting.lay_terms):
                for owner in setting.specialties or ("",):
                    self._put(Sort.SETTING, word, owner)
        for word, owners in self._lexicon.shared_conditions.items():
            for owner in owners:
                self._put(Sort.CONDITION, word, owner)

    def _put(self, sort: Sort, word: str, owner: str) -> None:
        name = key(word)
        if name:
            self._gathered[name].append((sort, word, owner))

    def _fill(self) -> None:
        weak = {key(word) for word in self._lexicon.weak_words}
        whole = {key(word) for word in self._lexicon.whole_query_only}
        explicit = self._explicit()
        for name, found in self._gathered.items():
            sort, word, _ = max(found, key=lambda row: row[0])
            owners = _owners(sort, found)
            if sort is not Sort.OFFICIAL:
                owners = explicit.get(name, owners)
            sort = Sort.WEAK if name in weak and sort is not Sort.OFFICIAL else sort
            self.entries[name] = Entry(word, _specialties(owners), sort, name in whole)

    def _explicit(self) -> dict[str, tuple[str, ...]]:
        """What the lexicon says of a word in so many words outranks where it is listed."""
        settings = {row.id: row for row in self._lexicon.settings}
        said = {key(word): row for word, row in self._lexicon.shared_conditions.items()}
        for word, owners in self._lexicon.ambiguous.items():
            default = self._lexicon.defaults.get(word)
            said[key(word)] = (default,) if default else _resolved(owners, settings)
        return said

    def _add_bases(self) -> None:
        """”X hos barn” also answers to X where nothing else does, and ”Xs sjukdom” to X."""
        for base, owners in self.groups.items():
            ids = dict.fromkeys(
                owner for group in sorted(owners, key=_adults_first) for owner in owners[group]
            )
            entry = Entry(base, _specialties(tuple(ids)), Sort.CONDITION)
            self.entries.setdefault(base, entry)
        for entry in list(self.entries.values()):
            eponym = _eponym(entry.word)
            if eponym and entry.sort is Sort.CONDITION:
                self.entries.setdefault(eponym, entry)

    def _spelled(self) -> dict[str, Entry]:
        """What a misspelt word is compared with: the words and the commonest forms of fields."""
        spelled: dict[str, Entry] = {}
        for name, entry in self.entries.items():
            if len(name) >= SHORTEST_SPELLED and entry.targets and not entry.whole_only:
                spelled[name] = entry
        for name, entry in list(spelled.items()):
            if entry.sort >= Sort.NAME and name.endswith(_FIELD_ENDS):
                for ending in _FIELD_FORMS:
                    spelled.setdefault(name + ending, entry)
        for part, entry in self.first_parts.items():
            for last in _JOBS:
                spelled.setdefault(part + last, entry)
        return spelled

    def group_targets(self, name: str, group: Group) -> tuple[Target, ...]:
        """The specialties that have the condition in patients of the group."""
        return _specialties(self.groups.get(name, {}).get(group, ()))


@lru_cache(maxsize=4)
def vocabulary(lexicon: Lexicon) -> Vocabulary:
    """The index of a lexicon, built the first time it is asked for."""
    return Vocabulary(lexicon)


def _words_of(row: Specialty) -> Iterator[tuple[Sort, str]]:
    yield Sort.OFFICIAL, row.name
    for group in (row.titles, row.clinics, row.abbreviations, row.lay_terms, row.former_names):
        for word in group:
            yield Sort.NAME, word
    for word in row.conditions:
        yield Sort.CONDITION, word


def _owners(sort: Sort, found: list[tuple[Sort, str, str]]) -> tuple[str, ...]:
    owners = list(dict.fromkeys(owner for kind, _, owner in found if kind is sort and owner))
    if sort is Sort.CONDITION and len(owners) > 1 and LEAST_SPECIFIC in owners:
        owners.remove(LEAST_SPECIFIC)
    return tuple(owners)


def _resolved(owners: Iterable[str], settings: Mapping[str, CareSetting]) -> tuple[str, ...]:
    ids: list[str] = []
    for owner in owners:
        if owner.startswith(_SETTING):
            ids += settings[owner.removeprefix(_SETTING)].specialties
        else:
            ids.append(owner)
    return tuple(dict.fromkeys(ids))


def _specialties(ids: tuple[str, ...]) -> tuple[Target, ...]:
    return tuple(Target(TargetKind.SPECIALTY, owner) for owner in ids)


def _adults_first(group: Group) -> tuple[bool, Group]:
    return group is Group.CHILD, group


def _groups(lexicon: Lexicon) -> dict[str, dict[Group, tuple[str, ...]]]:
    """”depression hos ungdom” → {depression: {CHILD: …}}."""
    groups: defaultdict[str, dict[Group, tuple[str, ...]]] = defaultdict(dict)
    for row in lexicon.specialties:
        for word in row.conditions:
            base, _, whom = word.casefold().partition(" hos ")
            group = GROUP_WORDS.get(whom)
            if group:
                held = groups[key(base)].get(group, ())
                groups[key(base)][group] = (*held, row.id)
    return dict(groups)


def _eponym(word: str) -> str:
    """The person's name alone: ”Crohns sjukdom” → ”crohn”."""
    name, _, rest = word.partition(" ")
    is_eponym = name[:1].isupper() and name.endswith("s") and rest in _EPONYM_HEADS
    return key(name[:-1]) if is_eponym and len(name) > 5 else ""


def _parts(lexicon: Lexicon, field: str) -> dict[str, Entry]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for row in lexicon.specialties:
        for part in getattr(row, field):
            owners[key(part)].append(row.id)
    return {
        part: Entry(
            part, _specialties(tuple(ids)), Sort.NAME if field == "first_parts" else Sort.CONDITION
        )
        for part, ids in owners.items()
    }


def _second_forms(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    return {fold(name): entry for name, entry in entries.items() if not name.isascii()}


def _stems(entries: Mapping[str, Entry]) -> dict[str, Entry]:
    """Stems with what they lead to; the entry that says most stands where several share one."""
    stems: dict[str, Entry] = {}
    for entry in entries.values():
        if entry.whole_only:
            continue
        name = "".join(stem(word) for word in words(entry.word))
        held = stems.get(name)
        if held is None or entry.sort > held.sort:
            stems[name] = entry
    return stems
