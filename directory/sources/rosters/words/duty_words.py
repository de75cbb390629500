"""Finds a role, clock times and parts of the day in a heading, a cell or a code."""

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.sources.faults import did_you_mean, one_line
from directory.sources.rosters.words.day_parts import NO_PARTS, DayParts, parts_of
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.left_over import NO_WORDS, left_over, words_fault
from directory.sources.rosters.words.role_words import roles_in
from directory.sources.rosters.words.written_times import ClockSpan, span_in

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
    """The roles, the clock span and the parts of the day that a text names, and its other words.

    `others`: the words that are neither the service's own nor harmless: where there are any, the
    text is a question. `rest`: all of the text but role and span.
    """

    roles: tuple[Role, ...]
    span: ClockSpan | None
    rest: str
    parts: DayParts = NO_PARTS
    others: tuple[str, ...] = ()

    @property
    def problem(self) -> str:
        """Why the text names no single line, in Swedish; empty where it does."""
        return SEVERAL_ROLES if len(self.roles) > 1 else words_fault(self.others)


def read_words(text: str, own: frozenset[str] = NO_WORDS) -> DutyWords:
    """”Bakjour natt 16-07” is bakjour, 16–07 and the night. Raises ValueError in Swedish."""
    span, without = span_in(text)
    roles, rest = roles_in(without)
    parts, others = parts_of(left_over(rest, own))
    return DutyWords(roles, span, rest, parts, others)


def is_off(code: str) -> bool:
    """Whether a code in a person's row says that they are off: L, ledig, a dash, empty."""
    return folded(code) in _OFF


def read_code(code: str, own: frozenset[str] = NO_WORDS) -> DutyWords:
    """What a code such as ”BJ”, ”16-07” or ”bakjour natt” says.

    Raises ValueError with a Swedish sentence for anything else.
    """
    words = read_words(code, own)
    if words.others or not (words.roles or words.span):
        suggestion = did_you_mean(words.rest, _CODES)
        expected = "Skriv en roll, en tid som 16-07, eller L för ledig."
        raise ValueError(f"Koden ”{one_line(code)}” är okänd.{suggestion} {expected}")
    if len(words.roles) > 1:
        raise ValueError(SEVERAL_ROLES)
    return words
