"""The command line: the only list of its commands."""

import os
import sys
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App, system_clock
from bot.cli.agreements import import_agreements
from bot.cli.base import (
    DAY_FORMATS,
    all_settings,
    err,
    moment_of,
    out,
    ready_settings,
    say_no_region,
    stop,
    with_app,
)
from bot.cli.duties import run_duty
from bot.cli.evaluate_agreements import evaluate_agreements
from bot.cli.evaluate_lookup import evaluate_lookup
from bot.cli.evaluate_shortages import evaluate_shortages
from bot.cli.hours import export_hours
from bot.cli.hours_report import export_hours_report
from bot.cli.manifests import manifest_groups
from bot.cli.outbox import outbox_cli
from bot.cli.roster import import_roster, roster_cli
from bot.cli.shortages import import_shortages, shortages_cli
from bot.commands import COMMANDS
from bot.commands.documentation import commands_page
from bot.desk import Visitor
from bot.environment.names import PREFIX
from bot.environment.values import shown_value
from bot.platforms.terminal.as_json import card_json
from bot.platforms.terminal.pressing import find_press
from bot.platforms.terminal.render import card_lines
from bot.settings import SettingsError, setting_name
from bot.texts import NO_REGION
from directory.hours.kept import OFFERED
from directory.names.aliases import with_aliases
from directory.names.kept import ALIASES
from directory.shortages.groups.kept import MEDICINE_GROUPS
from directory.sources.faults import Severity
from directory.transaction import SchemaError, StoreUnavailableError, UnsureError
from directory.walltime.day_table import calendar_csv, calendar_table
from directory.walltime.days import Calendar, local

cli = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="konsult: vem som svarar nu, på vilket nummer och till när.",
)
import_cli = typer.Typer(no_args_is_help=True, help="Läs in filer.")
export_cli = typer.Typer(no_args_is_help=True, help="Skriv ut filer.")
db_cli = typer.Typer(no_args_is_help=True, help="Databasen.")
evaluate_cli = typer.Typer(no_args_is_help=True, help="Pröva regionens egna ord.")
cli.add_typer(import_cli, name="import")
cli.add_typer(export_cli, name="export")
cli.add_typer(db_cli, name="db")
cli.add_typer(evaluate_cli, name="evaluate")
for name, group in manifest_groups():
    cli.add_typer(group, name=name)
cli.add_typer(roster_cli, name="roster")
cli.add_typer(outbox_cli, name="outbox")
cli.add_typer(shortages_cli, name="shortages")
import_cli.command("roster")(import_roster)
export_cli.command("hours")(export_hours)
import_cli.command("agreements")(import_agreements)
import_cli.command("shortages")(import_shortages)
evaluate_cli.command("agreements")(evaluate_agreements)
evaluate_cli.command("lookup")(evaluate_lookup)
evaluate_cli.command("shortages")(evaluate_shortages)
cli.command("run-duty")(run_duty)
export_cli.command("hours-report")(export_hours_report)


def run() -> None:
    """Run the command line; a fault that the user can correct is a sentence, no traceback."""
    try:
        _run()
    finally:
        _write_out()


def _write_out() -> None:
    """What is left to write; whoever reads may have gone (”| head”), which is no fault of ours."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None


def _run() -> None:
    try:
        cli()
    except SettingsError as fault:
        stop(f"Inställningarna är inte rätt:\n{fault}")
    except SchemaError as fault:
        stop(str(fault))
    except UnsureError as fault:
        stop(f"Databasen svarade inte på om det sparades ({fault}). Se efter innan du gör om det.")
    except StoreUnavailableError as fault:
        stop(f"Databasen kan inte nås ({fault}). Kontrollera {PREFIX}DATABASE_URL.")


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Adress att lyssna på.")] = None,
    port: Annotated[int | None, typer.Option(help="Port att lyssna på.")] = None,
) -> None:
    """Starta webbchatten."""
    settings = ready_settings(host=host, port=port)
    from bot.cli import serving  # noqa: PLC0415  # brings uvicorn, for this command alone (adr/0023)

    async def work(app: App) -> int:
        if not app.desk.has_region():
            say_no_region()
        return await serving.serve(
            app.web(), settings.common, app.answering, app.afterwards, say=err.print
        )

    with_app(work, settings, loop=serving.fastest_loop())


@cli.command()
def ask(
    text: Annotated[str, typer.Argument(help="Det som skulle skrivas i chatten.")],
    as_person: Annotated[
        str, typer.Option("--as", help="Vem som frågar: id, e-post eller HSA-id.")
    ] = "",
    at: Annotated[str, typer.Option(help="När: 2026-12-24T08:00, ”fre kväll”.")] = "",
    press: Annotated[
        list[str] | None, typer.Option(help="Tryck sedan på knappen med den texten.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False,
) -> None:
    """Ställ en fråga här i terminalen."""
    settings = ready_settings()
    now = moment_of(at)

    async def work(app: App) -> int:
        await app.live.agreements_indexed()
        desk = app.desk.at(now) if now else app.desk
        visitor = _visitor(as_person, app)
        card = (await desk.ask(visitor, text)).card
        for label in press or []:
            pressed = find_press(card, label)
            if pressed is None:
                stop(f"Knappen ”{label}” finns inte i svaret.")
            card = (await desk.press(visitor, pressed, {})).card
        if as_json:
            out.print(card_json(card))
        for line in [] if as_json else card_lines(card, out.width):
            out.print(line)
        await app.counting.flush()
        return 0

    with_app(work, settings)


def _visitor(who: str, app: App) -> Visitor:
    if not who:
        return Visitor("terminal:local")
    snapshot = app.live.snapshot
    if snapshot is None:
        stop(NO_REGION)
    person = snapshot.people.get(who)
    person = person or app.desk.find_person(who)
    if person is None:
        stop(f"Personen ”{who}” finns inte i katalogen. Ange id, e-post eller HSA-id.")
    return Visitor(f"terminal:{person.id}", person)


@import_cli.command("region")
def import_region(
    folder: Annotated[Path, typer.Argument(help="Mappen med regionens filer.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som ändras.")] = False,
) -> None:
    """Läs in en region: allt eller inget."""
    from bot.region.importing import RegionImporting  # noqa: PLC0415  # adr/0023
    from directory.hours.files.difference import (  # noqa: PLC0415  # adr/0023
        left_lines,
        offer_lines,
    )
    from directory.hours.files.imported import HoursRefusedError  # noqa: PLC0415  # adr/0023
    from directory.hours.files.written import (  # noqa: PLC0415  # adr/0023
        BESIDE,
        offered_in,
    )
    from directory.sources.medicine_groups.form import (  # noqa: PLC0415  # adr/0023
        GROUPS_BESIDE,
        GROUPS_TABLE,
    )
    from directory.sources.medicine_groups.imported import (  # noqa: PLC0415  # adr/0023
        group_lines,
        left_advice_lines,
    )
    from directory.sources.region.difference import difference_lines  # noqa: PLC0415  # adr/0023
    from directory.sources.region.region_files import read_region  # noqa: PLC0415  # adr/0023

    today = local(system_clock()).date()
    reading = read_region(folder, today=today, beside=(*BESIDE, GROUPS_BESIDE))
    for fault in reading.faults:
        mark = "FEL" if fault.severity is Severity.ERROR else "Varning"
        err.print(f"{mark}: {fault}")
    if reading.region is None:
        errors = sum(fault.severity is Severity.ERROR for fault in reading.faults)
        stop(f"{errors} fel. Inget har lästs in.")
    region, offered = reading.region, offered_in(reading)
    groups = reading.of(GROUPS_TABLE)
    settings = ready_settings()

    async def work(app: App) -> int:
        importing = RegionImporting(app.store, app.live, system_clock)
        try:
            if dry_run:
                changed = await importing.difference(region, offered, groups)
            else:
                changed = await importing.import_region(
                    region, "konsult import region", offered, groups
                )
        except HoursRefusedError as refused:
            stop(f"{refused}\nInget har lästs in.")
        beside = [*offer_lines(changed.offers), *group_lines(changed.groups)]
        of_region = difference_lines(changed.rows) if changed.rows or not beside else []
        for line in [*of_region, *beside]:
            out.print(line)
        for line in [*left_lines(changed.left), *left_advice_lines(changed.advice)]:
            err.print(f"Varning: {line}")
        out.print("Inget har ändrats (--dry-run)." if dry_run else "Inläst.")
        return 0

    with_app(work, settings, demo=False)


@export_cli.command("region")
def export_region(
    folder: Annotated[Path, typer.Argument(help="En tom mapp, eller en med regionens filer.")],
) -> None:
    """Skriv regionen till filer som kan läsas in igen, med de ord som lagts till i chatten."""
    from directory.hours.files.written import offered_files  # noqa: PLC0415  # adr/0023
    from directory.sources.medicine_groups.form import groups_file  # noqa: PLC0415  # adr/0023
    from directory.sources.region.beside import GROUPS_FILE  # noqa: PLC0415  # adr/0023
    from directory.sources.region.region_files import (  # noqa: PLC0415  # adr/0023
        ForeignFolderError,
        write_region,
    )

    settings = ready_settings()

    async def work(app: App) -> int:
        region = await app.store.load_region()
        if region is None:
            stop(NO_REGION)
        parts = await app.store.load_parts(
            system_clock(), [ALIASES.name, OFFERED.name, MEDICINE_GROUPS.name]
        )
        beside = {
            **offered_files(parts.of(OFFERED)),
            GROUPS_FILE: groups_file(parts.of(MEDICINE_GROUPS)),
        }
        try:
            write_region(with_aliases(region, parts.of(ALIASES)), folder, beside)
        except ForeignFolderError as error:
            stop(f"Mappen {folder} går inte att skriva: {error}")
        except OSError as error:
            stop(f"Mappen {folder} går inte att skriva: {error.strerror}.")
        out.print(f"Regionen är skriven till {folder}.")
        return 0

    with_app(work, settings, demo=False)


@db_cli.command("upgrade")
def db_upgrade() -> None:
    """Skapa databasen eller lyft den till den här versionen."""
    settings = ready_settings(makes_database=True)

    async def work(app: App) -> int:
        out.print("Databasen är i ordning.")
        return 0

    with_app(work, settings, demo=False)


@cli.command()
def calendar(
    first: Annotated[datetime | None, typer.Option("--from", formats=DAY_FORMATS)] = None,
    last: Annotated[datetime | None, typer.Option("--to", formats=DAY_FORMATS)] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Skriv som CSV.")] = False,
) -> None:
    """Visa hur varje dag räknas: dagtid eller jourtid."""
    settings = ready_settings()
    begin = first.date() if first else local(system_clock()).date()
    end = last.date() if last else begin + timedelta(days=30)
    if end < begin:
        stop("--to ligger före --from. Ange en dag som är samma eller senare.")

    async def work(app: App) -> int:
        region_calendar = app.live.snapshot.calendar if app.live.snapshot else Calendar()
        days = region_calendar.days(begin, end)
        sys.stdout.write(calendar_csv(days) if csv else calendar_table(days))
        return 0

    with_app(work, settings)


@cli.command("settings")
def show_settings() -> None:
    """Förklara varje inställning och visa vad som gäller nu."""
    for section in all_settings(makes_database=True).sections:
        for name, field in type(section).model_fields.items():
            out.print(f"{setting_name(type(section), name)}={shown_value(getattr(section, name))}")
            out.print(f"    {field.description}. Förval: {shown_value(field.default)}")


@cli.command()
def docs(path: Annotated[Path, typer.Argument(help="Filen som skrivs.")]) -> None:
    """Skriv sidan om kommandona."""
    path.write_text(commands_page(COMMANDS), encoding="utf-8")
