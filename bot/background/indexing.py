"""The index of the agreements in force, built in the background."""

import asyncio
from collections.abc import Callable, Sequence

import structlog

from directory.agreements.in_force import Agreements
from directory.agreements.port import AgreementsInForce
from directory.agreements.synonyms import SynonymGroup
from directory.transaction import StoreUnavailableError

log = structlog.get_logger(__name__)


class AgreementIndexing:
    """`agreements` are the latest that have been indexed; None until then.

    `ready` is called when they have been replaced. `own_synonyms` are the region's own.
    """

    def __init__(
        self,
        store: AgreementsInForce,
        own_synonyms: Sequence[SynonymGroup],
        ready: Callable[[], None],
    ) -> None:
        self._store = store
        self._own_synonyms = own_synonyms
        self._ready = ready
        self._revision = 0
        self._building: asyncio.Task[None] | None = None
        self.agreements: Agreements | None = None

    def follow(self, revision: int) -> None:
        """Start to index the agreements of this revision, unless done or already building."""
        waiting = self._building is None or self._building.done()
        if waiting and revision != self._revision:
            self._building = asyncio.create_task(self._build(revision))

    async def done(self, within: float | None) -> None:
        """Wait until a running build is done, at most `within` seconds."""
        if self._building is not None:
            await asyncio.wait({self._building}, timeout=within)

    async def _build(self, revision: int) -> None:
        try:
            versions = await self._store.load_agreements()
            built = await asyncio.to_thread(Agreements.of, versions, self._own_synonyms)
        except StoreUnavailableError:
            log.warning("agreements not read: store unavailable")
            return
        except Exception:  # a task that nobody awaits: logged here, retried later
            log.exception("agreements not indexed")
            return
        self.agreements, self._revision = built, revision
        self._ready()
