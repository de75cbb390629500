"""Drills: another object than a broadcast. None can become the other, by any function there is."""

from datetime import datetime

from directory.lazy.values import dataclass

MARK = "ÖVNING"
DRILLS = "övning-"
"""How the ids of drills begin, and of nothing else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drill:
    """A text that is sent to practise. Whoever shows it shows `subject` and `wording`."""

    id: str
    title: str
    lines: tuple[str, ...]
    sender: str
    made: datetime
    ends: datetime

    def __post_init__(self) -> None:
        if not self.id.startswith(DRILLS) or not self.title.strip():
            raise ValueError("En övning måste ha ett id som börjar med ”övning-” och en rubrik.")

    @property
    def subject(self) -> str:
        """The title as it is shown everywhere."""
        return f"{MARK}: {self.title}"

    @property
    def wording(self) -> tuple[str, ...]:
        """The text as it is shown everywhere: marked before and after."""
        return (f"{MARK}. Det här är inte på riktigt.", *self.lines, f"{MARK}.")
