"""Words of a phrase that are neither subject nor place: roles and kinds of service."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind

_ROLES: Mapping[str, Role] = {
    "primärjour": Role.PRIMARY_ON_CALL,
    "mellanjour": Role.MIDDLE_ON_CALL,
    "bakjour": Role.SENIOR_ON_CALL,
    "backjour": Role.SENIOR_ON_CALL,
    "dagbakjour": Role.SENIOR_ON_CALL,
    "nattbakjour": Role.SENIOR_ON_CALL,
    "konsult": Role.CONSULTING_PHYSICIAN,
    "konsultläkare": Role.CONSULTING_PHYSICIAN,
    "koordinator": Role.COORDINATING_NURSE,
}
_SHORT_ROLES: Mapping[str, Role] = {
    "pj": Role.PRIMARY_ON_CALL,
    "mj": Role.MIDDLE_ON_CALL,
    "bj": Role.SENIOR_ON_CALL,
}
_ROLE_FORMS: Mapping[str, Role] = {
    word + ending: role
    for word, role in _ROLES.items()
    for ending in ("", "en", "ens", "er", "n", "ns", "s")
}
_ROLE_LASTS = tuple(
    (word, role)
    for word, role in _ROLES.items()
    if role is not Role.COORDINATING_NURSE and not word.startswith(("dag", "natt"))
)
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
ONLY_BESIDE_A_SUBJECT = frozenset({("bild",), ("foto",)})


@dataclass(frozen=True, slots=True)
class Said:
    """The words that say something, and their positions."""

    words: tuple[str, ...]
    positions: frozenset[int]


def role_said(tokens: Sequence[str]) -> tuple[Role | None, frozenset[int]]:
    """The first role named, and the positions of the words that say nothing else."""
    role: Role | None = None
    alone: set[int] = set()
    for place, token in enumerate(tokens):
        named = _SHORT_ROLES.get(token) or _ROLE_FORMS.get(token)
        if named:
            alone.add(place)
        role = role or named or _role_in_compound(token)
    return role, frozenset(alone)


def _role_in_compound(token: str) -> Role | None:
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
