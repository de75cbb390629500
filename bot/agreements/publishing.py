"""Importing agreements: read, compared with the versions in force, published."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from enum import StrEnum

from bot.access import check_may_publish
from bot.agreements.news import version_news
from bot.agreements.patients import NAMELESS, IdentityGuard, asked_about, stopping
from bot.incoming.isolated_reading import ReadAgreements
from bot.live import Live
from directory.agreements.changes import SectionChange, changes
from directory.agreements.document import Head, Section
from directory.agreements.kept import AGREEMENTS
from directory.agreements.port import AgreementStore
from directory.agreements.version import AgreementVersion, version_id
from directory.catalogue.identities import nothing_known
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.outbox import Delivery
from directory.parts import revisions_of
from directory.sources.agreements.result import AgreementReading, Document, UnreadPart
from directory.walltime.days import local

RESTS_ON = (AGREEMENTS, FOLLOWING)
"""What decides a publication and who is notified of it."""
NOT_ALLOWED = "Bara samordnare kan läsa in avtal."
NOT_SHOWN = "Texten visas inte, eftersom den ser ut att innehålla ett personnummer."
_HELD = "en rad som ser ut att innehålla ett personnummer och"


class Outcome(StrEnum):
    """What publishing does with a file. The value is the word that is shown."""

    NEW = "ny"
    CHANGED = "ny version"
    SAME = "som förut"
    FAULTY = "kan inte läsas in"


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomingAgreement:
    """A file with what publishing it would change. `version` is None if it is FAULTY.

    `missing` and `found`: fields of its head, as in `AgreementReading`. `parts`: what of it is not
    read as text; `is_looked_at`: somebody has looked at that in the document itself. `asks_about`:
    the headings of sections that seem to hold an identity number; `is_no_person`: a coordinator has
    said that they do not.
    """

    name: str
    outcome: Outcome
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)
    version: AgreementVersion | None = None
    before: AgreementVersion | None = None
    changes: tuple[SectionChange, ...] = ()
    parts: tuple[UnreadPart, ...] = ()
    is_looked_at: bool = False
    asks_about: tuple[str, ...] = ()
    is_no_person: bool = False

    @property
    def unread(self) -> tuple[str, ...]:
        """What of it is not read as text, each with its place, in Swedish."""
        return tuple(_place(part, self.version) for part in self.parts if self.version)

    @property
    def waits(self) -> bool:
        """Whether somebody must say something of it first."""
        return self.waits_for_person or self.waits_for_look

    @property
    def waits_for_person(self) -> bool:
        """Whether a coordinator must say first that what is in its text is no person."""
        return self.is_news and bool(self.asks_about) and not self.is_no_person

    @property
    def waits_for_look(self) -> bool:
        """Whether somebody must look first at what of it is not read."""
        return self.is_news and bool(self.parts) and not self.is_looked_at

    def text_of(self, section: Section) -> str:
        """The text of a section as read; none where it seems to hold an identity number."""
        return NOT_SHOWN if section.heading in self.asks_about else section.text

    @property
    def may_publish(self) -> bool:
        """Whether there is something to publish, and nobody needs to be asked first."""
        return self.is_news and not self.waits

    @property
    def is_news(self) -> bool:
        """Whether there is something to publish."""
        return self.outcome in (Outcome.NEW, Outcome.CHANGED)


Agreed = Callable[[Sequence[IncomingAgreement]], bool]


def agree_to_all(incoming: Sequence[IncomingAgreement]) -> bool:
    """Publish without asking."""
    return True


class AgreementPublishing:
    """Reads agreements and publishes them. A faulty file does not stop the others."""

    def __init__(
        self,
        store: AgreementStore,
        live: Live,
        clock: Callable[[], datetime],
        read: ReadAgreements,
    ) -> None:
        self._store = store
        self._live = live
        self._clock = clock
        self._read = read

    async def preview(
        self,
        documents: Sequence[Document],
        actor: str,
        *,
        no_person: Collection[str] = (),
        looked_at: Collection[str] = (),
    ) -> tuple[IncomingAgreement, ...]:
        """What publishing would do with each file; nothing is written.

        `no_person`: ids of versions of which a coordinator says that no section is about a person.
        `looked_at`: those of which somebody has looked at what is not read.
        """
        readings = await self._read(documents)
        current = {version.document: version for version in await self._store.load_agreements()}
        now, seen, results = self._clock(), set[str](), list[IncomingAgreement]()
        is_held = self._guard(now)
        for document, reading in zip(documents, readings, strict=True):
            incoming = _guarded(document.name, reading, is_held)
            incoming = incoming or _compared(document.name, reading, current, actor, now)
            incoming = await asyncio.to_thread(_asking, incoming, is_held)
            incoming = _said(incoming, no_person, looked_at)
            if incoming.version is not None and incoming.version.document in seen:
                incoming = _twice(incoming)
            elif incoming.version is not None:
                seen.add(incoming.version.document)
            results.append(incoming)
        return tuple(results)

    def _guard(self, now: datetime) -> IdentityGuard:
        snapshot = self._live.snapshot
        return IdentityGuard(
            snapshot.knows_digits if snapshot else nothing_known, local(now).date()
        )

    async def publish(
        self,
        documents: Sequence[Document],
        actor: str,
        *,
        agreed: Agreed = agree_to_all,
        no_person: Collection[str] = (),
        looked_at: Collection[str] = (),
    ) -> tuple[IncomingAgreement, ...]:
        """Publish what is new and notify its followers, in one transaction.

        Nothing is written unless `agreed` accepts the preview; a document that `waits` is not
        published, `no_person` and `looked_at` as for `preview`. Raises NotAllowedError if the actor
        may not publish, whichever way leads here.
        """

        def read() -> Awaitable[tuple[IncomingAgreement, ...]]:
            return self.preview(documents, actor, no_person=no_person, looked_at=looked_at)

        return await self._live.decide(lambda: self._publish(read, actor, agreed))

    async def _publish(
        self,
        read: Callable[[], Awaitable[tuple[IncomingAgreement, ...]]],
        actor: str,
        agreed: Agreed,
    ) -> tuple[IncomingAgreement, ...]:
        expected = revisions_of(RESTS_ON, self._live.revisions)
        check_may_publish(actor, self._live.snapshot, NOT_ALLOWED)
        results = await read()
        versions = [
            incoming.version for incoming in results if incoming.version and incoming.may_publish
        ]
        if not versions or not agreed(results):
            return results
        news = self._news(results)
        await self._store.publish_agreements(
            versions, actor=actor, now=self._clock(), deliveries=news, expected=expected
        )
        await self._live.has_written(news)
        return results

    async def current(self, document: str) -> AgreementVersion | None:
        """The version in force by the store; the picture has it only when it has been indexed."""
        versions = await self._store.load_versions(document)
        return next((version for version in versions if version.current), None)

    async def revise(
        self, version: AgreementVersion, head: Head, actor: str
    ) -> AgreementVersion | None:
        """Put the same text with another head in force and notify the followers.

        None if another version is in force meanwhile; nothing is written then.
        """
        return await self._live.decide(lambda: self._revise(version, head, actor))

    async def _revise(
        self, before: AgreementVersion, head: Head, actor: str
    ) -> AgreementVersion | None:
        expected = revisions_of(RESTS_ON, self._live.revisions)
        snapshot, now = self._live.present(), self._clock()
        if await self.current(before.document) != before:
            return None
        revised = replace(before.agreement, head=head)
        version = AgreementVersion(agreement=revised, added=now, added_by=actor)
        news = version_news(version, before, changes(before.agreement, revised), snapshot, now)
        await self._store.publish_agreements(
            [version], actor=actor, now=now, deliveries=news, expected=expected
        )
        await self._live.has_written(news)
        return version

    def _news(self, results: Sequence[IncomingAgreement]) -> tuple[Delivery, ...]:
        snapshot, now = self._live.snapshot, self._clock()
        if snapshot is None:
            return ()
        return tuple(
            delivery
            for incoming in results
            if incoming.version and incoming.may_publish
            for delivery in version_news(
                incoming.version, incoming.before, incoming.changes, snapshot, now
            )
        )


def _guarded(
    name: str, reading: AgreementReading, is_held: IdentityGuard
) -> IncomingAgreement | None:
    """The file as one that cannot be read in, where an identity stands in its name or head."""
    says = stopping(name, reading, is_held)
    if not says:
        return None
    shown = NAMELESS if is_held(name) else name
    return IncomingAgreement(name=shown, outcome=Outcome.FAULTY, faults=(says,))


def _asking(incoming: IncomingAgreement, is_held: IdentityGuard) -> IncomingAgreement:
    """The file with the sections that a coordinator must look at; what is not read of it is told
    without what seems to be an identity number."""
    version = incoming.version
    if version is None:
        return incoming
    parts = tuple(
        replace(part, what=_HELD) if is_held(part.what) else part for part in incoming.parts
    )
    return replace(incoming, asks_about=asked_about(version.agreement, is_held), parts=parts)


def _said(
    incoming: IncomingAgreement, no_person: Collection[str], looked_at: Collection[str]
) -> IncomingAgreement:
    """The file with what has been said of it."""
    version = incoming.version
    if version is None:
        return incoming
    return replace(
        incoming, is_no_person=version.id in no_person, is_looked_at=version.id in looked_at
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
    incoming = IncomingAgreement(
        name=name,
        outcome=Outcome.NEW,
        faults=reading.faults,
        missing=reading.missing,
        found=reading.found,
        version=version,
        before=before,
        parts=reading.unread,
    )
    if before is None:
        return incoming
    if version_id(before.agreement) == version.id:
        return replace(incoming, outcome=Outcome.SAME)
    changed = changes(before.agreement, version.agreement)
    return replace(incoming, outcome=Outcome.CHANGED, changes=changed)


def _place(part: UnreadPart, version: AgreementVersion) -> str:
    """”Under ”Provtagning” finns en ekvation …”: what is to be looked at in the document itself."""
    heading = version.agreement.sections[part.section].heading
    return f"Under ”{heading}” finns {part.what} som inte är läst. Se efter i dokumentet."


def _twice(incoming: IncomingAgreement) -> IncomingAgreement:
    assert incoming.version is not None
    says = (
        f"En annan av filerna har samma id, ”{incoming.version.document}”. "
        "Ge dokumenten olika id, eller läs in bara den senaste."
    )
    return IncomingAgreement(name=incoming.name, outcome=Outcome.FAULTY, faults=(says,))
