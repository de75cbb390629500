"""Kinds of units as people write them, and as konsult says them: many at once."""

from collections.abc import Mapping

from directory.catalogue.units import UnitKind
from directory.names.normalise import fold, key

MANY: Mapping[UnitKind, str] = {
    UnitKind.HEALTH_CENTRE: "hälsocentraler",
    UnitKind.EMERGENCY_DEPARTMENT: "akutmottagningar",
    UnitKind.CLINIC: "kliniker",
    UnitKind.WARD: "avdelningar",
    UnitKind.MUNICIPAL_CARE: "kommunal vård",
    UnitKind.HOSPITAL: "sjukhus",
    UnitKind.SWITCHBOARD: "växlar",
    UnitKind.OTHER: "andra enheter",
}
_ALSO: Mapping[str, UnitKind] = {
    **dict.fromkeys(
        (
            *("vårdcentral", "vårdcentraler", "vårdcentralen", "vårdcentralerna", "vc", "hc"),
            *("hälsocentralen", "hälsocentralerna", "primärvård", "primärvården"),
        ),
        UnitKind.HEALTH_CENTRE,
    ),
    **dict.fromkeys(
        ("akuten", "akuter", "akuterna", "akutmottagningarna", "akutmottagningen"),
        UnitKind.EMERGENCY_DEPARTMENT,
    ),
    **dict.fromkeys(("klinik", "kliniken", "klinikerna"), UnitKind.CLINIC),
    **dict.fromkeys(("avdelningen", "avdelningarna"), UnitKind.WARD),
    **dict.fromkeys(
        ("kommun", "kommunen", "kommuner", "kommunerna", "kommunvård", "hemsjukvård"),
        UnitKind.MUNICIPAL_CARE,
    ),
    **dict.fromkeys(("sjukhusen",), UnitKind.HOSPITAL),
    **dict.fromkeys(("växel", "växeln", "växlarna"), UnitKind.SWITCHBOARD),
}


def _form(written: str) -> str:
    return fold(key(written))


_KINDS: Mapping[str, UnitKind] = {
    **{_form(kind.value): kind for kind in UnitKind},
    **{_form(words): kind for kind, words in MANY.items()},
    **{_form(word): kind for word, kind in _ALSO.items()},
}


def kind_said(written: str) -> UnitKind | None:
    """The kind of unit that the words are a name of, and nothing else; None for any others."""
    return _KINDS.get(_form(written))
