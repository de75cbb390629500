"""Drafts of rosters: uploaded and not yet published."""

from dataclasses import field
from datetime import datetime

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterDraft:
    """An uploaded file, or what an address said when somebody wanted to look at it.

    `id` is hard to guess; only `account`, the uploader, may publish it. `name`: of the file, or the
    address. `role`: the role where the file names none. `source`: the id of the source that the
    address is of; empty for a file.
    """

    id: str
    service: str
    account: str
    made: datetime
    name: str
    role: Role | None
    content: bytes = field(repr=False)
    source: str = ""
