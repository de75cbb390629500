"""The pages on which a coordinator uploads a roster, looks at what it changes and publishes it."""

from collections.abc import Mapping
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import Asker
from bot.desk import Desk, Visitor
from bot.platforms.web.pages import refusal_page
from bot.platforms.web.posted import Posted, read_post
from bot.platforms.web.sign_in import SignIn
from bot.platforms.web.uploads import roster_pages
from bot.platforms.web.uploads.form import Uploaded, read_upload
from bot.platforms.web.uploads.roster_pages import UploadForm
from bot.privacy import find_identity
from bot.roster_uploads import Choices, RosterUploads
from bot.rostering import Incoming
from directory.people import Access
from directory.roles import Role

PATH = "/schema"

_NOT_YOURS = "Bara samordnare kan läsa in scheman."
_GONE = "Utkastet finns inte längre. Läs in filen igen."
_OUT_OF_REACH = "Katalogen kan inte nås just nu. Inget har ändrats. Försök igen om en stund."
_CHANGED = "Något har ändrats sedan du såg det här. Se efter att det stämmer och publicera igen."
_NO_DAY = "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2026-12-24."
_WRONG_WAY = "Sista dagen ligger före den första."


def may_upload(who: Asker) -> bool:
    """Whether the way to the pages is shown at all."""
    return who.has(Access.COORDINATOR)


class Schemas:
    """Keeps nothing between requests: what has been uploaded waits as a draft in the store."""

    def __init__(self, desk: Desk, sign_in: SignIn, uploads: RosterUploads) -> None:
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
        """GET /schema: choose a file."""
        who = self._desk.asker(self._coordinator(request))
        own = self._uploads.snapshot().services_at(who.home.id) if who.home else ()
        return self._form(UploadForm(service=own[0].id if len(own) == 1 else ""))

    async def receive(self, request: Request) -> Response:
        """POST /schema: a file becomes a draft, or comes back with what is wrong."""
        visitor = self._coordinator(request)
        uploaded = await read_upload(request)
        form = self._checked(uploaded)
        if form.has_errors:
            return self._form(form)
        incoming = Incoming(
            service=form.service,
            name=uploaded.name,
            content=uploaded.content,
            role=Role(form.role) if form.role else None,
        )
        upload = await self._uploads.start(visitor.account, incoming)
        faults = upload.preview.plan.reading.faults
        if faults:
            return self._form(form.with_errors(file=" ".join(faults)))
        return RedirectResponse(f"{PATH}/{upload.draft.id}", 303)

    async def show(self, request: Request) -> Response:
        """GET /schema/<draft>: what it would change."""
        visitor = self._coordinator(request)
        upload = await self._uploads.look(visitor.account, _draft(request), Choices())
        if upload is None:
            return refusal_page(request, 404, _GONE)
        return HTMLResponse(roster_pages.preview_page(upload, self._desk.now()))

    async def act(self, request: Request) -> Response:
        """POST /schema/<draft>: look again with other choices, publish, or let it be."""
        visitor = self._coordinator(request)
        posted = await read_post(request)
        if posted.one("action") == "avbryt":
            await self._uploads.cancel(visitor.account, _draft(request))
            return RedirectResponse(PATH, 303)
        return await self._look(request, visitor, posted)

    async def _look(self, request: Request, visitor: Visitor, posted: Posted) -> Response:
        choices, errors = _choices(posted)
        publishes = posted.one("action") == "publicera" and not errors
        account, draft = visitor.account, _draft(request)
        if publishes:
            seen = posted.one("seen")
            upload = await self._uploads.publish(account, draft, choices, seen=seen)
        else:
            upload = await self._uploads.look(account, draft, choices)
        if upload is None:
            return refusal_page(request, 404, _GONE)
        now = self._desk.now()
        if upload.published:
            return HTMLResponse(roster_pages.published_page(upload, now))
        notice = _CHANGED if publishes else ""
        page = roster_pages.preview_page(upload, now, notice=notice, posted=posted, errors=errors)
        return HTMLResponse(page)

    def _coordinator(self, request: Request) -> Visitor:
        visitor = self._sign_in.visitor(request, self._desk)
        if not may_upload(self._desk.asker(visitor)):
            raise HTTPException(403, _NOT_YOURS)
        return visitor

    def _form(self, form: UploadForm) -> Response:
        snapshot, now = self._uploads.snapshot(), self._desk.now()
        return HTMLResponse(roster_pages.upload_page(form, snapshot, now))

    def _checked(self, uploaded: Uploaded) -> UploadForm:
        service, role = uploaded.fields.one("service"), uploaded.fields.one("role")
        known = service in self._uploads.snapshot().services
        file_error = "" if uploaded.name else "Välj en fil."
        if find_identity(uploaded.name):
            file_error = "Filens namn ser ut att innehålla ett personnummer. Döp om den."
        return UploadForm(
            service=service if known else "",
            role=role if role in set(Role) else "",
            service_error="" if known else "Välj vilken jour schemat gäller.",
            file_error=file_error,
        )


def out_of_reach(request: Request, error: Exception) -> Response:
    """The store is gone: nothing has been changed."""
    return refusal_page(request, 503, _OUT_OF_REACH)


def _draft(request: Request) -> str:
    return str(request.path_params["draft"])


def _choices(posted: Posted) -> tuple[Choices, Mapping[str, str]]:
    """What has been chosen, and what is wrong with the days, by field."""
    days: dict[str, date | None] = {}
    errors: dict[str, str] = {}
    for field in ("first", "last"):
        try:
            days[field] = date.fromisoformat(posted.one(field)) if posted.one(field) else None
        except ValueError:
            days[field], errors[field] = None, _NO_DAY
    first, last = days["first"], days["last"]
    if first and last and last < first:
        errors["last"], last = _WRONG_WAY, None
    names = posted.under("name.")
    leave_out = posted.one("leave_out") == "ja"
    return Choices(names=names, leave_out=leave_out, first=first, last=last), errors
