"""Agreements as a kind of upload: several files at once, each with its own answers."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from bot.access import Asker
from bot.agreements.answers import CONTINUES, FIELDS, DocumentAnswers
from bot.agreements.publishing import NOT_ALLOWED
from bot.agreements.uploads import (
    LOOKED_AT,
    NO_PERSON,
    AgreementUpload,
    AgreementUploads,
    AllAnswers,
)
from bot.platforms.web.pages import UploadLink
from bot.platforms.web.posted import Posted
from bot.platforms.web.uploads import agreement_pages
from bot.platforms.web.uploads.form import FileLimits, UploadedForm
from bot.platforms.web.uploads.upload_pages import CHANGED, UploadKind
from directory.agreements.drafts import DraftFile
from directory.catalogue.identities_in_names import find_identity_in_name
from directory.publishing.drafts import Draft
from directory.walltime.days import local

MOST_FILES = 30

_ANSWER = re.compile(r"f([0-9]{1,2})\.([a-z_]{1,20})")


class UploadedAgreements(UploadKind):
    """Agreements at /avtal."""

    link = UploadLink("/avtal", "avtal")
    file_limits = FileLimits(
        MOST_FILES,
        40_000_000,
        "Filerna är för stora. De får vara högst 40 MB tillsammans. Läs in några i taget.",
        f"Högst {MOST_FILES} filer kan läsas in på en gång. Läs in några i taget.",
    )
    refusal = NOT_ALLOWED
    gone = "Utkastet finns inte längre. Läs in filerna igen."
    largest_answers = 300_000
    most_answers = 20 * MOST_FILES

    def __init__(self, uploads: AgreementUploads, clock: Callable[[], datetime]) -> None:
        self._uploads = uploads
        self._clock = clock

    async def form(self, asker: Asker) -> str:
        return self._form(())

    async def start(self, account: str, uploaded: UploadedForm) -> Draft | str:
        if errors := list(_errors(uploaded, local(self._clock()).date())):
            return self._form(errors)
        files = [DraftFile(file.name, file.content) for file in uploaded.files]
        upload = await self._uploads.start(account, files)
        return upload.draft if upload.is_readable else self._form(_faults(upload))

    async def preview(self, account: str, draft: str, posted: Posted) -> str | None:
        upload = await self._uploads.look(account, draft, _answers(posted))
        return self._preview(upload) if upload else None

    async def publish(self, account: str, draft: str, posted: Posted) -> str | None:
        answers, seen = _answers(posted), posted.value("seen")
        upload = await self._uploads.publish(account, draft, answers, seen=seen)
        if upload is None:
            return None
        if upload.published:
            return agreement_pages.published_page(upload)
        return self._preview(upload, CHANGED if upload.may_publish else "")

    async def cancel(self, account: str, draft: str) -> None:
        await self._uploads.cancel(account, draft)

    def _form(self, errors: Sequence[str]) -> str:
        return agreement_pages.upload_page(errors, self._uploads.existing())

    def _preview(self, upload: AgreementUpload, notice: str = "") -> str:
        snapshot = self._uploads.snapshot()
        return agreement_pages.preview_page(upload, snapshot, self._clock(), notice=notice)


def _errors(uploaded: UploadedForm, today: date) -> Iterator[str]:
    if not uploaded.files:
        yield "Välj minst en fil."
    if any(find_identity_in_name(file.name, today=today) for file in uploaded.files):
        yield "Namnet på en fil ser ut att innehålla ett personnummer. Döp om filen."


def _faults(upload: AgreementUpload) -> list[str]:
    return [
        f"{look.name}: {fault}"
        for look in upload.files
        if look.incoming
        for fault in look.incoming.faults
    ]


def _answers(posted: Posted) -> AllAnswers:
    """What was filled in, by the number of the file; fields that no form has are ignored."""
    values: dict[int, dict[str, str]] = {}
    known: dict[int, str] = {}
    left_out: set[int] = set()
    no_person: set[int] = set()
    looked_at: set[int] = set()
    for name, text in posted.fields:
        answer = _ANSWER.fullmatch(name)
        if answer is None or not text:
            continue
        number, field = int(answer[1]), answer[2]
        if field == "skip":
            left_out.add(number)
        elif field == NO_PERSON:
            no_person.add(number)
        elif field == LOOKED_AT:
            looked_at.add(number)
        elif field == "known":
            known[number] = text
        elif field in (*FIELDS, CONTINUES):
            values.setdefault(number, {})[field] = text
    return {
        number: DocumentAnswers(
            values.get(number, {}),
            number in left_out,
            known.get(number, ""),
            no_person=number in no_person,
            looked_at=number in looked_at,
        )
        for number in values.keys() | known.keys() | left_out | no_person | looked_at
    }
