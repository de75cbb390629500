"""Reads the bytes of a document as an agreement, or says what is wrong. Never raises."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import starmap

from directory.agreements.document import Agreement, Section
from directory.sources.agreements.counting import LostLine, RawLine, lost, squeezed
from directory.sources.agreements.draft import (
    DocumentError,
    DocumentPieces,
    require_bounded,
    texts_of,
)
from directory.sources.agreements.formats import raw_lines, read_draft
from directory.sources.agreements.front_matter import read_head
from directory.sources.agreements.head import build_head, impossible, too_long
from directory.sources.agreements.head_lines import set_apart
from directory.sources.agreements.head_part import HeadPart
from directory.sources.agreements.head_rows import head_rows
from directory.sources.agreements.outline import outline
from directory.sources.agreements.plain_text import decode_text
from directory.sources.agreements.result import LARGEST, SIDE_FILE, AgreementReading, UnreadPart

__all__ = ["AgreementReading", "read_agreement"]

HEADING, OF_TITLE = "rubriken", "titeln"
NOT_COUNTED = "text som inte går att kontrollräkna"


def read_agreement(data: bytes, name: str, side: bytes | None = None) -> AgreementReading:
    """A document in Markdown, DOCX, PDF or HTML; the format is recognised by content.

    `side` is a side file in YAML: its values win over front matter, and those over what is
    recognised in the text.
    """
    try:
        if len(data) > LARGEST:
            raise DocumentError("Filen är större än 20 MB. Spara den utan bilder.")
        draft = read_draft(data, name)
        require_bounded(draft.pieces)
        draft = set_apart(draft)
        reading = _reading(draft, name, _side(side))
        return replace(reading, unread=(*reading.unread, *_lost(data, name, draft, reading)))
    except DocumentError as error:
        return AgreementReading(agreement=None, faults=(str(error),))


def _lost(
    data: bytes, name: str, draft: DocumentPieces, reading: AgreementReading
) -> list[UnreadPart]:
    """What is in the file and not in the sections, where that changes a limit or a condition."""
    if reading.agreement is None:
        return []
    sections = reading.agreement.sections
    try:
        raw = raw_lines(data, name)
    except Exception:  # the libraries raise errors of many types
        return [UnreadPart(0, NOT_COUNTED)] if sections else []
    seen = outline(draft.pieces, draft.title)
    margins = tuple(text for piece in draft.margins for text in texts_of(piece))
    aside = (*margins, *draft.left_out, draft.title, *seen.left_out)
    written = [text for piece in draft.pieces for text in texts_of(piece)]
    missing = lost(raw, [*written, *aside])
    shown = [text for section in sections for text in _shown(section)]
    missing += lost([RawLine(text) for text in written], [*shown, *aside])
    return [UnreadPart(_section(one, sections), str(one)) for one in missing]


def _shown(section: Section) -> Iterator[str]:
    yield from section.path
    yield section.heading
    yield from (block.text for block in section.blocks)
    yield from dict.fromkeys(block.lead for block in section.blocks)


def _section(one: LostLine, sections: Sequence[Section]) -> int:
    """The number of the section in which the line before it stands; the first where none does."""
    for section in sections:
        if one.after and one.after in squeezed(" ".join(_shown(section))):
            return section.number
    return 0


def _side(side: bytes | None) -> HeadPart:
    return read_head(decode_text(side), SIDE_FILE) if side else HeadPart()


def _reading(draft: DocumentPieces, name: str, side: HeadPart) -> AgreementReading:
    written = side.over(draft.head)
    part = written.over(_recognised(draft, written))
    seen = outline(draft.pieces, draft.title)
    sections = seen.sections
    if not any(section.blocks for section in sections):
        raise DocumentError(
            "Dokumentet har ingen text. Läs in det dokument som har överenskommelsen."
        )
    head, missing = build_head(part, seen.title, name)
    wrong = (*part.wrong, *impossible(head), *too_long(head))
    agreement = None if wrong else Agreement(head=head, sections=sections, file=name)
    return AgreementReading(
        agreement=agreement,
        faults=(*wrong, *part.doubtful),
        missing=missing,
        found={"title": HEADING, "kind": OF_TITLE, **part.places},
        unread=() if agreement is None else tuple(starmap(UnreadPart, seen.unread)),
    )


def _recognised(draft: DocumentPieces, written: HeadPart) -> HeadPart:
    """The head as found in the text, without the fields that are written elsewhere."""
    return head_rows(draft, frozenset(written.values))
