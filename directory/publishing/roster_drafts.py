"""Drafts of rosters: uploaded and not yet published."""

from dataclasses import dataclass, field
from datetime import datetime

from directory.catalogue.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDraft:
    """An uploaded file. `id` is hard to guess; only `account`, the uploader, may publish it.

    `role`: the role where the file names none.
    """

    id: str
    service: str
    account: str
    made: datetime
    name: str
    role: Role | None
    content: bytes = field(repr=False)
