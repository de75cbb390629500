"""The inbox of the web chat as a channel: letters are in it already, so nothing is sent."""

from bot.delivery.buckets import Rate
from bot.delivery.sender import Addressee
from directory.letters.outbox import Claimed

_OWN = frozenset({"web", "terminal"})
"""The platforms whose accounts exist in konsult only."""


class WebInbox:
    """Always succeeds: the inbox shows the outbox's table."""

    name = "web"
    rate = Rate(per_second=10_000, burst=10_000, under_way=10_000)
    send_within = 1.0
    remembers = True

    def reaches(self, to: Addressee) -> bool:
        """Whether the account exists in konsult only: people can be reached elsewhere."""
        return not _OWN.isdisjoint(to.accounts)

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        return ""

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        return None
