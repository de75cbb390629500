"""Agreements that coordinators upload: stored as drafts, reviewed with answers, published."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import field, replace
from datetime import datetime
from hashlib import sha256

from bot.agreements.answers import (
    NOTHING_ANSWERED,
    DocumentAnswers,
    carried,
    faults_of,
    side_of,
    unanswered,
    without_identities,
)
from bot.agreements.publishing import AgreementPublishing, IncomingAgreement, Outcome
from bot.live import Live
from directory.agreements.drafts import AgreementDraft, DraftFile
from directory.agreements.kept import in_force
from directory.agreements.version import AgreementVersion
from directory.calendars.address import new_secret
from directory.lazy.values import dataclass
from directory.publishing.drafts import Drafts
from directory.snapshot import Snapshot
from directory.sources.agreements.result import Document
from directory.transaction import MovedError

AllAnswers = Mapping[int, DocumentAnswers]
"""By the number of the file."""
NO_ANSWERS: AllAnswers = {}
NO_PERSON, LOOKED_AT = "no_person", "looked_at"
SAY_NO_PERSON = (
    "Texten ser ut att innehålla ett personnummer. Ta bort det ur dokumentet och läs in det igen, "
    "eller kryssa i att det inte gäller någon person."
)
SAY_LOOKED_AT = (
    "Något i dokumentet är inte läst. Se efter där vad som står, och kryssa i att det är gjort, "
    "eller läs in dokumentet i ett annat format."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileLook:
    """A file with what publishing it would change. `incoming` is None if it is left out.

    `errors`: what is wrong with an answer, by field. Such an answer is not used.
    """

    name: str
    answers: DocumentAnswers
    errors: Mapping[str, str] = field(default_factory=dict)
    incoming: IncomingAgreement | None = None

    @property
    def is_news(self) -> bool:
        """Whether it would be published."""
        return self.incoming is not None and self.incoming.is_news

    @property
    def waits(self) -> bool:
        """Whether somebody must say first that what is in its text is no person, or that what is
        not read has been looked at."""
        return self.incoming is not None and self.incoming.waits

    @property
    def unanswered(self) -> Mapping[str, str]:
        """What must be answered before it is published, with what would be right, by field."""
        if self.incoming is None or not self.incoming.is_news:
            return {}
        return unanswered(self.incoming.missing)

    @property
    def hinders(self) -> bool:
        """Whether the answers must be corrected, or the file left out, before publishing.

        A faulty file without answers hinders nothing: it is left out.
        """
        if self.incoming is None:
            return False
        spoilt = self.incoming.outcome is Outcome.FAULTY and bool(self.answers.values)
        return bool(self.errors) or spoilt


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementUpload:
    """A draft with what publishing it would change. `existing`: the agreements in force."""

    draft: AgreementDraft
    files: tuple[FileLook, ...]
    existing: tuple[AgreementVersion, ...]
    published: bool = False

    @property
    def is_readable(self) -> bool:
        """Whether any of the files could be read."""
        return any(look.incoming and look.incoming.version for look in self.files)

    @property
    def may_publish(self) -> bool:
        """Whether there is something to publish and nothing to correct or to answer first."""
        is_hindered = any(look.hinders or look.unanswered or look.waits for look in self.files)
        return any(look.is_news for look in self.files) and not is_hindered

    @property
    def version(self) -> str:
        """Differs whenever what would be published, or what that would replace, differs."""
        return _version([look.incoming for look in self.files if look.incoming])


class AgreementUploads:
    """Nothing is in force before `publish`. Every method raises StoreUnavailableError."""

    def __init__(
        self,
        publishing: AgreementPublishing,
        drafts: Drafts[AgreementDraft],
        live: Live,
        clock: Callable[[], datetime],
        secret: Callable[[], str] = new_secret,
    ) -> None:
        self._publishing = publishing
        self._drafts = drafts
        self._live = live
        self._clock = clock
        self._secret = secret

    def snapshot(self) -> Snapshot:
        """The present directory; StoreUnavailableError until a region is loaded."""
        return self._live.present()

    def existing(self) -> tuple[AgreementVersion, ...]:
        """The agreements in force, by title."""
        versions = in_force(self.snapshot()).values()
        return tuple(sorted(versions, key=lambda version: version.agreement.head.title.casefold()))

    async def start(self, account: str, files: Sequence[DraftFile]) -> AgreementUpload:
        """Store the files as a draft, unless none of them can be read."""
        draft = AgreementDraft(
            id=self._secret(), account=account, made=self._clock(), files=tuple(files)
        )
        upload = await self._look(draft, NO_ANSWERS)
        if upload.is_readable:
            await self._drafts.put(draft)
        return upload

    async def look(self, account: str, id_: str, answers: AllAnswers) -> AgreementUpload | None:
        """The draft with these answers; None if it is gone or belongs to another account.

        When a file is first seen to replace a version, the fields that the file leaves out are
        filled in from that version.
        """
        draft = await self._drafts.read(id_, account)
        return await self._proposed(await self._look(draft, answers)) if draft else None

    async def publish(
        self, account: str, id_: str, answers: AllAnswers, *, seen: str
    ) -> AgreementUpload | None:
        """Publish the draft if nothing hinders it and it is the version `seen`; else as `look`.

        Files that cannot be read are left out. What must be answered and is not is an error.
        """
        draft = await self._drafts.read(id_, account)
        if draft is None:
            return None
        upload = await self._look(draft, answers)
        if not upload.may_publish or upload.version != seen:
            return _demanded(await self._proposed(upload))
        if not await self._put_in_force(upload, seen):
            return await self._proposed(await self._look(draft, answers))
        await self._drafts.discard(id_)
        return AgreementUpload(
            draft=draft, files=upload.files, existing=upload.existing, published=True
        )

    async def cancel(self, account: str, id_: str) -> None:
        """Delete the draft, if it is the account's own."""
        if await self._drafts.read(id_, account):
            await self._drafts.discard(id_)

    async def _put_in_force(self, upload: AgreementUpload, seen: str) -> bool:
        news = [
            self._document(file, look)
            for file, look in zip(upload.draft.files, upload.files, strict=True)
            if look.is_news
        ]
        try:
            published = await self._publishing.publish(
                news,
                upload.draft.account,
                agreed=lambda incoming: _version(incoming) == seen,
                no_person=[_version_of(look) for look in upload.files if look.answers.no_person],
                looked_at=[_version_of(look) for look in upload.files if look.answers.looked_at],
            )
        except MovedError:
            return False
        return _version(published) == seen

    async def _proposed(self, upload: AgreementUpload) -> AgreementUpload:
        answers = {number: _carried(look) for number, look in enumerate(upload.files)}
        if all(answers[number] == look.answers for number, look in enumerate(upload.files)):
            return upload
        return await self._look(upload.draft, answers)

    async def _look(self, draft: AgreementDraft, answers: AllAnswers) -> AgreementUpload:
        looks = [
            self._unread(file.name, answers.get(number, NOTHING_ANSWERED))
            for number, file in enumerate(draft.files)
        ]
        documents = [
            self._document(file, look)
            for file, look in zip(draft.files, looks, strict=True)
            if not look.answers.left_out
        ]
        incoming = iter(await self._publishing.preview(documents, draft.account))
        files = tuple(
            look if look.answers.left_out else _seen(look, next(incoming)) for look in looks
        )
        return AgreementUpload(draft=draft, files=files, existing=self.existing())

    def _unread(self, name: str, answers: DocumentAnswers) -> FileLook:
        errors = {} if answers.left_out else faults_of(answers, self.snapshot())
        return FileLook(name=name, answers=without_identities(answers), errors=errors)

    def _document(self, file: DraftFile, look: FileLook) -> Document:
        side = side_of(look.answers, look.errors, self.snapshot())
        return Document(file.name, file.content, side)


def _seen(look: FileLook, incoming: IncomingAgreement) -> FileLook:
    said = replace(
        incoming, is_no_person=look.answers.no_person, is_looked_at=look.answers.looked_at
    )
    return replace(look, incoming=said)


def _version_of(look: FileLook) -> str:
    version = look.incoming.version if look.incoming else None
    return version.id if version else ""


def _demanded(upload: AgreementUpload) -> AgreementUpload:
    """The same, with an error for each field that must be answered."""
    files = (replace(look, errors={**_asked(look), **look.errors}) for look in upload.files)
    return replace(upload, files=tuple(files))


def _asked(look: FileLook) -> Mapping[str, str]:
    asked = dict(look.unanswered)
    if look.incoming and look.incoming.waits_for_person:
        asked[NO_PERSON] = SAY_NO_PERSON
    if look.incoming and look.incoming.waits_for_look:
        asked[LOOKED_AT] = SAY_LOOKED_AT
    return asked


def _carried(look: FileLook) -> DocumentAnswers:
    """The answers, filled in from the replaced version unless that has been done already."""
    incoming = look.incoming
    if incoming is None or incoming.version is None or incoming.before is None:
        return look.answers
    if incoming.before.document == look.answers.known:
        return look.answers
    before, after = incoming.before.agreement.head, incoming.version.agreement.head
    values = carried(before, after, incoming.missing)
    return replace(look.answers, values={**values, **look.answers.values})


def _version(files: Sequence[IncomingAgreement]) -> str:
    would = [
        (file.name, file.outcome.value, file.version.id, file.before.id if file.before else "")
        for file in files
        if file.version and file.is_news
    ]
    return sha256(repr(would).encode()).hexdigest()[:16]
