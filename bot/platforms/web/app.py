"""The web chat: questions and presses."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from markupsafe import Markup
from starlette.applications import Starlette
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bot import links
from bot.access import Asker, NotAllowedError
from bot.agreements.heads import HeadChanges
from bot.agreements.uploads import AgreementUploads
from bot.cards import Card, Press, Tone, notice
from bot.desk import Answered, Desk, Visitor
from bot.hours.reporting.making import ReadRecorded
from bot.platforms.web import pages
from bot.platforms.web.bookings import Present, booking_route
from bot.platforms.web.calendars import Read, calendar_route
from bot.platforms.web.completion import CompletionList
from bot.platforms.web.fhir import FhirPages
from bot.platforms.web.guard import Guard
from bot.platforms.web.hours_report import HoursReportPages
from bot.platforms.web.installing import Installing
from bot.platforms.web.people import People
from bot.platforms.web.posted import LARGEST_BODY, Posted, harmless, read_post
from bot.platforms.web.receipts import Receipt, Receipts
from bot.platforms.web.refusals import (
    failure_words,
    not_allowed,
    out_of_reach,
    refused,
    to_people,
    without_region,
)
from bot.platforms.web.shortages import ShortagePages
from bot.platforms.web.sign_in import (
    Demo,
    NoRegionError,
    NotChosenError,
    SignIn,
)
from bot.platforms.web.uploads.agreement_head import AgreementHeadPage
from bot.platforms.web.uploads.agreements import UploadedAgreements
from bot.platforms.web.uploads.rosters import UploadedRosters
from bot.platforms.web.uploads.upload_pages import UploadKind, UploadPages, may_upload
from bot.privacy import REFUSAL
from bot.rosters.uploads import RosterUploads
from bot.shortages.overview.lists import may_see_overview
from bot.shortages.overview.making import OverviewReads
from directory.transaction import StoreUnavailableError

REFUSED = "/?nekad=1"
"""Where an address with a patient's identity in it leads."""

RECEIPT_GONE = (
    "Svaret på en knapp visas bara en stund. Det som ändrades är sparat. "
    "Ställ frågan igen, så ser du vad som gäller nu."
)
_NEWS = {"HX-Trigger": pages.ANSWERED}


def create_web(
    desk: Desk,
    sign_in: SignIn,
    *,
    extra_routes: Sequence[BaseRoute] = (),
    calendars: Read | None = None,
    present: Present | None = None,
    public_url: str = "",
    recorded: ReadRecorded | None = None,
    shortages: OverviewReads | None = None,
    uploads: RosterUploads | None = None,
    agreements: AgreementUploads | None = None,
    heads: HeadChanges | None = None,
) -> Starlette:
    """The application. `extra_routes` (probes, metrics) come first.

    They and the calendars that `calendars` reads need no sign-in. `present`: the picture that files
    of bookings and resources of FHIR are made from; `public_url`: where their addresses lead.
    `recorded`: what has become of consultation hours; None leaves their report out, and so does
    `shortages` their overview.
    `uploads` and `agreements` take coordinators' uploads; None leaves their pages out. In the demo
    everything, extra routes too, is for this computer only.
    """
    kinds = list(_upload_kinds(desk, uploads, agreements))
    overview = None if shortages is None else present
    chat = Chat(
        desk,
        sign_in,
        [kind.link for kind in kinds],
        reports=recorded is not None,
        overview=overview,
    )
    routes: list[BaseRoute] = [
        *extra_routes,
        Route("/", chat.start),
        Route("/fraga", chat.ask, methods=["POST"]),
        Route("/tryck", chat.press, methods=["POST"]),
        Route("/svar/{name}", chat.receipt),
        Route("/forslag", CompletionList(desk, sign_in).show, methods=["POST"]),
        Route("/inkorg/antal", chat.count_letters),
        Route("/fraga", _to_start),
        Route("/tryck", _to_start),
        *Installing(desk, sign_in).routes(),
        Mount("/static", VersionedFiles(directory=pages.STATIC)),
    ]
    if calendars is not None:
        routes.append(calendar_route(calendars))
    if present is not None:
        routes.append(booking_route(desk, sign_in, present))
        routes += FhirPages(desk, sign_in, present, public_url).routes()
        if recorded is not None:
            routes += HoursReportPages(desk, sign_in, present, recorded).routes()
        if shortages is not None:
            routes += ShortagePages(desk, sign_in, present, shortages).routes()
    if heads is not None:
        routes += AgreementHeadPage(desk, sign_in, heads).routes()
    for kind in kinds:
        routes += UploadPages(desk, sign_in, kind).routes()
    if isinstance(sign_in, Demo):
        people = People(desk, sign_in)
        routes.append(Route("/person", people.choose, methods=["POST"]))
        routes.append(Route("/person", people.show))
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, refusal=sign_in.refusal)],
        exception_handlers={
            HTTPException: refused,
            NotChosenError: to_people,
            NoRegionError: without_region,
            NotAllowedError: not_allowed,
            StoreUnavailableError: out_of_reach,
        },
    )


def _upload_kinds(
    desk: Desk, rosters: RosterUploads | None, agreements: AgreementUploads | None
) -> Iterator[UploadKind]:
    if rosters is not None:
        yield UploadedRosters(rosters, desk.now)
    if agreements is not None:
        yield UploadedAgreements(agreements, desk.now)


class Chat:
    """The chat page and what is posted from it. Keeps nothing between requests but receipts."""

    def __init__(
        self,
        desk: Desk,
        sign_in: SignIn,
        upload_links: Sequence[pages.UploadLink] = (),
        *,
        reports: bool = False,
        overview: Present | None = None,
    ) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._upload_links = upload_links
        self._reports = reports
        self._overview = overview
        self._receipts = Receipts()

    async def start(self, request: Request) -> Response:
        """GET /: an empty chat, or the answer of now to the question of the address.

        Nothing is changed by opening an address. A patient's identity in it leads away at once, so
        that it stays in no list of visited pages.
        """
        visitor = self._sign_in.visitor(request, self._desk)
        text = harmless(request.query_params.get("q", ""))
        if not text:
            return await self._empty(request, visitor)
        try:
            answered = await self._desk.look(visitor, text)
        except Exception as error:
            return self._failed(request, visitor, error)
        if answered.origin is None and not pages.is_htmx(request):
            return RedirectResponse(REFUSED, 303)
        return self._entry(request, _typed(text, answered), answered)

    async def _empty(self, request: Request, visitor: Visitor) -> Response:
        who = self._desk.asker(visitor)
        if "nekad" not in request.query_params:
            answered = await self._desk.press(visitor, links.see_what_waits(), {})
            return HTMLResponse(self._page(who, waiting=answered.card))
        return HTMLResponse(self._page(who, pages.entry("", notice(REFUSAL, tone=Tone.WARNING))))

    async def ask(self, request: Request) -> Response:
        """POST /fraga: what was typed.

        Without JavaScript it leads to the question's address, unless the words are refused: then
        they stay in the field, if they may be repeated.
        """
        visitor = self._sign_in.visitor(request, self._desk)
        text = (await read_post(request, longest=LARGEST_BODY)).value("text")
        if not text:
            return _to_start(request)
        if not pages.is_htmx(request) and self._desk.refusal(visitor, text) is None:
            return RedirectResponse(pages.address_of(text), 303)
        try:
            answered = await self._desk.ask(visitor, text)
        except Exception as error:
            return self._failed(request, visitor, error)
        return self._entry(request, _typed(text, answered), answered)

    async def press(self, request: Request) -> Response:
        """POST /tryck: a button, a choice or a form; replaces the card if the page asks for it.

        A refusal comes after the card: what has been written in its form is to be corrected.

        Without JavaScript it leads to the receipt, or to the question's address where the press is
        only what might have been typed.
        """
        visitor = self._sign_in.visitor(request, self._desk)
        posted = await read_post(request)
        typed = _as_typed(posted.press())
        if typed and not pages.is_htmx(request) and self._desk.refusal(visitor, typed) is None:
            return RedirectResponse(pages.address_of(typed), 303)
        try:
            answered = await self._desk.press(visitor, posted.press(), posted.answers())
        except Exception as error:
            return self._failed(request, visitor, error)
        if pages.is_htmx(request) and not posted.value("entry") and answered.by is not None:
            card = pages.card(answered.card)
            body = card + pages.renewed_asker(answered.who)
            return HTMLResponse(body, headers={**_NEWS, **self._clock()})
        question = _question(posted, answered)
        if pages.is_htmx(request):
            return self._entry(request, question, answered)
        receipt = Receipt(visitor.account, question, answered, self._desk.now())
        return RedirectResponse(f"/svar/{self._receipts.keep(receipt)}", 303)

    async def receipt(self, request: Request) -> Response:
        """GET /svar/<name>: what a button answered, for a while and for whom it was.

        As it was while it holds, and then what holds instead.
        """
        visitor = self._sign_in.visitor(request, self._desk)
        name, now = request.path_params["name"], self._desk.now()
        receipt = self._receipts.find(name, visitor.account, now)
        if receipt is None:
            gone = Answered(notice(RECEIPT_GONE), None, self._desk.asker(visitor))
            return self._entry(request, "", gone, status=410)
        holds = receipt.answered.card.holds
        if holds is not None and holds.until <= now:
            renewed = await self._desk.press(visitor, holds.renew.press, {})
            return self._entry(request, receipt.question, renewed)
        return self._entry(request, receipt.question, receipt.answered, at=receipt.at)

    async def count_letters(self, request: Request) -> Response:
        """GET /inkorg/antal: the inbox button with the number of unread letters.

        A page asks for it when it has loaded, after each answer and at intervals; 204 where the
        visitor is no longer signed in.
        """
        try:
            visitor = self._sign_in.visitor(request, self._desk)
        except (NotChosenError, NoRegionError, HTTPException):
            return Response(status_code=204)
        unread = await self._desk.unread(visitor)
        return HTMLResponse(pages.letters(unread), headers=self._clock())

    def _failed(self, request: Request, visitor: Visitor, error: Exception) -> Response:
        """What to do, and 500; the question is not repeated, as it may hold a personal identity."""
        card = notice(failure_words(error), tone=Tone.WARNING)
        answered = Answered(card, None, self._desk.asker(visitor))
        return self._entry(request, "", answered, status=500)

    def _entry(
        self,
        request: Request,
        question: str,
        answered: Answered,
        status: int = 200,
        at: datetime | None = None,
    ) -> Response:
        """`at`: when it was answered, where that is not now."""
        is_refused = answered.origin is not None and answered.by is None
        can_be_typed = answered.origin is not None and not answered.origin.action
        entry = pages.entry(
            question,
            answered.card,
            at=at or self._desk.now(),
            again=bool(question) and can_be_typed and not is_refused,
            is_kept=answered.by is not None and answered.by.kept_on_device,
            is_refused=is_refused,
        )
        if not pages.is_htmx(request):
            draft = question if is_refused else ""
            return HTMLResponse(self._page(answered.who, entry, draft), status)
        place = {"HX-Retarget": "#entries", "HX-Reswap": "beforeend"}
        body = entry + pages.renewed_asker(answered.who)
        return HTMLResponse(body, status, headers={**place, **_NEWS, **self._clock()})

    def _page(
        self,
        who: Asker,
        entries: Markup | None = None,
        draft: str = "",
        waiting: Card | None = None,
    ) -> str:
        return pages.chat_page(
            who,
            self._desk.commands(who),
            entries=entries,
            is_demo=isinstance(self._sign_in, Demo),
            upload_links=self._upload_links if may_upload(who) else (),
            reports=self._reports and may_upload(who),
            overview=self._overview is not None and may_see_overview(who, self._overview()),
            now=self._desk.now(),
            draft=draft,
            waiting=waiting,
            number=self._desk.in_need(who),
        )

    def _clock(self) -> dict[str, str]:
        return {pages.CLOCK: self._desk.now().isoformat()}


class VersionedFiles(StaticFiles):
    """Static files, cached forever at the address with their checksum."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; raises HTTPException."""
        response = await super().get_response(path, scope)
        version = QueryParams(scope["query_string"]).get("v")
        current = response.status_code == 200 and version == pages.static_version(path)
        caching = "public, max-age=31536000, immutable" if current else "no-cache"
        response.headers["Cache-Control"] = caching
        return response


def _question(posted: Posted, answered: Answered) -> str:
    """How a press is shown as a question: as it would be typed, else the button's label."""
    press = posted.press()
    typed = f"/{press.command} {press.text}".strip()
    return posted.value("label") if press.action else _typed(typed, answered)


def _as_typed(press: Press) -> str:
    """The words that ask the same as the press; empty where it does more than words can."""
    return "" if press.action or press.data else f"/{press.command} {press.text}".strip()


def _typed(text: str, answered: Answered) -> str:
    """What was typed, unless it must not be repeated."""
    return text if answered.origin else pages.HIDDEN_QUESTION


def _to_start(request: Request) -> Response:
    return RedirectResponse("/", 303)
