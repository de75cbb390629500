"""The words of the lexicon, one by one, and what each leads to."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import lru_cache

from directory.catalogue.specialties import CareSetting, Lexicon, Specialty
from directory.lazy.values import dataclass
from directory.names.found import Target, TargetKind
from directory.names.normalise import key
from directory.names.patient import GROUP_WORDS, PatientGroup

LEAST_SPECIFIC = "allmanmedicin"  # most askers work there: named only when alone
Groups = Mapping[str, Mapping[PatientGroup, tuple[str, ...]]]
Tokens = Callable[[str], Sequence[str]]
"""`words`, each text read once."""

_SETTING = "unit:"
_SURE_OF_ADULTS = frozenset({PatientGroup.ADULT, PatientGroup.MAN, PatientGroup.WOMAN})
_EPONYM_HEADS = frozenset(
    {"artrit", "fenomen", "huvudvärk", "kontraktur", "pares", "sjuka", "sjukdom", "syndrom"}
    | {"tendinit", "tetrad", "tumör"}
)
_SAME_BEGINNING = {
    "högt ": ("förhöjt ", "stegrat ", "ökat ", "för högt "),
    "förhöjt ": ("högt ", "stegrat ", "ökat "),
    "höga ": ("förhöjda ", "stegrade ", "ökade "),
    "lågt ": ("sänkt ", "för lågt ", "minskat "),
    "låga ": ("sänkta ", "för låga "),
    "ont i ": ("smärta i ", "smärtor i ", "värk i ", "besvär från "),
    "ont till ": ("smärta till ",),
    "knöl i ": ("knuta i ", "resistens i ", "bula i ", "tumör i "),
    "knöl på ": ("knuta på ", "resistens på ", "bula på ", "svullnad på "),
}
_BEGINNINGS = tuple(_SAME_BEGINNING)


class Weight(IntEnum):
    """How much a word says: the name of a field outranks a condition."""

    WEAK = 0
    CONDITION = 1
    SETTING = 2
    NAME = 3
    OFFICIAL = 4


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """A word of the vocabulary, as written, and what it leads to, the likeliest first.

    No targets: a word that is known to lead to no specialty. `whole_only`: means something only
    when nothing else was typed. `short`: an abbreviation, which has no other forms.
    """

    word: str
    targets: tuple[Target, ...]
    sort: Weight
    whole_only: bool = False
    short: bool = False


@dataclass(frozen=True, slots=True)
class _LexiconPlace:
    """One place in the lexicon where a word is written."""

    sort: Weight
    word: str
    owner: str
    short: bool = False


def entries(lexicon: Lexicon, conditions: Groups, tokens: Tokens) -> dict[str, VocabularyEntry]:
    """Every word in its first form, with what it leads to; `conditions` are those of `groups`."""
    gathered: defaultdict[str, list[_LexiconPlace]] = defaultdict(list)
    for listing in _listings(lexicon):
        gathered["".join(tokens(listing.word))].append(listing)
    gathered.pop("", None)
    explicit = _explicit(lexicon)
    weak = {key(word) for word in lexicon.weak_words}
    whole = {key(word) for word in lexicon.whole_query_only}
    by_name = {
        name: _entry(name, rows, explicit, weak=name in weak, whole_only=name in whole)
        for name, rows in gathered.items()
    }
    return _bases(conditions, weak) | _eponyms(by_name) | by_name


def groups(lexicon: Lexicon, tokens: Tokens) -> Groups:
    """”depression hos ungdom” and ”trång förhud barn” → {depression: {CHILD: …}, …}."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for row in lexicon.specialties:
        for word in row.conditions:
            owners[word].append(row.id)
    owners |= {word: list(ids) for word, ids in lexicon.shared_conditions.items()}
    by_condition: defaultdict[str, dict[PatientGroup, tuple[str, ...]]] = defaultdict(dict)
    for word, ids in owners.items():
        *base, whom = tokens(word) or [""]
        if whom in GROUP_WORDS and base:
            name = "".join(base[:-1] if base[-1] == "hos" else base)
            earlier = by_condition[name].get(GROUP_WORDS[whom], ())
            by_condition[name][GROUP_WORDS[whom]] = (*earlier, *ids)
    return dict(by_condition)


def parts(rows: Iterable[tuple[str, Sequence[str]]], sort: Weight) -> dict[str, VocabularyEntry]:
    """Parts of compounds with what they lead to; `rows`: id of a specialty, its parts."""
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for owner, written in rows:
        for part in written:
            owners[key(part)].append(owner)
    return {
        part: VocabularyEntry(part, specialties(tuple(ids)), sort) for part, ids in owners.items()
    }


@lru_cache(maxsize=4096)
def specialties(ids: tuple[str, ...]) -> tuple[Target, ...]:
    """The specialties as targets, each once."""
    return tuple(Target(TargetKind.SPECIALTY, owner) for owner in dict.fromkeys(ids))


def _listings(lexicon: Lexicon) -> Iterator[_LexiconPlace]:
    for row in lexicon.specialties:
        yield from _of_specialty(row)
    for setting in lexicon.settings:
        yield from _of_setting(setting)
    for word, owners in lexicon.shared_conditions.items():
        for owner in owners:
            yield _LexiconPlace(Weight.CONDITION, word, owner)


def _of_specialty(row: Specialty) -> Iterator[_LexiconPlace]:
    yield _LexiconPlace(Weight.OFFICIAL, row.name, row.id)
    for word in (*row.titles, *row.clinics, *row.lay_terms, *row.former_names):
        yield _LexiconPlace(Weight.NAME, word, row.id)
    for word in row.abbreviations:
        yield _LexiconPlace(Weight.NAME, word, row.id, short=True)
    for word in row.conditions:
        for variant in _variants(word):
            yield _LexiconPlace(Weight.CONDITION, variant, row.id)


def _of_setting(setting: CareSetting) -> Iterator[_LexiconPlace]:
    for owner in setting.specialties or ("",):
        for word in (setting.name, *setting.lay_terms):
            yield _LexiconPlace(Weight.SETTING, word, owner)
        for word in setting.abbreviations:
            yield _LexiconPlace(Weight.SETTING, word, owner, short=True)


def _variants(word: str) -> Iterator[str]:
    yield word
    if word.startswith(_BEGINNINGS):
        for beginning, others in _SAME_BEGINNING.items():
            if word.startswith(beginning):
                for other in others:
                    yield other + word.removeprefix(beginning)


def _entry(
    name: str,
    rows: list[_LexiconPlace],
    explicit: Mapping[str, tuple[str, ...]],
    *,
    weak: bool,
    whole_only: bool,
) -> VocabularyEntry:
    best = max(rows, key=_weighs) if len(rows) > 1 else rows[0]
    owners = _owners(best.sort, rows)
    if best.sort is not Weight.OFFICIAL:
        owners = explicit.get(name, owners)
    sort = Weight.WEAK if weak and best.sort is not Weight.OFFICIAL else best.sort
    return VocabularyEntry(best.word, specialties(owners), sort, whole_only, best.short)


def _weighs(row: _LexiconPlace) -> tuple[Weight, bool]:
    return row.sort, not row.short


def _owners(sort: Weight, rows: list[_LexiconPlace]) -> tuple[str, ...]:
    owners = list(dict.fromkeys(row.owner for row in rows if row.sort is sort and row.owner))
    if sort is Weight.CONDITION and len(owners) > 1 and LEAST_SPECIFIC in owners:
        owners.remove(LEAST_SPECIFIC)
    return tuple(owners)


def _explicit(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """The words whose specialties the lexicon states; these outrank where a word is listed."""
    settings = {row.id: row for row in lexicon.settings}
    by_word = {
        key(variant): owners
        for word, owners in lexicon.shared_conditions.items()
        for variant in _variants(word)
    }
    for word, owners in lexicon.ambiguous.items():
        default = lexicon.defaults.get(word)
        by_word[key(word)] = (default,) if default else _resolved(owners, settings)
    return by_word


def _resolved(owners: Iterable[str], settings: Mapping[str, CareSetting]) -> tuple[str, ...]:
    ids: list[str] = []
    for owner in owners:
        if owner.startswith(_SETTING):
            ids += settings[owner.removeprefix(_SETTING)].specialties
        else:
            ids.append(owner)
    return tuple(dict.fromkeys(ids))


def _bases(conditions: Groups, weak: Collection[str]) -> dict[str, VocabularyEntry]:
    """”X hos vuxen” and ”X hos barn” together also answer to X: adults first."""
    return {
        base: VocabularyEntry(base, specialties(_adults_first(owners)), _sort(base, weak))
        for base, owners in conditions.items()
        if len(owners) > 1 or _SURE_OF_ADULTS & owners.keys()
    }


def _sort(base: str, weak: Collection[str]) -> Weight:
    return Weight.WEAK if base in weak else Weight.CONDITION


def _adults_first(owners: Mapping[PatientGroup, tuple[str, ...]]) -> tuple[str, ...]:
    order = sorted(owners, key=lambda group: (group is PatientGroup.CHILD, group))
    return tuple(owner for group in order for owner in owners[group])


def _eponyms(known: Mapping[str, VocabularyEntry]) -> dict[str, VocabularyEntry]:
    """The person's name alone: ”Crohns sjukdom” → ”crohn”."""
    eponyms: dict[str, VocabularyEntry] = {}
    for entry in known.values():
        name, _, rest = entry.word.partition(" ")
        is_name = name[:1].isupper() and name.endswith("s") and len(name) > 5
        if is_name and rest in _EPONYM_HEADS and entry.sort is Weight.CONDITION:
            eponyms.setdefault(key(name[:-1]), entry)
    return eponyms
