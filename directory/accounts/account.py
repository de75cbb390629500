"""Identities on platforms, with the settings that people have chosen."""

from collections.abc import Iterable

from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part


@dataclass(frozen=True, slots=True)
class Account:
    """An identity on a platform and what it has chosen. `id` is ”platform:identity”."""

    id: str
    home_unit: str = ""


ACCOUNT = Kind(Account)
ACCOUNTS = Part.of("accounts", ACCOUNT, ById)


def account_among(ids: Iterable[str], accounts: ById[Account]) -> Account | None:
    """What somebody with these accounts has chosen: the first with a home unit, else the first."""
    stored = [account for id_ in ids if (account := accounts.get(id_))]
    return next((account for account in stored if account.home_unit), next(iter(stored), None))
