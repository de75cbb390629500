"""`konsult export hours-report`: what became of consultation hours, for whoever runs konsult."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App, system_clock
from bot.cli.base import out, ready_settings, stop, with_app
from bot.hours.reporting.charts import chart_files
from bot.hours.reporting.making import made_report
from bot.texts import NO_REGION
from directory.hours.kept import OFFERED
from directory.hours.offered import ConsultationHour
from directory.hours.pilots import Pilot, Pilots
from directory.hours.report.period import Period, period_of, quarter_with, read_quarter
from directory.hours.report.shown import FillReport
from directory.snapshot import Snapshot
from directory.walltime.days import local


def export_hours_report(
    folder: Annotated[Path, typer.Argument(help="Mappen som filerna skrivs i.")],
    quarter: Annotated[str, typer.Option(help="Kvartalet: 2026-4. Förval är det som pågår.")] = "",
    pilot: Annotated[
        str, typer.Option(help="Hela tiden för en försöksperiod: dess id eller namn.")
    ] = "",
    with_charts: Annotated[bool, typer.Option("--charts/--no-charts", help="Med diagram.")] = True,
) -> None:
    """Skriv rapporten om konsulttider: arbetsbok, CSV och diagram. Ingen specialist nämns."""
    if quarter and pilot:
        stop("Ange antingen --quarter eller --pilot: ett försök redovisas för hela sin tid.")
    settings = ready_settings()

    async def work(app: App) -> int:
        snapshot = app.live.snapshot
        if snapshot is None:
            stop(NO_REGION)
        chosen = _pilot(pilot, snapshot.of(OFFERED).pilots) if pilot else None
        period = period_of(chosen) if chosen else _quarter(quarter)

        def wanted(hour: ConsultationHour) -> bool:
            return chosen is None or hour.pilot == chosen.id

        recorded = await app.store.load_recorded(period)
        report = made_report(recorded, period, snapshot, system_clock(), wanted=wanted)
        if not report.series:
            stop(f"Inga konsulttider finns i {period.name}. Inget har skrivits.")
        for name, content in _files(report, snapshot, with_charts=with_charts):
            _write(folder / name, content)
            out.print(name)
        return 0

    with_app(work, settings)


def _files(
    report: FillReport, snapshot: Snapshot, *, with_charts: bool
) -> Iterator[tuple[str, bytes]]:
    from bot.hours.reporting import tables  # noqa: PLC0415  # brings openpyxl (adr/0023)

    yield from tables.table_files(report, snapshot)
    if with_charts:
        yield from chart_files(report, snapshot)


def _quarter(words: str) -> Period:
    try:
        return read_quarter(words) if words else quarter_with(local(system_clock()).date())
    except ValueError as fault:
        stop(str(fault))


def _pilot(words: str, pilots: Pilots) -> Pilot:
    """The pilot of that id or name; stops with those there are."""
    named = [one for one in pilots if words.casefold() in (one.id.casefold(), one.name.casefold())]
    if len(named) != 1:
        known = ", ".join(f"{one.id} ({one.name})" for one in pilots) or "inga"
        stop(f"Försöksperioden ”{words}” finns inte. De som finns: {known}.")
    return named[0]


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        stop(f"{path} går inte att skriva: {error.strerror}.")
