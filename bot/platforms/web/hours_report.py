"""GET /tid/rapport.xlsx: what became of consultation hours, for coordinators."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.desk import Desk
from bot.hours.reporting.download import REPORT_PATH, HourReports
from bot.platforms.web.sign_in import SignIn

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def report_route(desk: Desk, sign_in: SignIn, reports: HourReports) -> Route:
    """To all others there is no such page: 404."""

    async def show(request: Request) -> Response:
        file = await reports.workbook(desk.asker(sign_in.visitor(request, desk)))
        if file is None:
            raise HTTPException(404)
        headers = {
            "Cache-Control": "private, no-store",
            "Content-Disposition": 'attachment; filename="konsulttider.xlsx"',
        }
        return Response(file.content, headers=headers, media_type=_WORKBOOK)

    return Route(REPORT_PATH, show)
