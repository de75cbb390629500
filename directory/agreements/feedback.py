"""What readers say of an agreement: this is unclear, this is wrong, I have read it."""

from datetime import datetime
from enum import StrEnum

from directory.lazy.values import dataclass


class FeedbackKind(StrEnum):
    """What is wrong with a passage. The value is the word in chat."""

    UNCLEAR = "otydligt"
    WRONG = "fel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """A passage that somebody has called unclear or wrong, for the group that owns the document.

    Nothing about a patient. `passage` is what was shown. `answer` and `closed`: what became of it.
    """

    id: str
    document: str
    version: str
    heading: str
    passage: str
    kind: FeedbackKind
    comment: str
    reporter: str
    unit: str
    at: datetime
    answer: str = ""
    closed: datetime | None = None
    closed_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionRead:
    """A reader's acknowledgement of a version of a document."""

    document: str
    version: str
    reader: str
    at: datetime

    @property
    def id(self) -> str:
        """One for each version and reader."""
        return f"{self.document}|{self.version}|{self.reader}"
