"""Agreements in memory, for the fake store."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from directory.agreements.kept import AGREEMENTS
from directory.agreements.port import AgreementStore
from directory.agreements.version import AgreementVersion
from directory.letters.outbox import Delivery
from directory.parts import Revisions
from directory.store.agreements import version_line
from directory.store.memory_room import MemoryRoom
from directory.store.stored import Registry


class MemoryAgreements(MemoryRoom, AgreementStore):
    """Keeps every version of every agreement."""

    def __init__(self, registry: Registry) -> None:
        super().__init__(registry)
        self._versions: list[AgreementVersion] = []

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        current = [version for version in self._versions if version.current]
        return tuple(sorted(current, key=lambda version: version.document))

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        versions = [version for version in self._versions if version.document == document]
        return tuple(sorted(versions, key=lambda version: (-version.added.timestamp(), version.id)))

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        self._require(expected)
        for version in versions:
            before = self._rest(version.document)
            self._versions = [other for other in self._versions if other.id != version.id]
            self._versions.append(version)
            self.audit.append(version_line(before, version, actor=actor, now=now))
        self._put(deliveries)
        self._move(AGREEMENTS.name)

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        before = self._rest(document)
        if before is not None:
            self.audit.append(version_line(before, None, actor=actor, now=now))
        self._move(AGREEMENTS.name)

    def _rest(self, document: str) -> AgreementVersion | None:
        """Make no version of the document current; returns the one that was."""
        before = next((v for v in self._versions if v.current and v.document == document), None)
        self._versions = [
            replace(version, current=False) if version.document == document else version
            for version in self._versions
        ]
        return before
