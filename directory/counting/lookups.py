"""Questions as they are counted, without their words."""

from datetime import datetime, timedelta
from typing import Literal

from directory.lazy.values import dataclass

ANSWERED: Literal["answer"] = "answer"
"""The outcome of a lookup that showed a number to call."""
Outcome = Literal["answer", "choice", "miss", "near", "no answer", "out of scope"]
"""What became of a question."""
POPULAR_WITHIN = timedelta(days=90)
"""How long a lookup counts towards the most popular services."""
MOST_POPULAR = 8


@dataclass(frozen=True, slots=True)
class Lookup:
    """One question, counted without its words.

    `service` is the id of what was shown: a service, for /nummer a unit, for /avtal a section
    (”document#heading”). `unit` is the home unit of the asker.
    """

    at: datetime
    command: str
    outcome: str
    service: str = ""
    unit: str = ""
