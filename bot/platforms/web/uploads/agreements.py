"""The pages on which a coordinator uploads agreements, sees what they change and publishes them."""

import re
from collections.abc import Iterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.agreement_answers import CONTINUES, FIELDS, Answers
from bot.agreement_uploads import NO_ANSWERS, AgreementUpload, AgreementUploads, AllAnswers
from bot.desk import Desk, Visitor
from bot.platforms.web.pages import refusal_page
from bot.platforms.web.posted import Posted, read_post
from bot.platforms.web.sign_in import SignIn
from bot.platforms.web.uploads import agreement_pages
from bot.platforms.web.uploads.form import MOST_DOCUMENTS, UploadedDocuments, read_documents
from bot.platforms.web.uploads.rosters import may_upload
from bot.privacy import find_identity

PATH = "/avtal"
LARGEST_ANSWERS = 300_000
MOST_ANSWERS = 20 * MOST_DOCUMENTS

_ANSWER = re.compile(r"f([0-9]{1,2})\.([a-z_]{1,20})")
_NOT_YOURS = "Bara samordnare kan läsa in avtal."
_GONE = "Utkastet finns inte längre. Läs in filerna igen."
_CHANGED = "Något har ändrats sedan du såg det här. Se efter att det stämmer och publicera igen."
_NAMED = "Namnet på en fil ser ut att innehålla ett personnummer. Döp om filen."


class Agreements:
    """Keeps nothing between requests: what has been uploaded waits as a draft in the store."""

    def __init__(self, desk: Desk, sign_in: SignIn, uploads: AgreementUploads) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._uploads = uploads

    def routes(self) -> list[BaseRoute]:
        """The pages."""
        return [
            Route(PATH, self.receive, methods=["POST"]),
            Route(PATH, self.show_form),
            Route(f"{PATH}/{{draft}}", self.act, methods=["POST"]),
            Route(f"{PATH}/{{draft}}", self.show),
        ]

    async def show_form(self, request: Request) -> Response:
        """GET /avtal: choose files."""
        self._coordinator(request)
        return self._form()

    async def receive(self, request: Request) -> Response:
        """POST /avtal: files become a draft, or come back with what is wrong with each."""
        visitor = self._coordinator(request)
        uploaded = await read_documents(request)
        if errors := list(_wrong(uploaded)):
            return self._form(*errors)
        upload = await self._uploads.start(visitor.account, uploaded.files)
        if not any(one.incoming and one.incoming.version for one in upload.files):
            return self._form(*_unreadable(upload))
        return RedirectResponse(f"{PATH}/{upload.draft.id}", 303)

    async def show(self, request: Request) -> Response:
        """GET /avtal/<draft>: what it would change."""
        visitor = self._coordinator(request)
        upload = await self._uploads.look(visitor.account, _draft(request), NO_ANSWERS)
        return self._preview(upload) if upload else refusal_page(request, 404, _GONE)

    async def act(self, request: Request) -> Response:
        """POST /avtal/<draft>: look again with what was filled in, publish, or let it be."""
        visitor = self._coordinator(request)
        posted = await read_post(request, largest=LARGEST_ANSWERS, most=MOST_ANSWERS)
        account, draft = visitor.account, _draft(request)
        if posted.one("action") == "avbryt":
            await self._uploads.cancel(account, draft)
            return RedirectResponse(PATH, 303)
        if posted.one("action") == "publicera":
            return await self._publish(request, visitor, posted)
        upload = await self._uploads.look(account, draft, _answers(posted))
        return self._preview(upload) if upload else refusal_page(request, 404, _GONE)

    async def _publish(self, request: Request, visitor: Visitor, posted: Posted) -> Response:
        seen = posted.one("seen")
        upload = await self._uploads.publish(
            visitor.account, _draft(request), _answers(posted), seen=seen
        )
        if upload is None:
            return refusal_page(request, 404, _GONE)
        if upload.published:
            return HTMLResponse(agreement_pages.published_page(upload))
        return self._preview(upload, _CHANGED if upload.may_publish else "")

    def _coordinator(self, request: Request) -> Visitor:
        visitor = self._sign_in.visitor(request, self._desk)
        if not may_upload(self._desk.asker(visitor)):
            raise HTTPException(403, _NOT_YOURS)
        return visitor

    def _form(self, *errors: str) -> Response:
        return HTMLResponse(agreement_pages.upload_page(errors, self._uploads.existing()))

    def _preview(self, upload: AgreementUpload, notice: str = "") -> Response:
        snapshot, now = self._uploads.snapshot(), self._desk.now()
        return HTMLResponse(agreement_pages.preview_page(upload, snapshot, now, notice=notice))


def _wrong(uploaded: UploadedDocuments) -> Iterator[str]:
    if not uploaded.files:
        yield "Välj minst en fil."
    if any(find_identity(file.name) for file in uploaded.files):
        yield _NAMED


def _unreadable(upload: AgreementUpload) -> list[str]:
    return [
        f"{one.name}: {fault}"
        for one in upload.files
        if one.incoming
        for fault in one.incoming.faults
    ]


def _draft(request: Request) -> str:
    return str(request.path_params["draft"])


def _answers(posted: Posted) -> AllAnswers:
    """What was filled in, by the number of the file; what no form asks for is passed over."""
    values: dict[int, dict[str, str]] = {}
    known: dict[int, str] = {}
    left_out: set[int] = set()
    for name, text in posted.fields:
        answer = _ANSWER.fullmatch(name)
        if answer is None or not text:
            continue
        number, field = int(answer[1]), answer[2]
        if field == "skip":
            left_out.add(number)
        elif field == "known":
            known[number] = text
        elif field in (*FIELDS, CONTINUES):
            values.setdefault(number, {})[field] = text
    return {
        one: Answers(values.get(one, {}), one in left_out, known.get(one, ""))
        for one in values.keys() | known.keys() | left_out
    }
