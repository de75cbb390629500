"""`konsult export hours`: consultation hours for other programs."""

import json
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App, system_clock
from bot.cli.base import DAY_FORMATS, out, ready_settings, stop, with_app, write_text
from bot.texts import NO_REGION
from directory.walltime.days import local, to_utc
from directory.walltime.hours import Hours


def export_hours(
    file: Annotated[Path | None, typer.Argument(help="Filen som skrivs; annars skärmen.")] = None,
    fhir: Annotated[bool, typer.Option("--fhir", help="Som FHIR R4: Schedule och Slot.")] = False,
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY_FORMATS)] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY_FORMATS)] = None,
) -> None:
    """Skriv ut konsulttiderna med det som är ledigt, bokat och inställt, utan vem som har bokat."""
    from bot.hours.fhir.bundles import collection  # noqa: PLC0415  # for this alone (adr/0023)
    from bot.hours.fhir.searching import Searcher  # noqa: PLC0415  # adr/0023

    if not fhir:
        stop("Skriv --fhir. Det finns inget annat format än.")
    settings = ready_settings()

    async def work(app: App) -> int:
        if app.live.snapshot is None:
            stop(NO_REGION)
        now = system_clock()
        searcher = Searcher(None, app.live.snapshot, now)
        resources = searcher.everything(_span(searcher.widest(), first, last, now))
        public_url = settings.common.public_url.rstrip("/")
        bundle = collection(resources, f"{public_url}/fhir" if public_url else "", now)
        text = json.dumps(bundle, ensure_ascii=False, indent=2)
        if file is None:
            out.print(text)
        else:
            write_text(file, f"{text}\n")
            out.print(f"Konsulttiderna är skrivna till {file}.")
        return 0

    with_app(work, settings)


def _span(widest: Hours, first: datetime | None, last: datetime | None, now: datetime) -> Hours:
    """The days that are meant, both included: from today where nothing else is said."""
    begin = to_utc(first.date() if first else local(now).date(), time.min)
    end = to_utc(last.date() + timedelta(days=1), time.min) if last else widest.end
    if end <= begin:
        stop("--to ligger före --from. Ange en dag som är samma eller senare.")
    if begin < widest.start or end > widest.end:
        final = local(widest.end) - timedelta(days=1)
        days = f"{local(widest.start):%Y-%m-%d} till {final:%Y-%m-%d}"
        stop(f"Tiderna är kända från {days}. Ange dagar däremellan.")
    return Hours(begin, end)
