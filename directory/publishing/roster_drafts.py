"""Rosters that somebody has uploaded and not yet published."""

from dataclasses import dataclass, field
from datetime import datetime

from directory.catalogue.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDraft:
    """A file on its way in. `id` is hard to guess; only `account`, who uploaded it, may go on.

    `role`: what holds where the file says none.
    """

    id: str
    service: str
    account: str
    made: datetime
    name: str
    role: Role | None
    content: bytes = field(repr=False)
