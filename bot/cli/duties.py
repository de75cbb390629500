"""`konsult run-duty`: run a job by hand."""

from typing import Annotated

import typer

from bot.app import App, system_clock
from bot.cli.base import moment_of, out, ready_settings, stop, with_app
from bot.scheduler.runner import LeaseLostError, UnknownJobError
from directory.sources.faults import did_you_mean


def run_duty(
    name: Annotated[str, typer.Argument(help="Vad som ska göras; utan namn visas alla.")] = "",
    at: Annotated[str, typer.Option(help="Som om klockan var: 2026-12-24 18:00.")] = "",
) -> None:
    """Gör nu det som annars görs efter klockan."""
    settings = ready_settings()
    now = moment_of(at)

    async def work(app: App) -> int:
        if not name:
            for job in app.scheduler.names:
                out.print(job)
            return 0
        try:
            wrote = await app.scheduler.run_job(name, now or system_clock())
        except UnknownJobError:
            names = app.scheduler.names
            hint = did_you_mean(name, names)
            stop(f"”{name}” finns inte.{hint} Det finns: {', '.join(names)}.")
        except LeaseLostError:
            stop(f"En annan process tog över {name}. Den gör det som är kvar.")
        if wrote is None:
            stop(f"{name} görs redan av en annan process.")
        out.print(f"{name}: {wrote}")
        return 0

    with_app(work, settings)
