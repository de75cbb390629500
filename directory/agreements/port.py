"""What agreements that are put in force ask of the store."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from directory.agreements.version import AgreementVersion
from directory.letters.outbox import Delivery
from directory.parts import Revisions


class AgreementsInForce(Protocol):
    """The agreements that hold. Raises StoreUnavailableError."""

    async def load_agreements(self) -> tuple[AgreementVersion, ...]:
        """The current version of every agreement, in the order of documents."""


class AgreementPublishing(AgreementsInForce, Protocol):
    """Every method that writes is one transaction; all raise StoreUnavailableError."""

    async def publish_agreements(
        self,
        versions: Sequence[AgreementVersion],
        *,
        actor: str,
        now: datetime,
        deliveries: Sequence[Delivery] = (),
        expected: Revisions | None = None,
    ) -> None:
        """Put versions in the place of the current ones of their documents; the old are kept.

        Audited by head, with what is to be told. Raises MovedError if something that was
        `expected` has moved.
        """

    async def withdraw_agreement(self, document: str, *, actor: str, now: datetime) -> None:
        """No version of the document is current any more; all are kept."""
