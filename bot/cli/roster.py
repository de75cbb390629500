"""`konsult import roster` and `konsult roster`: import rosters by hand, list their sources."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path, PurePath
from typing import Annotated
from urllib.parse import unquote

import typer

from bot.app import App, system_clock
from bot.cli.base import DAY_FORMATS, out, ready_settings, stop, stop_at_identity, with_app
from bot.cli.roster_lines import preview_lines, row_json, told_words, warning_lines
from bot.incoming.addresses import Fetched, FetchError, is_address
from bot.rosters.publishing import IncomingRoster, NotPublishableError, Preview, UnknownServiceError
from bot.rosters.undoing import UndoRefusedError
from bot.rosters.withdrawing import TakesShiftsError
from directory.catalogue.roles import Role
from directory.publishing.plan import RosterAnswers, outsider
from directory.publishing.warnings import RosterWarnings
from directory.rosters.kept import ROSTER_SOURCES
from directory.rosters.somebody import Somebody
from directory.sources.faults import did_you_mean
from directory.sources.rosters.row import LARGEST
from directory.sources.rosters.words.folding import folded
from directory.walltime.said import age_words

USUAL_MINUTES = 15

roster_cli = typer.Typer(no_args_is_help=True, help="Varifrån jourscheman läses.")


def import_roster(
    source: Annotated[str, typer.Argument(help="En fil, eller en adress som sedan läses igen.")],
    service: Annotated[str, typer.Option(help="Tjänstens id.")],
    role: Annotated[str, typer.Option(help="Rollen, där schemat inte säger någon.")] = "",
    first: Annotated[
        datetime | None, typer.Option("--from", formats=DAY_FORMATS, help="Första dagen.")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=DAY_FORMATS, help="Sista dagen.")
    ] = None,
    map_: Annotated[
        list[str] | None, typer.Option("--map", help="Vem ett namn är: AB=anna-berg. Kommer ihåg.")
    ] = None,
    accept: Annotated[
        list[str] | None, typer.Option(help="Godta ett namn som det står, utanför katalogen.")
    ] = None,
    leave_out: Annotated[
        bool,
        typer.Option(
            "--leave-out", help="Läs in utan rader som inte går att förstå, och namn ingen har."
        ),
    ] = False,
    replace_all: Annotated[
        bool,
        typer.Option("--replace-all", help="Ersätt hela schemat, inte bara dagarna i filen."),
    ] = False,
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Ja, pass ska bli utan jour, och de som står ska mista pass."),
    ] = False,
    every: Annotated[
        int | None, typer.Option(help="Hur ofta en adress läses, i minuter. 0: bara nu.", min=0)
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som ändras.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="En rad JSON för varje pass.")] = False,
) -> None:
    """Läs in ett jourschema: kalender (ICS), CSV eller XLSX."""
    names = [unquote(PurePath(source).name)]
    stop_at_identity(service, role, *(map_ or []), *(accept or []), files=names)
    settings = ready_settings()
    answers = RosterAnswers(
        names=_names(map_ or [], accept or []),
        leave_out=leave_out,
        replaces_all=replace_all,
        unstaffed=yes,
        lost=yes,
    )
    days = (first.date() if first else None, last.date() if last else None)
    if days[0] and days[1] and days[1] < days[0]:
        stop("--to ligger före --from. Ange en dag som är samma eller senare.")
    minutes = (USUAL_MINUTES if every is None else every) if is_address(source) else 0

    async def work(app: App) -> int:
        content = await _content(source, app)
        incoming = IncomingRoster(
            service=service,
            name=source if is_address(source) else Path(source).name,
            content=content.content or b"",
            role=_role(role),
            first=days[0],
            last=days[1],
            every_minutes=minutes,
            etag=content.etag,
            modified=content.modified,
        )
        try:
            if dry_run:
                preview = await app.files.rostering.preview(incoming, answers)
            else:
                preview = await app.files.rostering.publish(
                    incoming, answers, "konsult import roster"
                )
        except UnknownServiceError as fault:
            services = app.live.snapshot.services if app.live.snapshot else {}
            stop(f"{fault}{did_you_mean(service, list(services))}")
        except NotPublishableError as fault:
            _print_preview(app, fault.preview, as_json=as_json)
            stop(_stopped(fault.preview))
        _print_preview(app, preview, as_json=as_json)
        if not as_json:
            out.print("Inget har ändrats (--dry-run)." if dry_run else _read_in(preview))
        return 1 if preview.plan.reading.faults else 0

    with_app(work, settings)


def _read_in(preview: Preview) -> str:
    return f"Inläst. Kan ångras i 24 timmar: konsult roster undo {preview.service.id}"


def _print_preview(app: App, preview: Preview, *, as_json: bool) -> None:
    snapshot = app.live.present()
    lines = row_json(preview) if as_json else preview_lines(preview, snapshot, system_clock())
    for line in lines:
        out.print(line)


def _stopped(preview: Preview) -> str:
    says = "Inget har lästs in. Det schema som gällde gäller fortfarande."
    return f"{says} {_takes(preview.warnings)}" if preview.plan.may_publish else says


def _takes(warnings: RosterWarnings) -> str:
    """What needs somebody's word, and how it is given."""
    what = "Pass skulle bli utan jour" if warnings.unstaffed else "Några skulle bli av med pass"
    return f"{what}: lägg till --yes om det är meningen."


async def _content(source: str, app: App) -> Fetched:
    if is_address(source):
        try:
            return await app.fetch(source, "", "")
        except FetchError as fault:
            stop(str(fault))
    path = Path(source)
    try:
        if path.stat().st_size > LARGEST:
            stop(f"{source} är för stor. Den får vara högst 10 MB.")
        return Fetched(path.read_bytes())
    except OSError as error:
        stop(f"{source} går inte att läsa: {error.strerror}.")


def _role(written: str) -> Role | None:
    if not written:
        return None
    words = {role.value.casefold(): role for role in Role}
    if written.casefold() not in words:
        stop(f"Rollen ”{written}” finns inte.{did_you_mean(written, list(words))}")
    return words[written.casefold()]


def _names(mapped: list[str], accepted: list[str]) -> Mapping[str, Somebody]:
    names: dict[str, Somebody] = {folded(name): outsider(name) for name in accepted}
    for mapping in mapped:
        written, equals, person = mapping.partition("=")
        if not (written.strip() and equals and person.strip()):
            stop(f"--map ”{mapping}” går inte att förstå. Skriv namnet, = och id: AB=anna-berg.")
        names[folded(written)] = person.strip()
    return names


@roster_cli.command("list")
def list_sources() -> None:
    """Visa varifrån scheman läses och när de senast lästes."""
    settings = ready_settings()

    async def work(app: App) -> int:
        now = system_clock()
        snapshot = app.live.snapshot
        for source in snapshot.of(ROSTER_SOURCES) if snapshot else ():
            read = age_words(source.read, now) if source.read else "aldrig"
            how = f"var {source.every_minutes}:e minut" if source.every_minutes else "för hand"
            roles = ", ".join(sorted(source.roles))
            out.print(f"{source.id}: {source.address} ({roles}), läst {read}, {how}")
            if source.problem:
                out.print(f"    {source.problem}")
        return 0

    with_app(work, settings)


@roster_cli.command("undo")
def undo_publication(
    service: Annotated[str, typer.Argument(help="Tjänstens id.")],
) -> None:
    """Ångra den senaste publiceringen av en tjänsts schema, inom 24 timmar."""
    settings = ready_settings()

    async def work(app: App) -> int:
        latest = await app.files.undoing.latest_of(service)
        if latest is None:
            stop(f"Inget schema för ”{service}” har publicerats det senaste dygnet.")
        try:
            undone = await app.files.undoing.undo(latest.id, "konsult roster undo")
        except UndoRefusedError as refusal:
            stop(str(refusal))
        out.print(f"{undone.title}: schemat är som före {latest.address}.")
        _print_warnings(app, undone.warnings)
        return 0

    with_app(work, settings)


@roster_cli.command("remove")
def remove_source(
    source: Annotated[str, typer.Argument(help="Källans id, se ”konsult roster list”.")],
    yes: Annotated[bool, typer.Option("--yes", help="Ja, pass ska försvinna.")] = False,
) -> None:
    """Sluta läsa ett schema och ta bort dess pass; regionens egna filer gäller igen."""
    settings = ready_settings()

    async def work(app: App) -> int:
        snapshot = app.live.snapshot
        ids = [source.id for source in snapshot.of(ROSTER_SOURCES)] if snapshot else []
        if source not in ids:
            stop(f"Källan ”{source}” finns inte.{did_you_mean(source, ids)}")
        try:
            done = await app.files.withdrawing.withdraw(source, "konsult roster remove", lost=yes)
        except TakesShiftsError as refusal:
            _print_warnings(app, refusal.warnings)
            stop(f"Inget har tagits bort. {_takes(refusal.warnings)}")
        _print_warnings(app, done.warnings)
        out.print(f"{source} är borttagen. {told_words(done.told)}")
        return 0

    with_app(work, settings)


def _print_warnings(app: App, warnings: RosterWarnings) -> None:
    for line in warning_lines(warnings, app.live.present(), system_clock()):
        out.print(line)
