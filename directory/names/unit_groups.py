"""Kinds of unit as people say them: ”vårdcentral”, ”akuten”, ”växeln”, ”privata hälsocentraler”."""

from enum import StrEnum
from functools import lru_cache

from directory.catalogue.units import Ownership, Unit, UnitKind
from directory.lazy.values import dataclass
from directory.names.normalise import fold, words
from directory.names.spelling import Spelling


class UnitGroup(StrEnum):
    """What is listed when a kind of unit is asked for; the value is the heading of the list."""

    SWITCHBOARD = "Växlar"
    EMERGENCY = "Akutmottagningar"
    ON_CALL_CENTRE = "Jourmottagningar"
    HEALTH_CENTRE = "Hälsocentraler"
    MUNICIPAL = "Kommunernas hemsjukvård"
    HOSPITAL = "Sjukhus"

    def holds(self, unit: Unit) -> bool:
        """Whether the unit is of the kind."""
        if self is UnitGroup.ON_CALL_CENTRE:
            named = " ".join((unit.name, *unit.former_names, *unit.aliases)).casefold()
            return any(word in named for word in _ON_CALL_NAMES)
        return unit.kind is _KINDS[self]


_KINDS = {
    UnitGroup.SWITCHBOARD: UnitKind.SWITCHBOARD,
    UnitGroup.EMERGENCY: UnitKind.EMERGENCY_DEPARTMENT,
    UnitGroup.HEALTH_CENTRE: UnitKind.HEALTH_CENTRE,
    UnitGroup.MUNICIPAL: UnitKind.MUNICIPAL_CARE,
    UnitGroup.HOSPITAL: UnitKind.HOSPITAL,
}
MOST_TEXTS = 2000
_ON_CALL_NAMES = ("jourcentral", "jourmottagning", "närakut", "jourläkarcentral")
_ENDINGS = (
    "",
    *["s", "en", "ens", "er", "ers", "erna", "ernas", "ar", "arna", "n", "ns", "et", "ets"],
)
_STEMS = {
    UnitGroup.SWITCHBOARD: "växel växelnummer växelnumret telefonväxel sjukhusväxel växl vx vxl",
    UnitGroup.EMERGENCY: "akut akutmottagning akutmott akm akutintag akutavdelning",
    UnitGroup.ON_CALL_CENTRE: "jourcentral jourmottagning närakut jourläkarcentral",
    UnitGroup.HEALTH_CENTRE: "vårdcentral hälsocentral vc hc husläkarmottagning läkarhus",
    UnitGroup.MUNICIPAL: "hemsjukvård kommunsköterska kommunsjuksköterska",
    UnitGroup.HOSPITAL: "sjukhus lasarett",
}
_GROUPS = {
    form: group
    for group, stems in _STEMS.items()
    for stem in stems.split()
    for form in (stem + ending for ending in _ENDINGS)
    if form not in ("akut", "akuts", "akuter", "akutet", "akutn")
}
_FOLDED = {fold(form): group for form, group in _GROUPS.items()}
_ORDER = list(UnitGroup)
_OWNERS = {
    "privat": Ownership.PRIVATE,
    "privata": Ownership.PRIVATE,
    "offentlig": Ownership.PUBLIC,
    "offentliga": Ownership.PUBLIC,
    "regiondrivna": Ownership.PUBLIC,
}


@dataclass(frozen=True, slots=True)
class GroupSaid:
    """A kind of unit, run by whom if that was said, and the words that are left."""

    group: UnitGroup
    ownership: Ownership | None
    rest: str

    def holds(self, unit: Unit) -> bool:
        """Whether the unit is meant."""
        return self.group.holds(unit) and self.ownership in (None, unit.ownership)

    @property
    def heading(self) -> str:
        """”Hälsocentraler”, ”Hälsocentraler, privata”."""
        return f"{self.group}, {self.ownership}a" if self.ownership else str(self.group)


@lru_cache(maxsize=MOST_TEXTS)
def group_said(text: str) -> GroupSaid | None:
    """The kind of unit that a text speaks of, in any form; of ”växeln på sjukhuset” the first."""
    tokens = words(text)
    groups = [_group(token) for token in tokens]
    said = [group for group in groups if group is not None]
    if not said:
        return None
    ownership = next((_OWNERS[token] for token in tokens if token in _OWNERS), None)
    rest = (
        token
        for token, group in zip(tokens, groups, strict=True)
        if group is None and not (ownership and token in _OWNERS)
    )
    return GroupSaid(min(said, key=_ORDER.index), ownership, " ".join(rest))


def _group(token: str) -> UnitGroup | None:
    """As written, without å, ä and ö, or a long word with one typing error."""
    exact = _GROUPS.get(token) or _FOLDED.get(token)
    if exact or len(token) < _SHORTEST_MISSPELT:
        return exact
    near = _SPELLING.near(token, 1)
    return _GROUPS[near[0][0]] if near else None


_SHORTEST_MISSPELT = 9
_SPELLING = Spelling(form for form in _GROUPS if len(form) >= _SHORTEST_MISSPELT)
