"""`konsult import shortages` and `konsult shortages`: the authority's file by hand."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.cli.base import err, out, ready_settings, stop, stop_at_identity, with_app
from bot.incoming.addresses import FetchError, is_address
from bot.incoming.isolated_reading import IsolatedReading
from bot.shortages.publishing import IncomingShortages, ShortageOutcome
from directory.shortages.difference import FileDifference, RowNews, difference
from directory.shortages.pack_changes import PackChange
from directory.shortages.row import ShortageFile
from directory.sources.shortages.result import LARGEST, ShortageReading
from directory.walltime.days import local

ACTOR = "konsult import shortages"
MOST_FAULTS_SAID = 20
IN_JSON = (RowNews.NEW, RowNews.RESOLVED, RowNews.FORECAST_CHANGED, RowNews.DROPPED)
_SAYS = {
    RowNews.NEW: "nya",
    RowNews.RESOLVED: "avslutade",
    RowNews.FORECAST_CHANGED: "med annan prognos",
    RowNews.DROPPED: "borttagna",
    RowNews.REOPENED: "öppnade igen",
    RowNews.START_CHANGED: "med annan början",
    RowNews.REWRITTEN: "med andra ord",
    RowNews.TOUCHED: "med bara annat datum för uppdatering",
}

shortages_cli = typer.Typer(no_args_is_help=True, help="Läkemedelsverkets fil om restnoteringar.")


def import_shortages(
    source: Annotated[str, typer.Argument(help="En fil, en mapp eller en adress.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som ändras.")] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Ja, filen är rätt fast mycket har ändrats.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(help="Godta en del av filen som konsult inte känner till. Kommer ihåg."),
    ] = None,
) -> None:
    """Läs in Läkemedelsverkets fil om restnoteringar (XML, version 3)."""
    stop_at_identity(*(accept or []), files=[Path(source).name])
    settings = ready_settings()
    if is_address(source) and not settings.common.shortages_contact:
        err.print("Ange gärna KONSULT_SHORTAGES_CONTACT: vem servern kan vända sig till.")

    async def work(app: App) -> int:
        try:
            fetched = await app.shortages.get(source)
        except FetchError as fault:
            stop(f"{source}: {fault}")
        incoming = IncomingShortages(
            content=fetched.content or b"",
            source=source,
            etag=fetched.etag,
            modified=fetched.modified,
            looked_at=yes,
            accepted=tuple(accept or ()),
        )
        if dry_run:
            outcome = await app.files.shortages.preview(incoming)
        else:
            outcome = await app.files.shortages.publish(incoming, ACTOR)
        for line in _outcome_lines(outcome):
            out.print(line)
        for refusal in outcome.refusals[:MOST_FAULTS_SAID]:
            err.print(f"FEL: {refusal}")
        if outcome.refusals:
            hint = " Är filen rätt: lägg till --yes." if outcome.may_be_right else ""
            stop(f"Inget har lästs in. Det som gällde gäller fortfarande.{hint}")
        out.print("Inget har ändrats (--dry-run)." if dry_run else _done(outcome))
        return 0

    with_app(work, settings)


def _done(outcome: ShortageOutcome) -> str:
    return "Inläst." if outcome.publication else "Filen gällde redan."


def _outcome_lines(outcome: ShortageOutcome) -> Iterator[str]:
    file = outcome.reading.file
    if file is None:
        return
    yield _file_words(file)
    if outcome.judgement:
        yield _rows_words(outcome.judgement.difference)
    if outcome.publication:
        yield _packs_words(outcome.publication.changes)


def _file_words(file: ShortageFile) -> str:
    packs = len({row.pack.npl_pack_id for row in file.rows})
    made = f"{local(file.created):%Y-%m-%d %H:%M}"
    return f"Fil från {made}: {len(file.rows)} rader om {packs} förpackningar."


def _rows_words(found: FileDifference) -> str:
    counts = Counter(step.news for step in found.steps)
    said = [f"{counts[news]} {words}" for news, words in _SAYS.items() if counts[news]]
    return f"Rader: {', '.join(said) or 'inga ändrade'}."


def _packs_words(changes: tuple[PackChange, ...]) -> str:
    dates = sum(change.is_of_dates_alone for change in changes)
    states = Counter(change.after.state for change in changes if not change.is_of_dates_alone)
    said = [f"{count} {state}" for state, count in sorted(states.items())]
    said += [f"{dates} med andra datum"] if dates else []
    return f"Förpackningar för människor: {', '.join(said) or 'inga ändrade'}."


@shortages_cli.command("diff")
def show_difference(
    old: Annotated[Path, typer.Argument(help="Den äldre filen.")],
    new: Annotated[Path, typer.Argument(help="Den nyare filen.")],
    as_json: Annotated[bool, typer.Option("--json", help="Svara med JSON.")] = False,
) -> None:
    """Visa vilka rader som är nya, avslutade, flyttade och borttagna mellan två filer."""
    files = asyncio.run(_read_both(old, new))
    found = difference(*(file.rows for file in files))
    if as_json:
        keys = {news.value: [list(key) for key in found.keys(news)] for news in IN_JSON}
        out.print(json.dumps(keys, ensure_ascii=False))
        return
    for file in files:
        out.print(_file_words(file))
    out.print(_rows_words(found))
    for step in found.told:
        row = step.row
        out.print(
            f"{_SAYS[step.news]}: {row.product.name}, {row.pack.description} ({', '.join(row.key)})"
        )


async def _read_both(*paths: Path) -> list[ShortageFile]:
    reading = IsolatedReading()
    try:
        return [_whole(path, await reading.shortages(_content(path))) for path in paths]
    finally:
        await reading.close()


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        stop(f"{path} går inte att läsa: {error.strerror}.")


def _whole(path: Path, reading: ShortageReading) -> ShortageFile:
    for fault in reading.faults[:MOST_FAULTS_SAID]:
        err.print(f"FEL: {path}: {fault}")
    for part in reading.unknown:
        err.print(f"Obs: {path} har en del som konsult inte känner till: {part}")
    if reading.file is None:
        stop("Inget har jämförts.")
    return reading.file
