"""The lists that specialist groups maintain, by the words for them."""

import re
from collections.abc import Iterable, Sequence

from directory.lazy.values import dataclass
from directory.names.found import Hit, TargetKind
from directory.names.normalise import fold, key
from directory.names.spelling import Spelling, errors_allowed
from directory.shortages.groups.group import MedicineGroup
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.snapshot import Snapshot

_LEAD = re.compile(r"(?:lista|listan|gruppen|grupp)\s+(?:för |över |från |med )?", re.IGNORECASE)
_EXACT = 100


@dataclass(frozen=True, slots=True)
class ListsMeant:
    """The groups whose lists may be meant; `sure` is False where these are only near."""

    groups: tuple[MedicineGroup, ...] = ()
    sure: bool = False


def list_named(typed: str, snapshot: Snapshot) -> ListsMeant:
    """The list of the group that is called just that."""
    words = _form(_LEAD.sub("", typed, count=1))
    named = [group for group in snapshot.of(MEDICINE_GROUPS) if _form(group.name) == words]
    return ListsMeant(tuple(named), sure=bool(named))


def lists_meant(typed: str, snapshot: Snapshot) -> ListsMeant:
    """By the names of its specialties – ”gyn” – or by what is near to its own."""
    groups, words = snapshot.of(MEDICINE_GROUPS), _LEAD.sub("", typed, count=1).strip()
    if not groups or not words:
        return ListsMeant()
    asked = snapshot.names.query(words)
    specialties = [_specialty(hit, snapshot) for hit in asked.subject.hits]
    found = tuple(dict.fromkeys(one for id_ in specialties for one in groups.of_specialty(id_)))
    exact = all(hit.score >= _EXACT for hit in asked.subject.hits)
    if found and asked.named and asked.subject.claimed and exact and not asked.unread:
        return ListsMeant(found, sure=True)
    broader = (one for id_ in specialties for one in _of_parent(id_, snapshot))
    return ListsMeant(tuple(dict.fromkeys((*_misspelt(words, groups), *found, *broader))))


def _of_parent(specialty: str, snapshot: Snapshot) -> Sequence[MedicineGroup]:
    known = snapshot.specialties.get(specialty)
    return snapshot.of(MEDICINE_GROUPS).of_specialty(known.parent) if known and known.parent else ()


def _specialty(hit: Hit, snapshot: Snapshot) -> str:
    if hit.target.kind is TargetKind.SPECIALTY:
        return hit.target.id
    service = snapshot.services.get(hit.target.id)
    return service.specialty if service else ""


def _misspelt(words: str, groups: Iterable[MedicineGroup]) -> Sequence[MedicineGroup]:
    """The groups whose name lies near, or begins with what was typed."""
    typed, by_form = _form(words), {_form(group.name): group for group in groups}
    near = [name for name, _ in Spelling(by_form).near(typed, errors_allowed(len(typed)))]
    begun = [name for name in by_form if len(typed) >= _SHORTEST and name.startswith(typed)]
    return [by_form[name] for name in dict.fromkeys((*near, *begun))]


_SHORTEST = 3


def _form(name: str) -> str:
    return fold(key(name))
