"""What each step of an answer is, so that a button can name the step that gave no answer."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Self

from bot.questions.request import instant
from directory.catalogue.roles import Role
from directory.counting.failures import CONTACT_FAILURE
from directory.lazy.values import dataclass
from directory.rosters.chains import AnswerStep, StepKind
from directory.rosters.somebody import as_written

_LENGTH = 8


def named(steps: Iterable[AnswerStep]) -> dict[str, AnswerStep]:
    """The steps by what they are: the kind, the line and the person, whatever the number.

    A name is the same as long as the same person, gap or instruction stands there, and tells
    nothing of who it is.
    """
    beside: Counter[str] = Counter()
    found: dict[str, AnswerStep] = {}
    for step in steps:
        what = _what(step)
        beside[what] += 1
        found[_letters(f"{what}|{beside[what]}")] = step
    return found


def _what(step: AnswerStep) -> str:
    person = as_written(step.duty.person) if step.duty else ""
    return f"{step.kind}|{step.service}|{step.role or ''}|{person}"


@lru_cache(maxsize=4096)
def _letters(words: str) -> str:
    """Letters only: no digits that could be taken for a patient's."""
    return "".join(chr(ord("a") + byte % 26) for byte in sha256(words.encode()).digest()[:_LENGTH])


@dataclass(frozen=True, slots=True)
class FailedStep:
    """What the button ”Fick ej svar” carries: the step's name and what it was, when its card was
    drawn, and the names of those that had failed before."""

    name: str
    what: Role | StepKind
    drawn: datetime
    before: tuple[str, ...] = ()

    def data(self) -> dict[str, str]:
        """As the data of a button; see `read`."""
        return {
            "steg": self.name,
            "vad": self.what.value,
            "at": self.drawn.isoformat(),
            "failed": ",".join(self.before),
        }

    @classmethod
    def read(cls, data: Mapping[str, str], now: datetime) -> Self | None:
        """From a button, which may be forged or made by an earlier version: then None.

        The moment moves nothing: it says of whom the asker speaks, and only in the past, as far
        back as reports are kept.
        """
        drawn, what = instant(data.get("at", "")), _what_in(data.get("vad", ""))
        name = data.get("steg", "")
        if drawn is None or what is None or not _is_name(name):
            return None
        if not timedelta(0) <= now - drawn < CONTACT_FAILURE.kept_for:
            return None
        before = tuple(word for word in data.get("failed", "").split(",") if _is_name(word))
        return cls(name, what, drawn, before)


def _is_name(written: str) -> bool:
    return len(written) == _LENGTH and written.isascii() and written.isalpha()


def _what_in(written: str) -> Role | StepKind | None:
    if written in list(Role):
        return Role(written)
    return StepKind(written) if written in list(StepKind) else None
