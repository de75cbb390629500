"""The inbox of the web chat: what is due stands there already, so there is nothing to do."""

from bot.delivery.sender import Addressee
from directory.outbox import Channel, Claimed


class Web:
    """Always succeeds: the inbox is the table itself."""

    channel = Channel.WEB

    async def send(self, claimed: Claimed, to: Addressee) -> str:
        return ""

    async def find(self, claimed: Claimed, to: Addressee) -> str | None:
        return None
