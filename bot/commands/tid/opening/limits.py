"""For whom hours are, as it is typed: ”Björken och Eken”, ”Åsbo kommun”, ”läkare”."""

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.texts import quoted
from directory.catalogue.people import Profession
from directory.catalogue.units import Unit
from directory.hours.eligibility import Eligibility
from directory.lazy.values import dataclass
from directory.names.found import TargetKind
from directory.names.normalise import fold, plain
from directory.snapshot import Snapshot

_BETWEEN = re.compile(r"\s*(?:,|;|&|\n|\boch\b|\bsamt\b|\beller\b)\s*", re.IGNORECASE)
_AT = re.compile(r"\s+(?:i|på|från|inom|vid|hos)\s+", re.IGNORECASE)
_KIND = re.compile(
    r"(?:alla |våra |de )?(?:(?:hälso|vård)central(?:er|erna)?|hc|vc|sjukhus(?:en)?"
    r"|avdelning(?:ar)?|mottagning(?:ar)?|enhet(?:er)?|akutmottagning(?:ar)?)",
    re.IGNORECASE,
)
_OWNERS = re.compile(
    r"(?:inte |ej |icke |utom )?(?:de )?(?:privat|offentlig|region|landsting)\w*"
    r"(?: (?:(?:hälso|vård)central\w*|enhet\w*|vårdgivar\w*|hc|vc))?",
    re.IGNORECASE,
)
NO_KINDS = (
    "Det går inte att välja en sorts enheter. Skriv kommunen, till exempel ”läkare i Åsbo”, eller "
    "namnen på enheterna."
)
NO_OWNERS = (
    "Det går inte att välja efter driftsform: privata och offentliga har samma rätt. Skriv "
    "kommunerna eller namnen på enheterna."
)
_TOWN = re.compile(r"\s+kommuns?$", re.IGNORECASE)
_PROFESSIONS = {
    "lakare": Profession.PHYSICIAN,
    "doktor": Profession.PHYSICIAN,
    "sjukskoterska": Profession.NURSE,
    "ssk": Profession.NURSE,
    "distriktsskoterska": Profession.NURSE,
    "barnmorska": Profession.MIDWIFE,
}
MOST_UNITS = 40


@dataclass(frozen=True, slots=True)
class ForWhom:
    """What the words mean, and those that mean nothing or several things."""

    units: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    professions: tuple[Profession, ...] = ()
    wrong: str = ""
    unread: tuple[str, ...] = ()

    @property
    def eligible(self) -> Eligibility:
        """The limits as a value."""
        return Eligibility(
            frozenset(self.units), frozenset(self.towns), frozenset(self.professions)
        )


def _plain(words: str) -> str:
    return fold(plain(words))


def items_of(words: str) -> list[str]:
    """The parts of a list in words; ”läkare i Åsbo” is two of them."""
    items = (item for item in _BETWEEN.split(words.strip()) if item)
    return [part for item in items for part in _parts(item)]


def _parts(item: str) -> Iterator[str]:
    """A profession, or a kind of units, before the place that it is limited to."""
    first, *rest = _AT.split(item, maxsplit=1)
    if rest and (profession_named(first) or _KIND.fullmatch(first)):
        yield first
        yield from _parts(rest[0])
    else:
        yield item


def refusal_of(item: str) -> str:
    """Why a limit cannot be had, though it is understood; empty for any other."""
    if _OWNERS.fullmatch(item):
        return NO_OWNERS
    return NO_KINDS if _KIND.fullmatch(item) else ""


def read_limits(words: str, snapshot: Snapshot) -> ForWhom:
    """The units, municipalities and professions that the words name."""
    units: list[str] = []
    towns: list[str] = []
    professions: list[Profession] = []
    unread: list[str] = []
    wrong = ""
    for item in items_of(words):
        if profession := profession_named(item):
            professions.append(profession)
        elif town := town_named(item, snapshot):
            towns.append(town)
        elif refusal := refusal_of(item):
            wrong = wrong or refusal
            unread.append(item)
        else:
            found = units_named(item, snapshot)
            units += [unit.id for unit in found] if len(found) == 1 else []
            unread += [item] if len(found) != 1 else []
            wrong = wrong or _wrong(item, found)
    return ForWhom(tuple(units), tuple(towns), tuple(professions), wrong, tuple(unread))


def profession_named(word: str) -> Profession | None:
    """The profession, in any of its forms."""
    written = _plain(word)
    stem = next((stem for stem in _PROFESSIONS if _is_form(written, stem)), None)
    return _PROFESSIONS[stem] if stem else None


def _is_form(word: str, stem: str) -> bool:
    root = stem.removesuffix("a")
    return word.startswith(root) and word[len(root) :] in ("", "a", "or", "orna", "na", "n", "er")


def towns_of(snapshot: Snapshot) -> Sequence[str]:
    """The municipalities of the region, in the order of names."""
    return sorted({unit.municipality for unit in snapshot.units.values() if unit.municipality})


def town_named(words: str, snapshot: Snapshot) -> str:
    """The municipality of that name, ”Åsbo” or ”Åsbos kommun”, or empty."""
    bare = _TOWN.sub("", words.strip())
    written = {_plain(bare), _plain(bare).removesuffix("s") if bare != words.strip() else ""}
    return next((town for town in towns_of(snapshot) if _plain(town) in written), "")


def units_named(words: str, snapshot: Snapshot) -> Sequence[Unit]:
    """The units of that name: the one that is called just so, else all that may be meant."""
    written = _plain(words.strip())
    if words in snapshot.units:
        return (snapshot.units[words],)
    exact = [unit for unit in snapshot.units.values() if _plain(unit.name) == written]
    if exact:
        return exact
    found = snapshot.names.unit(words)
    named = found.hits if found.claimed else ()
    hits = [hit.target.id for hit in named if hit.target.kind is TargetKind.UNIT]
    ids = dict.fromkeys(id_ for id_ in hits if id_ in snapshot.units)
    return [snapshot.units[id_] for id_ in ids]


def _wrong(item: str, found: Sequence[Unit]) -> str:
    if len(found) == 1:
        return ""
    if not found:
        return f"Jag hittar ingen enhet som heter {quoted(item)}. Skriv namnet, eller ta bort det."
    names = ", ".join(unit.name for unit in found[:4])
    return f"{quoted(item)} kan vara {names}. Skriv hela namnet."


def unit_names(units: Iterable[str], snapshot: Snapshot) -> str:
    """”Björkens hälsocentral, Ekens hälsocentral”, in the order of names."""
    known = [snapshot.units[id_].name for id_ in units if id_ in snapshot.units]
    return ", ".join(sorted(known))


def for_whom_words(eligible: Eligibility, snapshot: Snapshot) -> str:
    """”Björkens hälsocentral, Åsbo kommun; bara läkare”; ”alla som får fråga tjänsten”."""
    places = [
        *filter(None, [unit_names(eligible.units, snapshot)]),
        *(f"{town} kommun" for town in sorted(eligible.municipalities)),
    ]
    who = ", ".join(sorted(eligible.professions))
    parts = [", ".join(places), f"bara {who}" if who else ""]
    return "; ".join(filter(None, parts)) or "alla som tjänsten är till för"
