"""GET /rest/oversikt: the shortages of a list of medicines, for its group and for coordinators."""

from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Route

from bot.access import Asker
from bot.desk import Desk
from bot.platforms.web import downloads
from bot.platforms.web.bookings import Present
from bot.platforms.web.drawings import PRIVATE, drawing, format_of, shown_chart
from bot.platforms.web.render import TEMPLATES
from bot.platforms.web.sign_in import SignIn
from bot.shortages.cautions import NATIONAL, cautions, source_words
from bot.shortages.overview.chart import chart_words, shortage_chart
from bot.shortages.overview.lists import OVERVIEW, OverviewList, overview_lists
from bot.shortages.overview.making import CHARTED, ListOverview, OverviewReads, list_overview
from bot.shortages.overview.sheets import COUNTED, overview_sheets
from directory.spreadsheets import Sheet, as_text, file_stem
from directory.walltime.days import local

_REFUSAL = "Översikten är för medlemmar i specialistgrupper och för samordnare."
_MOST_ROWS = 200
"""So many rows of a table are on the page; the files have all."""


class ShortagePages:
    """The page, its chart, the workbook and the tables. Rights are checked at each address."""

    def __init__(self, desk: Desk, sign_in: SignIn, present: Present, reads: OverviewReads) -> None:
        self._desk = desk
        self._sign_in = sign_in
        self._present = present
        self._reads = reads

    def routes(self) -> list[BaseRoute]:
        """What is to be answered."""
        return [
            Route(OVERVIEW, self.page),
            Route(f"{OVERVIEW}.xlsx", self.workbook),
            Route(OVERVIEW + "/{sheet}.csv", self.table),
            Route(OVERVIEW + "/{chart}.{format}", self.chart),
        ]

    async def page(self, request: Request) -> Response:
        """GET /rest/oversikt: how many packs are how, the chart, and all tables of a list."""
        lists, chosen = self._lists(request)
        seen, sheets = await self._overview(chosen)
        chart = shortage_chart(seen.files)
        shown = (
            shown_chart(chart, f"{OVERVIEW}/{chart.name}.svg", chart_words(chart))
            if chart
            else None
        )
        html = TEMPLATES.get_template("shortages.html").render(
            address=OVERVIEW,
            chosen=chosen,
            lists=lists,
            cautions=list(cautions(seen.feed, seen.now)),
            is_read=seen.feed.created is not None,
            national=NATIONAL,
            source=source_words(seen.feed),
            counts=_counts(sheets),
            chart=shown,
            sheets=sheets,
            csv={sheet.title: f"{OVERVIEW}/{file_stem(sheet.title)}.csv" for sheet in sheets},
            most=_MOST_ROWS,
            as_text=as_text,
        )
        return HTMLResponse(html, headers=PRIVATE)

    async def workbook(self, request: Request) -> Response:
        """GET /rest/oversikt.xlsx: the tables of a list as a workbook."""
        _, chosen = self._lists(request)
        seen, sheets = await self._overview(chosen)
        return await downloads.workbook(sheets, _stem(seen))

    async def table(self, request: Request) -> Response:
        """GET /rest/oversikt/slut-nu.csv: one of the tables."""
        _, chosen = self._lists(request)
        seen, sheets = await self._overview(chosen)
        named = {file_stem(sheet.title): sheet for sheet in sheets}
        sheet = named.get(request.path_params["sheet"])
        if sheet is None:
            raise HTTPException(404)
        return downloads.table(sheet, f"{_stem(seen)}-{file_stem(sheet.title)}")

    async def chart(self, request: Request) -> Response:
        """GET /rest/oversikt/antal.svg: active shortages over time."""
        format_of(request)
        self._lists(request)
        files = await self._reads.load_files_in_force(self._desk.now() - CHARTED)
        chart = shortage_chart(files)
        return await drawing(request, [chart] if chart else [])

    def _lists(self, request: Request) -> tuple[Sequence[OverviewList], OverviewList]:
        """The lists that the asker may see, and the one of the address; the first where it names
        none, 404 for one that is not theirs or not there."""
        lists = overview_lists(self._who(request), self._present())
        if not lists:
            raise HTTPException(403, _REFUSAL)
        wanted = request.query_params.get("lista", lists[0].id)
        chosen = next((one for one in lists if one.id == wanted), None)
        if chosen is None:
            raise HTTPException(404)
        return lists, chosen

    def _who(self, request: Request) -> Asker:
        return self._desk.asker(self._sign_in.visitor(request, self._desk))

    async def _overview(self, chosen: OverviewList) -> tuple[ListOverview, Sequence[Sheet]]:
        snapshot = self._present()
        seen = await list_overview(chosen, snapshot, self._reads, self._desk.now())
        return seen, overview_sheets(seen, snapshot)


def _counts(sheets: Sequence[Sheet]) -> Mapping[str, int]:
    """How many rows each table of packs and of advice has."""
    return {sheet.title: len(sheet.rows) for sheet in sheets if sheet.title in COUNTED}


def _stem(seen: ListOverview) -> str:
    return file_stem("restnoteringar", seen.list.name, f"{local(seen.now):%Y-%m-%d}")
