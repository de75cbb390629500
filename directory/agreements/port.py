"""What agreements ask of the store: those in force, and putting others in their place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.agreements.version import AgreementVersion
from directory.letters.outbox import Delivery
from directory.parts import Revisions


class AgreementsInForce(Protocol):
    """The agreements in force. Raises StoreUnavailableError."""

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        """The current version of every agreement, in the order of documents."""


class AgreementStore(AgreementsInForce, Protocol):
    """Each write is one transaction. Every method raises StoreUnavailableError."""

    async def load_versions(self, document: str) -> tuple[AgreementVersion, ...]:
        """Every version of a document, the latest first."""

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Make these the current versions of their documents; the old ones are kept.

        The audit holds their heads, not their text. `deliveries` are written with them. MovedError
        if something that was `expected` has moved.
        """

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        """Leave the document without a current version; all versions are kept."""
