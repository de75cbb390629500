"""Finds the head of a document without front matter in its tables, lines and sentences.

Nothing is inferred. ”Uppdaterad” is an edit of a web page and not a revision;
”ses över vartannat år” is not a last day.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any, NamedTuple

from directory.sources.agreements.dates import DAY
from directory.sources.agreements.draft import (
    DocumentPieces,
    Footnote,
    Item,
    Paragraph,
    Piece,
    WrittenHeading,
    WrittenTable,
)
from directory.sources.agreements.head_part import KEY_OF, HeadPart
from directory.sources.agreements.head_words import is_label, is_of_document, marks


class _Told(NamedTuple):
    """A field of Head, the text after its label, and the words in which it was told."""

    field: str
    words: str
    told: str


_LONGEST = 160
_DATES = ("adopted", "revised", "valid_from", "valid_to")
_ABOUT = re.compile(
    r"^(?:[\d.]+\s+)?(?:giltighet|dokument(?:information|uppgifter|data|historik)|om dokumentet)",
    re.IGNORECASE,
)
_DAY = re.compile(rf"(?:den\s+)?({DAY})", re.IGNORECASE)
_ANY_DAY = re.compile(DAY, re.IGNORECASE)
_NUMBER = re.compile(r"[\w./:-]*\d[\w./:-]*")
_VERSION = re.compile(r"\d[\d.]*\d|\d+|[A-ZÅÄÖ]\b")
_DOCUMENT = (
    r"(?:(?:vård|handläggnings|samverkans)?överenskommelsen|dokumentet|avtalet|riktlinjen|rutinen"
    r"|h[öo]k(?:[:-]?en)?|rmr(?:[:-]?en)?|vårdförloppet|ansvarsdokumentet)"
)
_FROM = r"(?:från|fr\.?\s?o\.?\s?m\.?)(?:\soch\smed)?"
_TO = r"(?:till|t\.?\s?o\.?\s?m\.?|tills)(?:\soch\smed)?"
_HOLDS = rf"(?:(?<![\w]){_DOCUMENT}\s(?:är\s)?|^\s*)(?:gäller|giltigt?)"
_SENTENCES = (
    ("valid_from", re.compile(rf"{_HOLDS}\s{_FROM}\s(?:den\s)?({DAY})", re.IGNORECASE)),
    (
        "valid_to",
        re.compile(
            rf"{_HOLDS}\s(?:{_FROM}\s(?:den\s)?{DAY},?\s(?:och\s)?)?{_TO}\s(?:den\s)?({DAY})",
            re.IGNORECASE,
        ),
    ),
    (
        "owner",
        re.compile(rf"^\s*{_DOCUMENT}\s(?:förvaltas|ägs)\sav\s([^.;]{{3,150}})", re.IGNORECASE),
    ),
    (
        "adopted",
        re.compile(
            rf"^\s*(?:{_DOCUMENT}\s(?:är\s)?)?(?:fastställ|beslut|antag)\w*\b[^.;]{{0,90}}?({DAY})",
            re.IGNORECASE,
        ),
    ),
    (
        "revised",
        re.compile(
            rf"^\s*(?:{_DOCUMENT}\s(?:är\s)?)?(?:senast\s)?reviderad\w*\b[^.;]{{0,40}}?({DAY})",
            re.IGNORECASE,
        ),
    ),
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])|\n")


def head_rows(draft: DocumentPieces, known: frozenset[str] = frozenset()) -> HeadPart:
    """The head as the text gives it; a field with contradictory values is left out, with a warning.

    The fields in `known` are not looked for.
    """
    labelled = [*_from_pieces(draft.margins), *_from_pieces(_about(draft.pieces))]
    rows = _part([one for one in labelled if one.field not in known])
    fields = known | {one.field for one in labelled}
    told = [one for one in _from_sentences(draft.pieces) if one.field not in fields]
    return rows.over(_part(told))


def _part(told: list[_Told]) -> HeadPart:
    values: dict[str, Any] = {}
    wrong, doubtful = [], []
    for field in dict.fromkeys(one.field for one in told):
        words = list(dict.fromkeys(one.words for one in told if one.field == field))
        try:
            read = [KEY_OF[field].read((word,)) for word in words]
            if all(row == read[0] for row in read):
                values[field] = read[0]
            else:
                doubtful.append(_differ(field, words))
        except ValueError as error:
            wrong.append(f"{KEY_OF[field].name} ”{words[0][:60]}” i dokumentet: {error}")
    first = {one.field: f"”{_bounded(one.told)}”" for one in reversed(told) if one.field in values}
    return HeadPart(values, tuple(wrong), tuple(doubtful), first)


def _bounded(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()} …"


def _differ(field: str, words: list[str]) -> str:
    name = KEY_OF[field].name
    shown = " och ".join(f"”{word}”" for word in words[:3])
    return (
        f"Dokumentet säger olika om {name}: {shown}. Skriv den som gäller som {name} i en sidfil."
    )


def _about(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces where labels count: before the text, under ”Giltighet”, in tables of them."""
    headings = 0
    about = True
    for piece in pieces:
        if isinstance(piece, WrittenHeading):
            headings += 1
            about = headings == 1 or bool(_ABOUT.search(piece.text))
        elif (
            about
            or (isinstance(piece, WrittenTable) and _is_head(piece))
            or (isinstance(piece, Paragraph) and _starts_with_label(piece.text))
        ):
            yield piece


def _is_head(table: WrittenTable) -> bool:
    """Several labels, at least one of documents only: ”Åtgärd, Ansvarig” is not a head."""
    cells = [cell for row in table.rows[:3] for cell in row if cell]
    labels = [word for cell in cells if is_label(word := cell.split("\n")[0].split(":")[0])]
    return any(map(is_of_document, labels)) and (len(labels) >= 2 or table.heads == 0)


def _starts_with_label(text: str) -> bool:
    return len(text) <= _LONGEST and ":" in text and is_of_document(text.partition(":")[0])


def _from_pieces(pieces: Sequence[Piece] | Iterator[Piece]) -> Iterator[_Told]:
    for piece in pieces:
        match piece:
            case WrittenTable():
                yield from _from_table(piece)
            case Paragraph(text) | Item(text) | Footnote(text):
                for line in text.split("\n"):
                    yield from _from_line(line)


def _from_table(table: WrittenTable) -> Iterator[_Told]:
    for row, below in zip_longest(table.rows, table.rows[1:], fillvalue=()):
        for column, cell in enumerate(row):
            if not cell:
                continue
            if not is_label(cell):
                label, _, value = cell.partition("\n")
                yield from _from_line(
                    f"{label.rstrip(':')}: {value}"
                    if is_label(label)
                    else cell.replace("\n", " | ")
                )
            elif value := _beside(row, column) or _beneath(below, column):
                yield from _from_line(f"{cell.strip().rstrip(':')}: {value}")


def _beside(row: tuple[str | None, ...], column: int) -> str:
    following = next((cell for cell in row[column + 1 :] if cell is not None), "")
    return "" if is_label(following) else following.replace("\n", ", ")


def _beneath(below: tuple[str | None, ...], column: int) -> str:
    cell = (below[column] if column < len(below) else "") or ""
    return "" if is_label(cell) else cell.replace("\n", ", ")


def _from_line(line: str) -> Iterator[_Told]:
    """Each label of a line with the text up to the next label."""
    found = marks(line[: 4 * _LONGEST])
    for mark, following in zip_longest(found, found[1:]):
        end = following.start() if following else None
        words = line[mark.end() : end]
        has_colon = words.lstrip().startswith(":")
        if pair := _field_text(mark, words.strip(" :|;,.\t–("), has_colon=has_colon):
            yield _Told(*pair, line[mark.start() : end].strip(" |;,\t"))


def _field_text(mark: re.Match[str], words: str, *, has_colon: bool) -> tuple[str, str] | None:
    """The field of a label, and what is its value of the words that follow."""
    field = mark.lastgroup or ""
    if mark[0].casefold() in ("fastställd av", "beslutad av", "godkänd av"):
        day = _ANY_DAY.search(words)
        return ("adopted", day[0]) if day else None
    if field in _DATES:
        day = _DAY.match(words) or (_ANY_DAY.search(words[:100]) if field == "adopted" else None)
        return (field, day[day.lastindex or 0]) if day else None
    if field in ("number", "version"):
        value = (_NUMBER if field == "number" else _VERSION).match(words)
        return (field, value[0].rstrip(".:")) if value else None
    if field == "other" or not words or len(words) > _LONGEST:
        return None
    return (field, words) if has_colon or mark[0].casefold().endswith(" av") else None


def _from_sentences(pieces: Sequence[Piece]) -> Iterator[_Told]:
    for piece in pieces:
        if isinstance(piece, Paragraph | Item | Footnote):
            for sentence in _SENTENCE.split(piece.text):
                yield from _from_sentence(sentence)


def _from_sentence(sentence: str) -> Iterator[_Told]:
    for field, shape in _SENTENCES:
        if match := shape.search(sentence):
            yield _Told(field, match[1], sentence.strip())
