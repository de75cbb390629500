"""Fetching that is loaded when the first address is read: most regions have files alone."""

import asyncio
from typing import TYPE_CHECKING

from bot.incoming.addresses import ROSTER_RULES, Fetched, FetchRules
from directory.rosters.reachable import NamedHosts

if TYPE_CHECKING:
    from bot.incoming.fetching import Fetching


class FetchingWhenUsed:
    """`Fetching` with the same promises. aiohttp is loaded in a thread: no answer waits for it."""

    def __init__(self, named: NamedHosts, rules: FetchRules = ROSTER_RULES) -> None:
        self._named = named
        self._rules = rules
        self._loaded: Fetching | None = None

    async def fetch(self, address: str, etag: str = "", modified: str = "") -> Fetched:
        """The content of an address, as `Fetching.fetch` reads it."""
        fetching = self._loaded
        if fetching is None:
            fetching = await asyncio.to_thread(self.load)
        return await fetching.fetch(address, etag, modified)

    def load(self) -> "Fetching":
        """Load what fetches, at most once."""
        from bot.incoming.fetching import Fetching  # noqa: PLC0415  # brings aiohttp (adr/0023)

        if self._loaded is None:
            self._loaded = Fetching(self._named, rules=self._rules)
        return self._loaded
