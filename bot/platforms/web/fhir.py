"""GET /fhir/…: consultation hours as FHIR R4, for whoever is signed in and may see them."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.desk import Desk
from bot.hours.fhir.capability import capability
from bot.hours.fhir.outcomes import SearchRefusedError, outcome
from bot.hours.fhir.searching import Query, Searcher
from bot.platforms.web.bookings import Present
from bot.platforms.web.sign_in import NoRegionError, NotChosenError, SignIn
from directory.transaction import StoreUnavailableError

MEDIA_TYPE = "application/fhir+json; charset=utf-8"

_Show = Callable[[Request], Awaitable[Response]]
_Resource = Mapping[str, Any]


class FhirPages:
    """What programs read. Errors are OperationOutcomes; an hour that is not theirs is not there."""

    def __init__(self, desk: Desk, sign_in: SignIn, present: Present, public_url: str) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._present = present
        self._public_url = public_url.rstrip("/")

    def routes(self) -> list[BaseRoute]:
        """`metadata` needs no sign-in: it says only what can be asked."""
        return [
            Route("/fhir/metadata", self.metadata),
            Route("/fhir/Slot", _answered(self.slots)),
            Route("/fhir/Schedule", _answered(self.schedules)),
            Route("/fhir/Slot/{id}", _answered(self.slot)),
            Route("/fhir/Schedule/{id}", _answered(self.schedule)),
            Route("/fhir/{rest:path}", _nothing),
        ]

    async def metadata(self, request: Request) -> Response:
        """GET /fhir/metadata."""
        return _json(capability(self._base(request)))

    async def slots(self, request: Request) -> Response:
        """GET /fhir/Slot?start=…"""
        return await self._search(request, "slots")

    async def schedules(self, request: Request) -> Response:
        """GET /fhir/Schedule?…"""
        return await self._search(request, "schedules")

    async def slot(self, request: Request) -> Response:
        """GET /fhir/Slot/<id>."""
        searcher = self._searcher(request)
        return _one(await asyncio.to_thread(searcher.slot, request.path_params["id"]))

    async def schedule(self, request: Request) -> Response:
        """GET /fhir/Schedule/<id>."""
        return _one(self._searcher(request).schedule(request.path_params["id"]))

    async def _search(self, request: Request, kind: str) -> Response:
        searcher, query = self._searcher(request), _query(request)
        search = searcher.slots if kind == "slots" else searcher.schedules
        page = await asyncio.to_thread(search, query)  # thousands of slots, beside the answers
        return _json(page.bundle(self._base(request), query, searcher.now))

    def _searcher(self, request: Request) -> Searcher:
        who = self._desk.asker(self._sign_in.visitor(request, self._desk))
        return Searcher(who, self._present(), self._desk.now())

    def _base(self, request: Request) -> str:
        return f"{self._public_url or str(request.base_url).rstrip('/')}/fhir"


def _query(request: Request) -> Query:
    return list(request.query_params.multi_items())


def _answered(show: _Show) -> _Show:
    """The answer, or why there is none."""

    async def answer(request: Request) -> Response:
        try:
            return await show(request)
        except SearchRefusedError as refused:
            issue = outcome(str(refused), refused.code, parameter=refused.parameter)
            return _json(issue, refused.status)
        except NotChosenError:
            return _json(outcome("Logga in först.", "login"), 401)
        except HTTPException as refused:
            return _json(outcome(refused.detail, "login"), 401)
        except (NoRegionError, StoreUnavailableError):
            says = "Katalogen kan inte nås just nu. Försök igen om en stund."
            return _json(outcome(says, "transient"), 503)

    return answer


async def _nothing(request: Request) -> Response:
    says = "Här finns Slot, Schedule och metadata."
    return _json(outcome(says, "not-found"), 404)


def _one(resource: _Resource | None) -> Response:
    if resource is None:
        return _json(outcome("Finns inte, eller är inte för dig.", "not-found"), 404)
    return _json(resource)


def _json(resource: _Resource, status: int = 200) -> Response:
    return Response(
        json.dumps(resource, ensure_ascii=False),
        status,
        headers={"Cache-Control": "private, no-store"},
        media_type=MEDIA_TYPE,
    )
