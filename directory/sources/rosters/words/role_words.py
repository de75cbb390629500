"""Finds the words that name a role in a text."""

import re
from collections.abc import Iterable

from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.sources.faults import did_you_mean
from directory.sources.text_file import clean

_WORDS = {
    r"prim[äa]rjour(?:en|s|l[äa]kare?n?)?": Role.PRIMARY_ON_CALL,
    r"mellanjour(?:en|s|l[äa]kare?n?)?": Role.MIDDLE_ON_CALL,
    r"bakjour(?:en|s|l[äa]kare?n?)?": Role.SENIOR_ON_CALL,
    r"konsult(?:l[äa]kare?n?|ansvarig|jour)?(?:en)?": Role.CONSULTING_PHYSICIAN,
    r"koordinator(?:n)?": Role.COORDINATING_NURSE,
}
_SHORT = {
    "pj": Role.PRIMARY_ON_CALL,
    "mj": Role.MIDDLE_ON_CALL,
    "bj": Role.SENIOR_ON_CALL,
}
_LONG_PATTERNS = tuple(
    (re.compile(rf"(?<!\w)(?P<first>\w*?){word}(?!\w)", re.IGNORECASE), role)
    for word, role in _WORDS.items()
)
_SHORT_PATTERNS = tuple(
    (re.compile(rf"(?<!\w)(?P<first>){word}(?!\w)", re.IGNORECASE), role)
    for word, role in _SHORT.items()
)
_ORDER = tuple(role for role in Role if role in ON_CALL_ROLES)


def roles_in(text: str) -> tuple[tuple[Role, ...], str]:
    """The roles that the text names, each once, and the text with those words cut out.

    ”kardiologbakjour” names bakjour, and leaves ”kardiolog” as a word apart. PJ, MJ and BJ are
    roles only where no role is written in full, since they may be initials: ”Bakjour: PJ” is the
    bakjour PJ.
    """
    plain = clean(text)
    return _cut(plain, _LONG_PATTERNS) or _cut(plain, _SHORT_PATTERNS) or ((), plain)


def only_role(texts: Iterable[str]) -> Role | None:
    """The role of the first of the texts that names any; None if that one names several."""
    for text in texts:
        roles, _ = roles_in(text)
        if roles:
            return roles[0] if len(roles) == 1 else None
    return None


def unknown_role(written: str) -> str:
    """The Swedish problem of a missing or unknown role."""
    words = [role.value for role in _ORDER]
    expected = f"Skriv {', '.join(words[:-1])} eller {words[-1]}."
    if not written.strip():
        return f"Det står ingen roll. {expected}"
    return f"Rollen ”{written}” är okänd.{did_you_mean(written, words)} {expected}"


def _cut(
    plain: str, patterns: tuple[tuple[re.Pattern[str], Role], ...]
) -> tuple[tuple[Role, ...], str] | None:
    roles = tuple(role for pattern, role in patterns if pattern.search(plain))
    if not roles:
        return None
    for pattern, _ in patterns:
        plain = pattern.sub(_first_part, plain)
    return roles, plain.strip()


def _first_part(found: re.Match[str]) -> str:
    return f" | {found['first']} | " if found["first"] else " "
