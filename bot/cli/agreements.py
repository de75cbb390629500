"""`konsult import agreements`: import documents by hand."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from bot.agreements.news import change_lines
from bot.agreements.publishing import IncomingAgreement, Outcome
from bot.app import App
from bot.cli.base import err, out, ready_settings, stop, stop_at_identity, with_app
from directory.sources.agreements.head_part import KEY_OF
from directory.sources.agreements.result import LARGEST, Document

ENDINGS = (".md", ".markdown", ".docx", ".pdf", ".html", ".htm")
SIDE_ENDINGS = (".yaml", ".yml")
_ACTOR = "konsult import agreements"
_MOST_HEADINGS = 5
_WHERE = "Skriv det först i dokumentet, eller i en fil med samma namn och .yaml."


def import_agreements(
    paths: Annotated[list[Path], typer.Argument(help="Mappar eller filer med överenskommelser.")],
    no_person: Annotated[
        list[str] | None,
        typer.Option(
            help="Filen vars text ser ut att innehålla ett personnummer men inte gäller någon."
        ),
    ] = None,
    looked_at: Annotated[
        list[str] | None,
        typer.Option(
            help="Filen som har något som inte är läst, när någon har sett efter i dokumentet."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Visa bara vad som ändras.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Med --dry-run: en rad JSON för varje avsnitt som läst.")
    ] = False,
) -> None:
    """Läs in överenskommelser: Markdown, DOCX, PDF eller HTML. Ett fel hindrar ingen annan fil."""
    if as_json and not dry_run:
        stop("--json hör till --dry-run: konsult import agreements MAPP --dry-run --json.")
    files = _files(paths)
    named = [*(no_person or []), *(looked_at or [])]
    stop_at_identity(files=[*(file.name for file in files), *named])
    documents = [_document(path) for path in files]
    settings = ready_settings()

    async def work(app: App) -> int:
        how = app.files.publishing.preview if dry_run else app.files.publishing.publish
        results = await how(
            documents,
            _ACTOR,
            no_person=await _said(app, documents, "--no-person", no_person or []),
            looked_at=await _said(app, documents, "--looked-at", looked_at or []),
        )
        if as_json:
            for line in _json(results):
                out.print(line)
            return int(any(incoming.outcome is Outcome.FAULTY for incoming in results))
        for line in _lines(results):
            out.print(line)
        faulty = [incoming for incoming in results if incoming.outcome is Outcome.FAULTY]
        for incoming in faulty:
            for fault in incoming.faults:
                err.print(f"FEL: {incoming.name}: {fault}")
        waiting = [incoming for incoming in results if incoming.waits]
        for incoming in waiting:
            for asks in _asks(incoming):
                err.print(f"FEL: {incoming.name}: {asks}")
        out.print("Inget har ändrats (--dry-run)." if dry_run else "Klart.")
        return int(bool(faulty or waiting))

    with_app(work, settings)


async def _said(
    app: App, documents: Sequence[Document], option: str, names: list[str]
) -> list[str]:
    """The ids of the versions in the files that a person has looked at."""
    if not names:
        return []
    wrong = [name for name in names if name not in {document.name for document in documents}]
    if wrong:
        stop(f"{option} {wrong[0]}: ingen av filerna heter så. Skriv filens namn utan mapp.")
    looked_at = [document for document in documents if document.name in names]
    seen = await app.files.publishing.preview(looked_at, _ACTOR)
    return [incoming.version.id for incoming in seen if incoming.version]


def _asks(incoming: IncomingAgreement) -> Iterator[str]:
    """Why a document waits, and what to do; never what was found."""
    if incoming.waits_for_person:
        headings = ", ".join(f"”{heading}”" for heading in incoming.asks_about[:_MOST_HEADINGS])
        yield (
            f"Texten under {headings} ser ut att innehålla ett personnummer. Det är inte inläst. "
            f"Ta bort det, eller lägg till --no-person ”{incoming.name}” om det inte gäller någon."
        )
    if incoming.waits_for_look:
        yield (
            "Något i dokumentet är inte läst (se Obs ovan), så det är inte inläst. Se efter i "
            f"dokumentet, och lägg sedan till --looked-at ”{incoming.name}”."
        )


def _json(results: Sequence[IncomingAgreement]) -> Iterator[str]:
    """A line for each section as it was read, and for each fault."""
    for incoming in results:
        for section in incoming.version.agreement.sections if incoming.version else ():
            row = {
                "file": incoming.name,
                "path": [*section.path, section.heading],
                "text": incoming.text_of(section),
                "unread": [part.what for part in incoming.parts if part.section == section.number],
            }
            yield json.dumps(row, ensure_ascii=False)
        for fault in incoming.faults:
            yield json.dumps({"file": incoming.name, "fault": fault}, ensure_ascii=False)


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
        for place in incoming.unread:
            yield f"    Obs: {place}"
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
