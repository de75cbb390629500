"""The index of the agreements in force, built in the background."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import structlog

from bot.apart.failing import Apart
from bot.apart.items import ItemKind, RoundItem
from directory.agreements.in_force import Agreements
from directory.agreements.port import AgreementsInForce
from directory.agreements.synonyms import SynonymGroup
from directory.agreements.version import AgreementVersion
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
        clock: Callable[[], datetime],
    ) -> None:
        self._store = store
        self._own_synonyms = own_synonyms
        self._ready = ready
        self._clock = clock
        self._apart = Apart("index")
        self._revision = 0
        self._building: asyncio.Task[None] | None = None
        self.agreements: Agreements | None = None

    def follow(self, revision: int) -> None:
        """Start to index the agreements of this revision, unless done or already building; anew
        when it is time to try what failed."""
        idle, now = self._building is None or self._building.done(), self._clock()
        due = revision != self._revision or self._apart.has_due(now)
        if idle and due and self._apart.again(_WHOLE, now) is None:
            self._building = asyncio.create_task(self._build(revision))

    async def done(self, within: float | None) -> None:
        """Wait until a running build is done, at most `within` seconds."""
        if self._building is not None:
            await asyncio.wait({self._building}, timeout=within)

    async def _build(self, revision: int) -> None:
        try:
            with self._apart.alone(_WHOLE, self._clock()):
                versions = await self._store.load_agreements()
                self.agreements = await asyncio.to_thread(self._built, versions)
                self._revision = revision
                self._ready()
        except StoreUnavailableError:
            log.warning("agreements not read: store unavailable")

    def _built(self, versions: Sequence[AgreementVersion]) -> Agreements:
        """All of them; those that cannot be indexed are left out of the index."""
        try:
            built = _indexed(versions, self._own_synonyms)
        except Exception:  # noted below, with the document that it is about
            left_out = self._not_indexable(versions)
            built = _indexed(versions, self._own_synonyms, left_out)
        self._apart.forget(_of(one) for one in versions if one.document not in built.unsearched)
        return built

    def _not_indexable(self, versions: Sequence[AgreementVersion]) -> frozenset[str]:
        now = self._clock()
        for version in versions:
            with self._apart.alone(_of(version), now):
                _indexed([version], self._own_synonyms)
        return frozenset(
            version.document for version in versions if self._apart.again(_of(version), now)
        )


def _indexed(
    versions: Iterable[AgreementVersion],
    own: Iterable[SynonymGroup],
    left_out: frozenset[str] = frozenset(),
) -> Agreements:
    from directory.agreements.indexed import indexed  # noqa: PLC0415  # brings numpy (adr/0023)

    return indexed(versions, own, left_out)


_WHOLE = RoundItem(ItemKind.STEP, "index")


def _of(version: AgreementVersion) -> RoundItem:
    return RoundItem(ItemKind.DOCUMENT, version.document)
