"""Agreements that somebody has uploaded and not yet published."""

from dataclasses import field
from datetime import datetime

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A file as it was uploaded."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementDraft:
    """Uploaded files. `id` is hard to guess; only `account`, who uploaded them, may continue."""

    id: str
    account: str
    made: datetime
    files: tuple[DraftFile, ...]
