"""The pages on which a coordinator uploads files, looks at what they change and publishes it."""

from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import Asker
from bot.desk import Desk, Visitor
from bot.platforms.web.pages import UploadLink
from bot.platforms.web.posted import LARGEST_BODY, MOST_FIELDS, Posted, read_post
from bot.platforms.web.refusals import refusal_page
from bot.platforms.web.sign_in import SignIn
from bot.platforms.web.uploads.form import FileLimits, UploadedForm, read_form
from directory.catalogue.people import Access
from directory.publishing.drafts import Draft

CHANGED = "Något har ändrats sedan du såg det här. Se efter att det stämmer och publicera igen."
NOTHING_POSTED = Posted(())


def may_upload(asker: Asker) -> bool:
    """Whether the pages are open to the asker, and linked from the chat."""
    return asker.has(Access.COORDINATOR)


class UploadKind(Protocol):
    """What can be uploaded: its own form, preview and words; the steps are those of UploadPages.

    Pages come as HTML. Where a draft is asked for by its id, None means that it is gone or that
    it belongs to another account.
    """

    link: UploadLink
    file_limits: FileLimits
    refusal: str
    """Why somebody who may not upload is turned away."""
    gone: str
    """What to do when the draft is gone."""
    largest_answers: int = LARGEST_BODY
    """Bytes that may be posted from the preview."""
    most_answers: int = MOST_FIELDS
    """Fields that may be posted from the preview."""

    async def form(self, asker: Asker) -> str:
        """The page on which files are chosen."""

    async def start(self, account: str, uploaded: UploadedForm) -> Draft | str:
        """Keep the files as a draft, or show the form again with what is wrong."""

    async def preview(self, account: str, draft: str, posted: Posted) -> str | None:
        """What publishing would change, with the answers that were posted."""

    async def publish(self, account: str, draft: str, posted: Posted) -> str | None:
        """Publish what was seen, or show the preview again with the reason why not."""

    async def cancel(self, account: str, draft: str) -> None:
        """Throw the draft away, if it is the account's own."""

    async def start_address(self, account: str, source: str) -> Draft | str | None:
        """Keep what an address says now as a draft, or show the form with what is wrong.

        None where no such address is read.
        """
        return None

    async def undo(self, account: str, published: str) -> str | None:
        """Put back what was before a publication, or say why not; None where none can be undone."""
        return None


class UploadPages:
    """The steps of an upload, the same for every kind: choose files, preview, publish or cancel.

    Keeps nothing between requests: what has been uploaded waits as a draft in the store.
    """

    def __init__(self, desk: Desk, sign_in: SignIn, kind: UploadKind) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._kind = kind

    def routes(self) -> list[BaseRoute]:
        """GET and POST of the form, and of the preview of each draft."""
        path = self._kind.link.path
        return [
            Route(path, self.receive, methods=["POST"]),
            Route(path, self.show_form),
            Route(f"{path}/{{draft}}", self.act, methods=["POST"]),
            Route(f"{path}/{{draft}}", self.show),
        ]

    async def show_form(self, request: Request) -> Response:
        """GET <path>: choose files."""
        asker = self._desk.asker(self._coordinator(request))
        return HTMLResponse(await self._kind.form(asker))

    async def receive(self, request: Request) -> Response:
        """POST <path>: the files become a draft, or the form comes back with what is wrong."""
        account = self._coordinator(request).account
        uploaded = await read_form(request, self._kind.file_limits)
        return self._begun(request, await self._kind.start(account, uploaded))

    async def show(self, request: Request) -> Response:
        """GET <path>/<draft>: what it would change."""
        account = self._coordinator(request).account
        page = await self._kind.preview(account, _draft(request), NOTHING_POSTED)
        return self._page(request, page)

    async def act(self, request: Request) -> Response:
        """POST <path>/<draft>: preview with other answers, publish or cancel.

        Or undo what has been published under that id, or look at what the address of a source
        with that id says now.
        """
        kind, account, draft = self._kind, self._coordinator(request).account, _draft(request)
        posted = await read_post(request, largest=kind.largest_answers, most=kind.most_answers)
        match posted.value("action"):
            case "avbryt":
                await kind.cancel(account, draft)
                return RedirectResponse(kind.link.path, 303)
            case "adress":
                return self._begun(request, await kind.start_address(account, draft))
            case "ångra":
                return self._page(request, await kind.undo(account, draft))
            case "publicera":
                return self._page(request, await kind.publish(account, draft, posted))
            case _:
                return self._page(request, await kind.preview(account, draft, posted))

    def _coordinator(self, request: Request) -> Visitor:
        visitor = self._sign_in.visitor(request, self._desk)
        if not may_upload(self._desk.asker(visitor)):
            raise HTTPException(403, self._kind.refusal)
        return visitor

    def _begun(self, request: Request, started: Draft | str | None) -> Response:
        if started is None or isinstance(started, str):
            return self._page(request, started)
        return RedirectResponse(f"{self._kind.link.path}/{started.id}", 303)

    def _page(self, request: Request, page: str | None) -> Response:
        return refusal_page(request, 404, self._kind.gone) if page is None else HTMLResponse(page)


def _draft(request: Request) -> str:
    return str(request.path_params["draft"])
