"""`konsult run-duty` and `konsult outbox`: run a job by hand, count the letters."""

from typing import Annotated

import typer

from bot.app import App, system_clock
from bot.cli.base import err, moment_of, out, ready_settings, stop, with_app
from bot.scheduler.runner import LeaseLostError, UnknownJobError
from directory.letters.outbox import DeliveryState
from directory.sources.faults import did_you_mean

_WORDS = {
    DeliveryState.WAITING: "väntar på sin tid",
    DeliveryState.SENDING: "skickas",
    DeliveryState.SENT: "skickade",
    DeliveryState.UNREACHABLE: "gick inte att nå",
    DeliveryState.DIGESTED: "samlade i ett annat brev",
}


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


def outbox() -> None:
    """Visa hur många brev som väntar, är skickade eller inte gick att nå någon med."""
    settings = ready_settings()

    async def work(app: App) -> int:
        counts = await app.outbox.counts()
        for state in DeliveryState:
            out.print(f"{counts.get(state, 0):>7}  {_WORDS[state]}")
        if counts.get(DeliveryState.UNREACHABLE):
            err.print("De som inte gick att nå har sina brev i inkorgen i webbchatten.")
        return 0

    with_app(work, settings)
