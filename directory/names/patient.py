"""Whom the question is about: child, adult, old person, man, woman or pregnant woman."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

ADULT_FROM = 18
OLD_FROM = 75


class PatientGroup(IntEnum):
    """Groups of patients for whom a condition may belong to another specialty."""

    CHILD = 1
    ADULT = 2
    OLD = 3
    MAN = 4
    WOMAN = 5
    PREGNANT = 6


_CHILD_WORDS = """
baby barn barnen barnet barns bebis bebisen elev flicka flickan förskolebarn nyfödd nyfödda nyfött
pediatrisk pediatriskt pojke pojken prematur skolbarn småbarn spädbarn spädbarnet tonåring
tonåringar tonåringen unga ungdom ungdomar ungdomen
"""
GROUP_WORDS: Mapping[str, PatientGroup] = {
    **dict.fromkeys(_CHILD_WORDS.split(), PatientGroup.CHILD),
    **dict.fromkeys(("vuxen", "vuxna", "vuxet"), PatientGroup.ADULT),
    **dict.fromkeys(("äldre", "gammal", "gammalt", "åldring"), PatientGroup.OLD),
    **dict.fromkeys(("man", "mannen", "män"), PatientGroup.MAN),
    **dict.fromkeys(("gravid", "gravida", "gravidas"), PatientGroup.PREGNANT),
    **dict.fromkeys(("kvinna", "kvinnan", "kvinnor"), PatientGroup.WOMAN),
}
_NUMBER = re.compile(r"\d{1,3}")
_AGE_IN_ONE = re.compile(r"(\d{1,3})(?:åring\w*|årig\w*|års)")
_YEARS = re.compile(r"år|åring\w*|årig\w*|års|åriga")
_MONTHS = re.compile(r"månaders|mån|månader|veckors|veckor|v|dagars|dagar")
_SINCE = frozenset({"sedan", "i", "senaste", "efter", "under", "inom", "för"})


@dataclass(frozen=True, slots=True)
class Patient:
    """The patient's groups in the order they are tried, and the positions of those words."""

    groups: tuple[PatientGroup, ...]
    positions: frozenset[int]


def patient(tokens: Sequence[str]) -> Patient:
    """The patient of a phrase: ”78-årig man”, ”8-åring”, ”15 år”, ”barn”."""
    groups: dict[int, PatientGroup] = {}
    for place, token in enumerate(tokens):
        if token in GROUP_WORDS:
            groups[place] = GROUP_WORDS[token]
        elif match := _AGE_IN_ONE.fullmatch(token):
            groups[place] = _of_age(int(match.group(1)))
        elif _NUMBER.fullmatch(token) and not _lasting(tokens, place):
            groups |= _number_and_unit(tokens, place)
    distinct = sorted(set(groups.values()))
    if PatientGroup.CHILD in distinct and PatientGroup.OLD in distinct:
        distinct.remove(PatientGroup.OLD)  # ”3 veckor gammal”
    return Patient(tuple(distinct), frozenset(groups))


def _lasting(tokens: Sequence[str], place: int) -> bool:
    return place > 0 and tokens[place - 1] in _SINCE


def _number_and_unit(tokens: Sequence[str], place: int) -> dict[int, PatientGroup]:
    unit = tokens[place + 1] if place + 1 < len(tokens) else ""
    after = tokens[place + 2] if place + 2 < len(tokens) else ""
    if _YEARS.fullmatch(unit):
        group = _of_age(int(tokens[place]))
    elif _MONTHS.fullmatch(unit) and (unit.endswith("ers") or after.startswith("gammal")):
        group = PatientGroup.CHILD
    else:
        return {}
    return {place: group, place + 1: group}


def _of_age(years: int) -> PatientGroup:
    if years < ADULT_FROM:
        return PatientGroup.CHILD
    return PatientGroup.OLD if years >= OLD_FROM else PatientGroup.ADULT
