"""Identities on platforms, with the settings that people have chosen."""

from dataclasses import dataclass

from directory.kinds import Kind
from directory.parts import ById, Part


@dataclass(frozen=True, slots=True)
class Account:
    """An identity on a platform and what it has chosen. `id` is ”platform:identity”."""

    id: str
    home_unit: str = ""


ACCOUNT = Kind(Account)
ACCOUNTS = Part.of("accounts", ACCOUNT, ById)
