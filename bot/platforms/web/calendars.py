"""GET /kalender/<secret>.ics: a calendar for anyone who has its address, without sign-in."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from directory.calendars.published import PublishedCalendar
from directory.transaction import StoreUnavailableError

Read = Callable[[str], Awaitable[PublishedCalendar | None]]
"""The calendar of a secret, or None; raises StoreUnavailableError while no region is loaded."""

HEADERS = {"Cache-Control": "private, max-age=300"}


def calendar_route(read: Read, clock: Callable[[], datetime]) -> Route:
    """The secret in the address gives access: unknown, revoked and malformed ones all get 404."""

    async def show(request: Request) -> Response:
        try:
            published = await read(request.path_params["secret"])
        except StoreUnavailableError:
            return Response(status_code=503, headers={"Retry-After": "60"})
        if published is None:
            raise HTTPException(404)
        headers = {**HEADERS, "ETag": f'W/"{published.version}"'}
        if _has_already(request, published.version):
            return Response(status_code=304, headers=headers)
        text = await asyncio.to_thread(_text, published, clock())
        return Response(text, headers=headers, media_type="text/calendar; charset=utf-8")

    return Route("/kalender/{secret}.ics", show)


def written() -> Callable[[PublishedCalendar, datetime], bytes]:
    """What writes calendars."""
    from directory.calendars.ical_out import icalendar_text  # noqa: PLC0415  # adr/0023

    return icalendar_text


def _text(published: PublishedCalendar, now: datetime) -> bytes:
    """In a thread: years of duties take a while, and so does loading what writes the first one."""
    return written()(published, now)


def _has_already(request: Request, version: str) -> bool:
    """Whether the calendar program already has this version."""
    tags = request.headers.get("if-none-match", "").split(",")
    return any(tag.strip().removeprefix("W/") in ("*", f'"{version}"') for tag in tags)
