"""GET /tid/rapport: what became of consultation hours, for coordinators of the services."""

import asyncio
from collections.abc import Sequence
from datetime import date, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.desk import Desk
from bot.hours.reporting.charts import charts
from bot.hours.reporting.making import ReadRecorded, made_report
from bot.hours.reporting.readers import services_reported_to
from bot.hours.reporting.sheets import report_sheets
from bot.hours.reporting.words import file_name
from bot.platforms.web import downloads
from bot.platforms.web.bookings import Present
from bot.platforms.web.drawings import ShownChart, drawing, format_of, shown_chart
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.sign_in import SignIn
from directory.hours.report.period import Period, quarter_with, read_quarter
from directory.hours.report.shown import FillReport
from directory.snapshot import Snapshot
from directory.spreadsheets import as_text
from directory.walltime.days import local

_REFUSAL = "Rapporten om konsulttider är för samordnare, om de tjänster som de svarar för."
_ONE_DAY = timedelta(days=1)
_IN_TABLES = "Talen står i tabellerna nedanför."


class HoursReportPages:
    """The page, its charts and the workbook. Rights are checked at each address."""

    def __init__(
        self, desk: Desk, sign_in: SignIn, present: Present, recorded: ReadRecorded
    ) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._present = present
        self._recorded = recorded

    def routes(self) -> list[BaseRoute]:
        """What is to be answered."""
        return [
            Route("/tid/rapport", self.page),
            Route("/tid/rapport.xlsx", self.workbook),
            Route("/tid/rapport/{chart}.{format}", self.chart),
        ]

    async def page(self, request: Request) -> Response:
        """GET /tid/rapport: the charts and all tables of a quarter."""
        report, snapshot = await self._report(request)
        period = report.period
        html = TEMPLATES.get_template("hours_report.html").render(
            period=period.name,
            quarter=_word(period),
            before=_word(quarter_with(period.first - _ONE_DAY)),
            after=_after(period, self._today()),
            charts=_shown_charts(report, snapshot),
            sheets=report_sheets(report, snapshot),
            as_text=as_text,
        )
        return HTMLResponse(html)

    async def workbook(self, request: Request) -> Response:
        """GET /tid/rapport.xlsx: the tables as a workbook."""
        report, snapshot = await self._report(request)
        sheets = await asyncio.to_thread(report_sheets, report, snapshot)
        return await downloads.workbook(sheets, file_name(report))

    async def chart(self, request: Request) -> Response:
        """GET /tid/rapport/vecka.svg: one chart."""
        format_of(request)
        report, snapshot = await self._report(request)
        return await drawing(request, charts(report, snapshot))

    async def _report(self, request: Request) -> tuple[FillReport, Snapshot]:
        """The report of the services that the asker answers for, and of no others."""
        who = self._desk.asker(self._sign_in.visitor(request, self._desk))
        snapshot = self._present()
        services = services_reported_to(who, snapshot)
        if not services:
            raise HTTPException(403, _REFUSAL)
        period = self._period(request)
        recorded = await self._recorded(period)
        report = await asyncio.to_thread(
            made_report,
            recorded,
            period,
            snapshot,
            self._desk.now(),
            reader=who.person,
            wanted=lambda hour: hour.service in services,
        )
        return report, snapshot

    def _period(self, request: Request) -> Period:
        """The quarter of the address; the running one where none is named."""
        words = request.query_params.get("kvartal", "")
        try:
            return read_quarter(words) if words else quarter_with(self._today())
        except ValueError as fault:
            raise HTTPException(404) from fault

    def _today(self) -> date:
        return local(self._desk.now()).date()


def _word(period: Period) -> str:
    """The quarter as an address says it: ”2026-4”."""
    return f"{period.first.year}-{(period.first.month + 2) // 3}"


def _after(period: Period, today: date) -> str:
    """The quarter after it, while that has begun; else nothing."""
    following = period.last + _ONE_DAY
    return _word(quarter_with(following)) if following <= today else ""


def _shown_charts(report: FillReport, snapshot: Snapshot) -> Sequence[ShownChart]:
    quarter = _word(report.period)
    return [
        shown_chart(chart, f"/tid/rapport/{chart.name}.svg?kvartal={quarter}", _IN_TABLES)
        for chart in charts(report, snapshot)
    ]
