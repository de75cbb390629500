"""`konsult import agreements`: import documents by hand."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.agreements.news import change_lines
from bot.agreements.publishing import IncomingAgreement, Outcome
from bot.app import App
from bot.cli.base import err, out, ready_settings, stop, with_app
from directory.sources.agreements.head_part import KEY_OF
from directory.sources.agreements.result import LARGEST, Document

ENDINGS = (".md", ".markdown", ".docx", ".pdf", ".html", ".htm")
SIDE_ENDINGS = (".yaml", ".yml")
_WHERE = "Skriv det först i dokumentet, eller i en fil med samma namn och .yaml."


def import_agreements(
    paths: Annotated[list[Path], typer.Argument(help="Mappar eller filer med överenskommelser.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som ändras.")] = False,
) -> None:
    """Läs in överenskommelser: Markdown, DOCX, PDF eller HTML. Ett fel hindrar ingen annan fil."""
    documents = [_document(path) for path in _files(paths)]
    settings = ready_settings()

    async def work(app: App) -> int:
        how = app.files.publishing.preview if dry_run else app.files.publishing.publish
        results = await how(documents, "konsult import agreements")
        for line in _lines(results):
            out.print(line)
        faulty = [incoming for incoming in results if incoming.outcome is Outcome.FAULTY]
        for incoming in faulty:
            for fault in incoming.faults:
                err.print(f"FEL: {incoming.name}: {fault}")
        out.print("Inget har ändrats (--dry-run)." if dry_run else "Klart.")
        return int(bool(faulty))

    with_app(work, settings)


def _files(paths: Sequence[Path]) -> list[Path]:
    """The documents of folders, in the order of their names, and the files as they stand."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(file for file in path.rglob("*") if file.suffix.lower() in ENDINGS)
            if not inside:
                stop(
                    f"{path} har inga överenskommelser. Filerna ska sluta på {', '.join(ENDINGS)}."
                )
            files += inside
        elif path.exists():
            files.append(path)
        else:
            stop(f"{path} finns inte. Ange en mapp eller en fil.")
    return list(dict.fromkeys(files))


def _document(path: Path) -> Document:
    sides = (path.with_suffix(ending) for ending in SIDE_ENDINGS)
    side = next((side for side in sides if side.exists()), None)
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
        return Document(path.name, content, side.read_bytes() if side else None)
    except OSError as error:
        stop(f"{path} går inte att läsa: {error.strerror}.")


def _lines(results: Sequence[IncomingAgreement]) -> Iterator[str]:
    for incoming in results:
        if incoming.version is None:
            continue
        sections = len(incoming.version.agreement.sections)
        document = incoming.version.document
        yield f"{incoming.name}: {incoming.outcome} ({document}, {sections} avsnitt)"
        for fault in incoming.faults:
            yield f"    Obs: {fault}"
        if incoming.missing and incoming.is_news:
            missing = ", ".join(KEY_OF[field].name for field in incoming.missing)
            yield f"    Saknas: {missing}. {_WHERE}"
        for change in incoming.changes:
            for line in change_lines(change):
                yield f"    {line}"
    counts = {
        outcome: sum(incoming.outcome is outcome for incoming in results) for outcome in Outcome
    }
    yield ", ".join(f"{count} {outcome}" for outcome, count in counts.items() if count) or "0 filer"
