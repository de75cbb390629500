"""`konsult evaluate shortages`: how often words find the right medicines in the file in force."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.app import App
from bot.cli.base import out, ready_settings, stop_unless_testable, with_app, write_text
from directory.evaluation.shortages import judge_medicines, medicine_lines, medicine_predictions
from directory.shortages.kept import MEDICINES
from directory.shortages.search import MedicineIndex
from directory.sources.shortages.queries_file import read_medicine_questions


def evaluate_shortages(
    queries: Annotated[Path, typer.Argument(help="Frågor med facit: query, expect.")],
    predictions_to: Annotated[
        Path | None, typer.Option("--predictions", help="Skriv svaret på varje fråga hit.")
    ] = None,
) -> None:
    """Pröva hur ofta ord leder till rätt läkemedel i den inlästa filen om restnoteringar."""
    questions, faults = read_medicine_questions(queries)
    stop_unless_testable(queries, faults, predictions_to)
    settings = ready_settings()

    async def work(app: App) -> int:
        await app.live.medicines_indexed()
        index = app.live.snapshot.of(MEDICINES) if app.live.snapshot else MedicineIndex()
        judged = judge_medicines(questions, lambda text: _codes(index, text))
        if predictions_to is not None:
            write_text(predictions_to, medicine_predictions(judged))
        for line in medicine_lines(judged):
            out.print(line)
        return 0

    with_app(work, settings)


def _codes(index: MedicineIndex, text: str) -> Sequence[str]:
    return [found.atc for found in index.find(text).substances if found.atc]
