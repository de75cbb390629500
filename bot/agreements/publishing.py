"""Agreements on their way in: read, compared with the versions that hold, put in force."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.agreements.news import version_news
from bot.incoming.isolated_reading import read_isolated
from bot.live import Live
from directory.agreements.changes import SectionChange, changes
from directory.agreements.kept import AGREEMENTS
from directory.agreements.port import AgreementStore
from directory.agreements.version import AgreementVersion, version_id
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery
from directory.parts import revisions_of
from directory.sources.agreements.result import AgreementReading, Document

RESTS_ON = (AGREEMENTS, FOLLOWING)
"""What a publication is worked out from, and who is to be told of it."""

Read = Callable[[Sequence[Document]], Awaitable[Sequence[AgreementReading]]]


class Outcome(StrEnum):
    """What becomes of a file. The value is the word that is shown."""

    NEW = "ny"
    CHANGED = "ny version"
    SAME = "som förut"
    FAULTY = "kan inte läsas in"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAgreement:
    """A file with what putting it in force would change. `version` is None where it is FAULTY."""

    name: str
    outcome: Outcome
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    version: AgreementVersion | None = None
    before: AgreementVersion | None = None
    changes: tuple[SectionChange, ...] = ()

    @property
    def is_news(self) -> bool:
        """Whether there is something to put in force."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


Agreed = Callable[[Sequence[IncomingAgreement]], bool]


def whatever(found: Sequence[IncomingAgreement]) -> bool:
    """Whatever is found may be put in force."""
    return True


class AgreementPublishing:
    """Reads agreements and puts them in force. A faulty file does not stop the others."""

    def __init__(
        self,
        store: AgreementStore,
        live: Live,
        clock: Callable[[], datetime],
        read: Read = read_isolated,
    ) -> None:
        self._store = store
        self._live = live
        self._clock = clock
        self._read = read

    async def preview(
        self, documents: Sequence[Document], actor: str
    ) -> tuple[IncomingAgreement, ...]:
        """What would become of each file; nothing is written."""
        readings = await self._read(documents)
        current = {version.document: version for version in await self._store.load_agreements()}
        now, seen, found = self._clock(), set[str](), list[IncomingAgreement]()
        for document, reading in zip(documents, readings, strict=True):
            incoming = _compared(document.name, reading, current, actor, now)
            if incoming.version is not None and incoming.version.document in seen:
                incoming = _twice(incoming)
            elif incoming.version is not None:
                seen.add(incoming.version.document)
            found.append(incoming)
        return tuple(found)

    async def publish(
        self, documents: Sequence[Document], actor: str, *, agreed: Agreed = whatever
    ) -> tuple[IncomingAgreement, ...]:
        """Put in force what is new, and tell those who follow it, in one transaction.

        Nothing is written of what has not been `agreed` to.
        """
        return await self._live.decide(lambda: self._publish(documents, actor, agreed))

    async def _publish(
        self, documents: Sequence[Document], actor: str, agreed: Agreed
    ) -> tuple[IncomingAgreement, ...]:
        expected = revisions_of(RESTS_ON, self._live.revisions)
        found = await self.preview(documents, actor)
        versions = [incoming.version for incoming in found if incoming.version and incoming.is_news]
        if not versions or not agreed(found):
            return found
        news = self._news(found)
        await self._store.publish_agreements(
            versions, actor=actor, now=self._clock(), deliveries=news, expected=expected
        )
        await self._live.has_written(news)
        return found

    def _news(self, found: Sequence[IncomingAgreement]) -> tuple[Delivery, ...]:
        snapshot, now = self._live.snapshot, self._clock()
        if snapshot is None:
            return ()
        return tuple(
            delivery
            for incoming in found
            if incoming.version and incoming.is_news
            for delivery in version_news(
                incoming.version, incoming.before, incoming.changes, snapshot, now
            )
        )


def _compared(
    name: str,
    reading: AgreementReading,
    current: dict[str, AgreementVersion],
    actor: str,
    now: datetime,
) -> IncomingAgreement:
    if reading.agreement is None:
        return IncomingAgreement(name=name, outcome=Outcome.FAULTY, faults=reading.faults)
    version = AgreementVersion(agreement=reading.agreement, added=now, added_by=actor)
    before = current.get(version.document)
    told = IncomingAgreement(
        name=name,
        outcome=Outcome.NEW,
        faults=reading.faults,
        missing=reading.missing,
        version=version,
        before=before,
    )
    if before is None:
        return told
    if version_id(before.agreement) == version.id:
        return replace(told, outcome=Outcome.SAME)
    changed = changes(before.agreement, version.agreement)
    return replace(told, outcome=Outcome.CHANGED, changes=changed)


def _twice(incoming: IncomingAgreement) -> IncomingAgreement:
    assert incoming.version is not None
    says = (
        f"En annan av filerna har samma id, ”{incoming.version.document}”. "
        "Ge dokumenten olika id, eller läs in bara den senaste."
    )
    return IncomingAgreement(name=incoming.name, outcome=Outcome.FAULTY, faults=(says,))
