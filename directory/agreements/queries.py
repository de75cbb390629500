"""What the snapshot does not hold of agreements: earlier versions, and lookup counts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from directory.agreements.version import AgreementVersion
from directory.lazy.values import dataclass
from directory.query import Port, Reads

Versions = Mapping[str, tuple[AgreementVersion, ...]]


class AgreementReads(Protocol):
    """Every method raises StoreUnavailableError."""

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        """Every version of a document, the latest first."""

    async def load_answer_counts(self, now: datetime) -> Mapping[str, int]:
        """How often each section (”document#heading”) was the answer to /avtal in 90 days."""


AGREEMENT_READS = Port[AgreementReads]("agreements")


@dataclass(frozen=True, slots=True)
class VersionsOf:
    """Every version of these documents, by document, the latest first."""

    documents: tuple[str, ...]

    async def answer(self, reads: Reads) -> Versions:
        agreements = reads.of(AGREEMENT_READS)
        return {document: await agreements.load_versions(document) for document in self.documents}


@dataclass(frozen=True, slots=True)
class SectionsAsked:
    """How often each section (”document#heading”) was the answer, in 90 days until now."""

    now: datetime

    async def answer(self, reads: Reads) -> Mapping[str, int]:
        return await reads.of(AGREEMENT_READS).load_answer_counts(self.now)
