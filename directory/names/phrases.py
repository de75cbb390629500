"""Words of a phrase that are neither subject nor place: roles and kinds of service."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.lazy.values import dataclass
from directory.names.normalise import fold

_ROLES: Mapping[str, Role] = {
    **dict.fromkeys(("primärjour", "primjour", "pjour"), Role.PRIMARY_ON_CALL),
    "mellanjour": Role.MIDDLE_ON_CALL,
    **dict.fromkeys(("bakjour", "backjour", "dagbakjour", "nattbakjour"), Role.SENIOR_ON_CALL),
    "konsultläkare": Role.CONSULTING_PHYSICIAN,
    "koordinator": Role.COORDINATING_NURSE,
}
_SHORT_ROLES: Mapping[str, Role] = {
    "pj": Role.PRIMARY_ON_CALL,
    "mj": Role.MIDDLE_ON_CALL,
    "bj": Role.SENIOR_ON_CALL,
    **dict.fromkeys(("bakis", "bakisen"), Role.SENIOR_ON_CALL),
    **dict.fromkeys(("primären", "primärens"), Role.PRIMARY_ON_CALL),
    "konsulten": Role.CONSULTING_PHYSICIAN,
    "konsultens": Role.CONSULTING_PHYSICIAN,
}
_ENDINGS = ("", "en", "ens", "er", "erna", "n", "ns", "s")
_ROLE_FORMS: Mapping[str, Role] = {
    fold(word + ending): role for word, role in _ROLES.items() for ending in _ENDINGS
}
_ANYBODY = frozenset({"konsult", "konsulter"})
"""Words for a doctor to ask, whoever it is: no role in the chain."""
_ROLE_LASTS = (
    *(
        (word, role)
        for word, role in _ROLES.items()
        if role is not Role.COORDINATING_NURSE and not word.startswith(("dag", "natt"))
    ),
    ("bakis", Role.SENIOR_ON_CALL),
    ("bak", Role.SENIOR_ON_CALL),
    ("primär", Role.PRIMARY_ON_CALL),
)
"""How compounds end that name a role: ”kirurgbakjouren”, ”gynbakis”, ”kirprimären”."""
_NO_ROLE = frozenset({"tillbak", "tebak", "primär"})
SHORTEST_MISSPELT = 7
_KINDS: Mapping[tuple[str, ...], ServiceKind] = {
    ("subakut",): ServiceKind.SUBACUTE,
    ("subakuta",): ServiceKind.SUBACUTE,
    ("subakutmottagning",): ServiceKind.SUBACUTE,
    ("direktinläggning",): ServiceKind.DIRECT_ADMISSION,
    ("direktinläggningen",): ServiceKind.DIRECT_ADMISSION,
    ("direkt", "inläggning"): ServiceKind.DIRECT_ADMISSION,
    ("mobilt", "team"): ServiceKind.MOBILE_TEAM,
    ("mobila", "teamet"): ServiceKind.MOBILE_TEAM,
    ("mobilteam",): ServiceKind.MOBILE_TEAM,
    ("bildremiss",): ServiceKind.PICTURE_REFERRAL,
    ("bildremissen",): ServiceKind.PICTURE_REFERRAL,
    ("bild", "remiss"): ServiceKind.PICTURE_REFERRAL,
    ("remiss", "med", "bild"): ServiceKind.PICTURE_REFERRAL,
    ("bild",): ServiceKind.PICTURE_REFERRAL,
    ("foto",): ServiceKind.PICTURE_REFERRAL,
}
MOST_WORDS = 4096
ONLY_BESIDE_A_SUBJECT = frozenset({("bild",), ("foto",)})


@dataclass(frozen=True, slots=True)
class Said:
    """The words that say something, and their positions."""

    words: tuple[str, ...]
    positions: frozenset[int]


def role_said(tokens: Sequence[str]) -> tuple[Role | None, frozenset[int]]:
    """The first role named, and the positions of the words that say nothing else.

    Two words may be one (”bak jour”), and a letter may be wrong.
    """
    role: Role | None = None
    alone: set[int] = set()
    for place, token in enumerate(tokens):
        named = _role_in("".join(tokens[place : place + 2])) if place + 1 < len(tokens) else None
        size = 2 if named else 1
        named = named or _role_of(token)
        if named or token in _ANYBODY:
            alone.update(range(place, place + size))
        role = role or named or _role_in_compound(token)
    return role, frozenset(alone)


@lru_cache(maxsize=MOST_WORDS)
def _role_in(word: str) -> Role | None:
    return _SHORT_ROLES.get(word) or _ROLE_FORMS.get(fold(word))


@lru_cache(maxsize=MOST_WORDS)
def _role_of(word: str) -> Role | None:
    return _role_in(word) or _misspelt_role(word)


def _misspelt_role(word: str) -> Role | None:
    """The role whose word is one letter away: ”bakjouer”, ”primäjour”."""
    if len(word) < SHORTEST_MISSPELT or word[0] not in "pmbk":
        return None
    near = process.extractOne(fold(word), _ROLE_FORMS.keys(), scorer=OSA.distance, score_cutoff=1)
    return _ROLE_FORMS[near[0]] if near else None


@lru_cache(maxsize=MOST_WORDS)
def _role_in_compound(token: str) -> Role | None:
    if token in _NO_ROLE:
        return None
    for last, role in _ROLE_LASTS:
        for form in (last, last + "en", last + "n"):
            if token.endswith(form) and len(token) > len(form) + 1:
                return role
    return None


def kind_said(tokens: Sequence[str]) -> tuple[ServiceKind | None, Said]:
    """The first kind of service named, and in which words."""
    for size in (3, 2, 1):
        for start in range(len(tokens) - size + 1):
            words = tuple(tokens[start : start + size])
            if words in _KINDS:
                return _KINDS[words], Said(words, frozenset(range(start, start + size)))
    return None, Said((), frozenset())
