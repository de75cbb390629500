"""`konsult evaluate lookup`: how often words find the right service, with the region's words."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.app import App, system_clock
from bot.cli.base import out, ready_settings, stop_unless_testable, with_app, write_text
from directory.catalogue.specialties import official_lexicon
from directory.names.resolver import Names
from directory.snapshot import Snapshot

if TYPE_CHECKING:
    from directory.evaluation.lookup import Claims


def evaluate_lookup(
    queries: Annotated[Path, typer.Argument(help="Frågor med facit: query, expected, kind.")],
    predictions_to: Annotated[
        Path | None, typer.Option("--predictions", help="Skriv svaret på varje fråga hit.")
    ] = None,
) -> None:
    """Pröva hur ofta ord leder rätt, med den inlästa regionens ord."""
    from directory.evaluation.lookup import judge, predictions, table_lines  # noqa: PLC0415  # adr/0023
    from directory.sources.region.queries_file import read_questions  # noqa: PLC0415  # adr/0023

    read = read_questions(queries)
    stop_unless_testable(queries, read.faults, predictions_to)
    settings = ready_settings()

    async def work(app: App) -> int:
        claims, now = _claims(app.live.snapshot), system_clock()
        judged = judge(read.questions, lambda text: claims.of(text, now))
        if predictions_to is not None:
            write_text(predictions_to, predictions(judged))
        for line in table_lines(judged):
            out.print(line)
        return 0

    with_app(work, settings)


def _claims(snapshot: Snapshot | None) -> "Claims":
    """How words are understood, by the region's vocabulary or, without one, the lexicon's."""
    from directory.evaluation.lookup import Claims  # noqa: PLC0415  # adr/0023

    lexicon = official_lexicon()
    if snapshot is None:
        return Claims(Names(lexicon, (), (), ()), lexicon.specialties, ())
    return Claims(snapshot.names, lexicon.specialties, snapshot.services.values())
