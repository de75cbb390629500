"""How one line in or out of konsult is just now."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """What an operator is told of a line: on /readyz in words, on /metrics in figures.

    `line`: its name, which never changes. `since`: since when it has been as it is; None where that
    is not known. `good`: when it was last known to work. `says`: a sentence in Swedish that names
    no person and no secret. `needed`: without it konsult cannot answer, and must get no requests.
    """

    line: str
    ok: bool
    says: str
    since: datetime | None = None
    good: datetime | None = None
    needed: bool = False


class Watched(Protocol):
    """A part of konsult that has lines in or out."""

    def conditions(self, now: datetime) -> Sequence[Condition]:
        """How each of its lines is; always the same lines, also before they have been used.

        Must not wait, nor ask anything outside.
        """
