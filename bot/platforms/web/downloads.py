"""Tables of a page to take home: a workbook, or one of them as CSV."""

import asyncio
from collections.abc import Sequence

from starlette.responses import Response

from bot.platforms.web.drawings import PRIVATE
from directory.sources.table_file import format_sheet
from directory.spreadsheets import Sheet

_WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


async def workbook(sheets: Sequence[Sheet], stem: str) -> Response:
    """All tables as a workbook. `stem`: what the file is called without its ending."""
    return _file(await asyncio.to_thread(_written, sheets), f"{stem}.xlsx", _WORKBOOK)


def table(sheet: Sheet, stem: str) -> Response:
    """One table as CSV."""
    return _file(format_sheet(sheet), f"{stem}.csv", "text/csv")


def _file(content: bytes, name: str, type_: str) -> Response:
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, headers=headers, media_type=type_)


def _written(sheets: Sequence[Sheet]) -> bytes:
    from directory.spreadsheets.workbooks import written_workbook  # noqa: PLC0415  # openpyxl

    return written_workbook(sheets)
