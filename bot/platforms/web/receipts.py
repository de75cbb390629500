"""What a button answered, at an address: where a page without JavaScript is led after a press."""

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.desk import Answered
from directory.lazy.values import dataclass

KEPT_FOR = timedelta(minutes=10)
MOST = 500


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer as it was given, to whom and when."""

    account: str
    question: str
    answered: Answered
    at: datetime


class Receipts:
    """Kept by this process for ten minutes, each for the account that it was given to.

    Loading the page again shows the receipt and presses nothing.
    """

    def __init__(self) -> None:
        self._receipts: OrderedDict[str, Receipt] = OrderedDict()

    def keep(self, receipt: Receipt) -> str:
        """The name that it is found by, which cannot be guessed."""
        while len(self._receipts) >= MOST:
            self._receipts.popitem(last=False)
        name = secrets.token_urlsafe(16)
        self._receipts[name] = receipt
        return name

    def find(self, name: str, account: str, now: datetime) -> Receipt | None:
        """The receipt, for the account that it was given to and while it is kept."""
        receipt = self._receipts.get(name)
        if receipt is None or receipt.account != account or now - receipt.at > KEPT_FOR:
            return None
        return receipt
