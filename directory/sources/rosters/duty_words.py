"""Finds a role and clock times in a heading, a cell or a code."""

from dataclasses import dataclass

from directory.catalogue.roles import Role
from directory.sources.faults import did_you_mean, one_line
from directory.sources.rosters.folding import folded
from directory.sources.rosters.role_words import roles_in
from directory.sources.rosters.written_times import ClockSpan, span_in

_OFF = frozenset(
    {
        *("", "l", "ledig", "ledigt", "sem", "semester", "komp", "kompledig", "tjl", "fl"),
        *("föräldraledig", "sjuk", "vab", "utb", "utbildning", "kurs"),
    }
)
_CODES = ("primärjour", "mellanjour", "bakjour", "konsult", "koordinator", "ledig")

SEVERAL_ROLES = "Det står flera roller i samma pass. Dela upp det i ett pass för varje roll."


@dataclass(frozen=True, slots=True)
class DutyWords:
    """The roles and the clock span that a text names, and the rest of the text."""

    roles: tuple[Role, ...]
    span: ClockSpan | None
    rest: str


def read_words(text: str) -> DutyWords:
    """”Bakjour 16-07” is bakjour, 16–07 and no rest. Raises ValueError in Swedish."""
    span, without = span_in(text)
    roles, rest = roles_in(without)
    return DutyWords(roles, span, rest)


def is_off(code: str) -> bool:
    """Whether a code in a person's row says that they are off: L, ledig, a dash, empty."""
    return folded(code) in _OFF


def read_code(code: str, usual: Role | None) -> tuple[Role | None, ClockSpan | None]:
    """The role and the span of a code such as ”BJ”, ”16-07” or ”bakjour 16-07”.

    Raises ValueError with a Swedish sentence for anything else.
    """
    words = read_words(code)
    if folded(words.rest) or not (words.roles or words.span):
        suggestion = did_you_mean(words.rest, _CODES)
        expected = "Skriv en roll, en tid som 16-07, eller L för ledig."
        raise ValueError(f"Koden ”{one_line(code)}” är okänd.{suggestion} {expected}")
    if len(words.roles) > 1:
        raise ValueError(SEVERAL_ROLES)
    return (words.roles[0] if words.roles else usual), words.span
