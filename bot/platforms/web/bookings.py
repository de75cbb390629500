"""GET /tid/<booking>.ics: a booked slot for a calendar, for those who are signed in."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.calendars.bookings import booked_event
from bot.desk import Desk
from bot.platforms.web.sign_in import SignIn
from directory.snapshot import Snapshot

Present = Callable[[], Snapshot]
"""The present picture; raises StoreUnavailableError while no region is loaded."""


def booking_route(desk: Desk, sign_in: SignIn, present: Present) -> Route:
    """A booking that is not there and one that is not theirs are the same: 404."""

    async def show(request: Request) -> Response:
        from directory.calendars.one_event import event_text  # noqa: PLC0415  # icalendar (adr/0023)

        who = desk.asker(sign_in.visitor(request, desk))
        event = booked_event(request.path_params["booking"], who, present())
        if event is None:
            raise HTTPException(404)
        return Response(
            event_text(event, desk.now()),
            headers={
                "Cache-Control": "private, no-store",
                "Content-Disposition": 'attachment; filename="konsulttid.ics"',
            },
            media_type=f"text/calendar; method={event.method}; charset=utf-8",
        )

    return Route("/tid/{booking}.ics", show)
