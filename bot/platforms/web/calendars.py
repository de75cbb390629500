"""GET /kalender/<secret>.ics: a calendar for anyone who has its address, without sign-in."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from directory.calendars.published import CalendarFile
from directory.transaction import StoreUnavailableError

Read = Callable[[str], Awaitable[CalendarFile | None]]
"""The calendar of a secret, or None; raises StoreUnavailableError while no region is loaded."""

HEADERS = {"Cache-Control": "private, max-age=300", "Vary": "Accept-Encoding"}

_NEVER = ("q=0", "q=0.0", "q=0.00", "q=0.000")


def calendar_route(read: Read) -> Route:
    """The secret in the address gives access: unknown, revoked and malformed ones all get 404."""

    async def show(request: Request) -> Response:
        try:
            file = await read(request.path_params["secret"])
        except StoreUnavailableError:
            return Response(status_code=503, headers={"Retry-After": "60"})
        if file is None:
            raise HTTPException(404)
        headers = {**HEADERS, "ETag": f'W/"{file.version}"'}
        if _has_already(request, file.version):
            return Response(status_code=304, headers=headers)
        if packed := _takes_gzip(request):
            headers["Content-Encoding"] = "gzip"
        content = file.packed if packed else file.text
        return Response(content, headers=headers, media_type="text/calendar; charset=utf-8")

    return Route("/kalender/{secret}.ics", show)


def _has_already(request: Request, version: str) -> bool:
    """Whether the calendar program already has this version."""
    tags = request.headers.get("if-none-match", "").split(",")
    return any(tag.strip().removeprefix("W/") in ("*", f'"{version}"') for tag in tags)


def _takes_gzip(request: Request) -> bool:
    """Whether the calendar program says that it reads gzip, and not that it never does."""
    offers = request.headers.get("accept-encoding", "").lower().split(",")
    taken = (offer.replace(" ", "").partition(";") for offer in offers)
    return any(name == "gzip" and quality not in _NEVER for name, _, quality in taken)
