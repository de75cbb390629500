"""The inbox of the web chat: what is due stands there already, so there is nothing to do."""

from bot.delivery.buckets import Rate
from bot.delivery.sender import Addressee
from directory.letters.outbox import Claimed

_OWN = frozenset({"web", "terminal"})
"""The platforms whose accounts exist nowhere but in konsult itself."""


class WebInbox:
    """Always succeeds: the inbox is the table itself."""

    name = "web"
    rate = Rate(per_second=10_000, burst=10_000)

    def reaches(self, to: Addressee) -> bool:
        """Whether the addressee has no other place to be told: people can be reached elsewhere."""
        return not _OWN.isdisjoint(to.accounts)

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        return ""

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        return None
