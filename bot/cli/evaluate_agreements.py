"""`konsult evaluate agreements`: how often questions find the right section.

Needs no database and no region: the documents are read from a folder, each time.
"""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.app import system_clock
from bot.cli.base import err, out, stop, stop_unless_testable, write_text
from bot.incoming.isolated_reading import IsolatedReading
from directory.agreements.document import Agreement
from directory.agreements.synonyms import Synonyms, medical_synonyms, read_groups
from directory.sources.agreements.result import AgreementReading, Document
from directory.walltime.days import local

if TYPE_CHECKING:
    from directory.evaluation.agreements import SearchQuestion

ENDINGS = frozenset({".md", ".markdown", ".docx", ".pdf", ".html", ".htm", ".xhtml"})


def evaluate_agreements(
    queries: Annotated[
        Path, typer.Argument(help="Frågor med facit: query, document, section, kind.")
    ],
    documents: Annotated[Path, typer.Option("--documents", help="Mappen med dokumenten.")],
    predictions_to: Annotated[
        Path | None, typer.Option("--predictions", help="Skriv svaret på varje fråga hit.")
    ] = None,
    synonyms: Annotated[
        Path | None, typer.Option(help="Regionens egna synonymer, utöver de som följer med.")
    ] = None,
) -> None:
    """Pröva hur ofta frågor hittar rätt avsnitt i rätt dokument."""
    from directory.agreements.index import AgreementIndex  # noqa: PLC0415  # adr/0023
    from directory.evaluation.agreements import (  # noqa: PLC0415  # adr/0023
        judge,
        predictions,
        shown,
        table_lines,
    )
    from directory.sources.region.agreement_queries_file import (  # noqa: PLC0415  # adr/0023
        read_agreement_questions,
    )

    read = read_agreement_questions(queries)
    stop_unless_testable(queries, read.faults, predictions_to)
    own = _synonyms(synonyms)
    agreements = _read(documents)
    _warn_of_missing(read.questions, agreements)
    index, today = AgreementIndex.build(agreements, own), local(system_clock()).date()
    judged = judge(read.questions, lambda text: shown(index.search(text, today=today)))
    if predictions_to is not None:
        write_text(predictions_to, predictions(judged))
    for line in table_lines(judged):
        out.print(line)


def _synonyms(path: Path | None) -> Synonyms:
    if path is None:
        return medical_synonyms()
    try:
        return medical_synonyms().extended(read_groups(path.read_text("utf-8")))
    except (OSError, ValueError) as fault:
        stop(f"{path}: {fault}")


def _read(folder: Path) -> list[Agreement]:
    """The documents of a folder by name; reports those that cannot be read, stops if none can."""
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix.casefold() in ENDINGS)
        files = [Document(path.name, path.read_bytes()) for path in paths]
    except OSError as error:
        stop(f"{folder} går inte att läsa: {error.strerror}.")
    readings = asyncio.run(_read_isolated(files))
    for file, reading in zip(files, readings, strict=True):
        for fault in reading.faults if reading.agreement is None else ():
            err.print(f"FEL: {file.name}: {fault}")
    agreements = [reading.agreement for reading in readings if reading.agreement is not None]
    return agreements or stop(f"Inget dokument i {folder} kan läsas. Ange en mapp med avtal.")


async def _read_isolated(files: Sequence[Document]) -> Sequence[AgreementReading]:
    reading = IsolatedReading()
    async with reading.running():
        return await reading.agreements(files)


def _warn_of_missing(
    questions: Sequence["SearchQuestion"], agreements: Sequence[Agreement]
) -> None:
    files = {agreement.file for agreement in agreements}
    expected = {name for question in questions for name in question.documents}
    for name in sorted(expected - files):
        err.print(f"Varning: {name} finns bland facit men inte bland dokumenten.")
