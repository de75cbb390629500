"""Whom the question is about: child, adult, old person, man, woman or pregnant woman."""

from collections.abc import Mapping, Sequence
from enum import IntEnum

from directory.lazy.patterns import LazyPattern
from directory.lazy.values import dataclass

ADULT_FROM = 18
OLD_FROM = 75
OLDEST = 108


class PatientGroup(IntEnum):
    """Groups of patients for whom a condition may belong to another specialty."""

    CHILD = 1
    ADULT = 2
    OLD = 3
    MAN = 4
    WOMAN = 5
    PREGNANT = 6


_CHILD_WORDS = """
bebisarna bäbis gosse gossen grabb grabben jänta jäntan knatte knatten pojk spädisen tös tösen unge
babies baby barn barnen barnet barns bebis bebisar bebisen child children elev eleven elever flicka
flickan flickebarn flickor förskolebarn gymnasieelev högstadieelev infant kid lillebror lillasyster
nyfödd nyfödda nyfött pediatrisk pediatriskt pojke pojken pojkar prematur skolbarn skolelev
skolflicka skolpojke småbarn småttingen spädbarn spädbarnet spädis toddler tonårig tonåring
tonåringar tonåringen tonårs tonårsflicka tonårskille tonårspojke tonårstjej treåring unga ungdom
glytt glytten påg pågen
ungdomar ungdomarna ungdomen ungdoms
"""
_PARENTS = frozenset(["förälder", "föräldrar", "mamma", "mor", "pappa", "far"])
_MOTHERS = frozenset(["ammar", "fött", "födde", "förlöst", "mamman", "mammans", "nyförlöst"])
_OWN_OR_HARMED = frozenset(["göra", "mot", "sin", "sina", "sitt", "skada", "till"])
_SEES = frozenset({"ser", "såg", "sett"})
_GROWN = frozenset(["dam", "farbror", "gubbe", "gumma", "herre", "kille", "tant", "tjej"])
_AND = frozenset({"och", "o", "å"})
_SOMEBODY = frozenset({"en", "ett", "nån", "någon", "pat", "patient", "patienten", "person", "pt"})
_NUMBERS_WRITTEN = """
ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton
"""
_NUMBERS = {word: number for number, word in enumerate(_NUMBERS_WRITTEN.split(), start=1)}
_NUMBERS |= {"en": 1, "tva": 2, "atta": 8}
GROUP_WORDS: Mapping[str, PatientGroup] = {
    **dict.fromkeys(_CHILD_WORDS.split(), PatientGroup.CHILD),
    **dict.fromkeys(("vuxen", "vuxna", "vuxet"), PatientGroup.ADULT),
    **dict.fromkeys(
        ("äldre", "gammal", "gammalt", "gamling", "gamlingen", "åldring", "åldringen", "pensionär"),
        PatientGroup.OLD,
    ),
    **dict.fromkeys(("gamla", "tant", "tanten"), PatientGroup.OLD),
    **dict.fromkeys(
        ("man", "mannen", "män", "farbror", "farbrorn", "gubbe", "gubben", "herre", "herren"),
        PatientGroup.MAN,
    ),
    **dict.fromkeys(("mamma", "mamman", "pappa", "pappan"), PatientGroup.ADULT),
    **dict.fromkeys(
        ("gravid", "gravida", "gravidas", "graviditet", "graviditeten", "pregnant", "havande"),
        PatientGroup.PREGNANT,
    ),
    **dict.fromkeys(("dam", "damen", "kvinna", "kvinnan", "kvinnor"), PatientGroup.WOMAN),
}
_NUMBER = LazyPattern(r"\d{1,3}")
_AGE_IN_ONE = LazyPattern(r"(\d{1,3}|[a-zåäö]+?)(?:åring\w*|årig\w*|års|aring\w*|arig\w*)")
_YOUNG_IN_ONE = LazyPattern(r"(\d{1,2}|[a-zåäö]+?)(?:månaders|manaders|veckors|dagars)")
_UNITS = frozenset(
    {"dagar", "g", "gånger", "h", "kg", "mg", "min", "mån", "månader", "st", "tim", "timmar", "v"}
    | {"veckor"}
)
_NOT_OF_AGE = frozenset(
    {"gamla", "gammal", "gammalt", "grav", "gravid", "gravida", "graviditet", "äldre"}
)
_YEARS = LazyPattern(r"år|åring\w*|årig\w*|års|åriga|aring\w*|arig\w*|y|yo|years?")
_MONTHS = LazyPattern(r"månaders|mån|månader|veckors|veckor|v|dagars|dagar|months?|weeks?")
_WEEK_OF_PREGNANCY = frozenset({"v", "vecka", "veckan", "week", "graviditetsvecka"})
_AGO = ("sen", "sedan", "efter", "post", "i", "på", "med", "av", "kvar", "till", "gånger")
_SINCE = frozenset({"sedan", "i", "senaste", "efter", "under", "inom", "för"}) | frozenset(
    {"besvärsfri", "drogfri", "drygt", "frisk", "nykter", "pågått", "rökfri", "snart", "varat"}
)


@dataclass(frozen=True, slots=True)
class Patient:
    """The patient's groups in the order they are tried, and the positions of those words."""

    groups: tuple[PatientGroup, ...]
    positions: frozenset[int]


def patient(tokens: Sequence[str]) -> Patient:
    """The patient of a phrase: ”78-årig man”, ”8-åring”, ”15 år”, ”tös 14”, ”barn”."""
    groups: dict[int, PatientGroup] = {}
    for place, token in enumerate(tokens):
        if token in GROUP_WORDS and not _of_relative(tokens, place):
            groups[place] = GROUP_WORDS[token]
        elif (years := _years_in_one(token)) is not None:
            groups[place] = _of_age(years)
        elif _is_weeks_old(token):
            groups[place] = PatientGroup.CHILD
        elif (
            token == "grav"
            and tokens[place + 1 : place + 2]
            and (tokens[place + 1] in _WEEK_OF_PREGNANCY or tokens[place + 1].isdigit())
        ):
            groups[place] = PatientGroup.PREGNANT
        elif (token in _NUMBERS and not _lasting(tokens, place)) or (
            _NUMBER.fullmatch(token) and not _lasting(tokens, place)
        ):
            groups |= _number_and_unit(tokens, place)
    distinct = sorted(set(groups.values()))
    if PatientGroup.CHILD in distinct and PatientGroup.OLD in distinct:
        distinct.remove(PatientGroup.OLD)  # ”3 veckor gammal”
    return Patient(tuple(distinct), frozenset(groups))


def _of_relative(tokens: Sequence[str], place: int) -> bool:
    """”mamma till 2 barn”, ”har tre barn”: somebody else than the patient."""
    before = tokens[max(0, place - 3) : place]
    if tokens[place] in _PARENTS:
        return tokens[place + 1 : place + 2] == ["till"]
    if tokens[place].startswith(("barn", "bebis")) and not _MOTHERS.isdisjoint(tokens):
        return not _OWN_OR_HARMED.isdisjoint(before)
    if tokens[place] == "barn" and (before[-1:] == ["som"] or not _SEES.isdisjoint(before)):
        return True  # ”meningit som barn”, ”ser små barn i rummet”
    counted = bool(before) and (before[-1].isdigit() or before[-1] in _NUMBERS)
    return tokens[place].startswith("barn") and (
        not _PARENTS.isdisjoint(before) or (counted and "har" in before)
    )


def _years_in_one(token: str) -> int | None:
    """The age in ”8åring” and ”tvååring”; None for other words."""
    match = _AGE_IN_ONE.fullmatch(token)
    return _number(match.group(1)) if match else None


def _is_weeks_old(token: str) -> bool:
    match = _YOUNG_IN_ONE.fullmatch(token)
    return match is not None and _number(match.group(1)) is not None


def _number(word: str) -> int | None:
    return int(word) if word.isdigit() else _NUMBERS.get(word)


def _lasting(tokens: Sequence[str], place: int) -> bool:
    """”sedan fem år”, ”ingen kramp på fem år”; a person ”på fem år” is of that age."""
    if place == 0:
        return False
    if tokens[place - 1] == "på":
        return place > 1 and not _is_person(tokens[place - 2])
    return tokens[place - 1] in _SINCE


def _is_person(token: str) -> bool:
    return token in GROUP_WORDS or token in _GROWN or token in _SOMEBODY


def _number_and_unit(tokens: Sequence[str], place: int) -> dict[int, PatientGroup]:
    unit = tokens[place + 1] if place + 1 < len(tokens) else ""
    after = tokens[place + 2] if place + 2 < len(tokens) else ""
    years = _number(tokens[place]) or 0
    if _is_of_person(tokens, place, unit):
        return {place: _of_age(years)}
    if place == 0 and OLD_FROM <= years <= OLDEST and unit in _AND:
        return {place: PatientGroup.OLD}  # ”91 och yr”
    if unit == "år" and after in ("sen", "sedan"):
        return {}
    if _YEARS.fullmatch(unit):
        group = _of_age(years)
    elif _MONTHS.fullmatch(unit) and (
        _is_age(unit)
        or after.startswith(("gammal", "old"))
        or (place == 0 and after and after not in _AGO)
        or (place > 1 and tokens[place - 1] == "på" and _is_person(tokens[place - 2]))
    ):
        group = PatientGroup.CHILD
    else:
        return {}
    return {place: group, place + 1: group}


def _is_of_person(tokens: Sequence[str], place: int, unit: str) -> bool:
    """”dam 84”, ”tös 14”: a number right after a person, and not of anything else."""
    if place == 0 or not tokens[place].isdigit() or _YEARS.fullmatch(unit):
        return False
    person = tokens[place - 1] in _GROWN or tokens[place - 1] in GROUP_WORDS
    return person and unit not in _UNITS and tokens[place - 1] not in _NOT_OF_AGE


def _is_age(unit: str) -> bool:
    """”veckors” and ”månaders” are said of an age."""
    return unit.endswith(("ers", "ors"))


def _of_age(years: int) -> PatientGroup:
    if years < ADULT_FROM:
        return PatientGroup.CHILD
    return PatientGroup.OLD if years >= OLD_FROM else PatientGroup.ADULT
