"""What a document without front matter says of itself: in tables, lines and whole sentences.

Only what is told outright is taken. ”Uppdaterad” is an edit on the web and not a revision;
”ses över vartannat år” is no last day.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

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
from directory.sources.agreements.head_words import LABEL, is_label, is_of_document

_Said = tuple[str, str]  # field of Head and what stands after its label

_LONGEST = 160
_DATES = ("adopted", "revised", "valid_from", "valid_to")
_ABOUT = re.compile(
    r"^(?:[\d.]+\s+)?(?:giltighet|dokument(?:information|uppgifter|data|historik)|om dokumentet)",
    re.IGNORECASE,
)
_BEFORE_LABEL = re.compile(r"(?:^|[|;•·,.(–\t\n])\s*$")
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
    """The head as its rows tell it; where they differ, the field is left to be asked for.

    The fields that are `known` from elsewhere are not looked for.
    """
    labelled = [*_from_pieces(draft.margins), *_from_pieces(_about(draft.pieces))]
    rows = _part([said for said in labelled if said[0] not in known])
    told = known | {field for field, _ in labelled}
    return rows.over(_part([s for s in _from_sentences(draft.pieces) if s[0] not in told]))


def _part(said: list[_Said]) -> HeadPart:
    values: dict[str, Any] = {}
    wrong, doubtful = [], []
    for field in dict.fromkeys(field for field, _ in said):
        words = list(dict.fromkeys(words for each, words in said if each == field))
        try:
            read = [KEY_OF[field].read((word,)) for word in words]
            if all(row == read[0] for row in read):
                values[field] = read[0]
            else:
                doubtful.append(_differ(field, words))
        except ValueError as error:
            wrong.append(f"{KEY_OF[field].name} ”{words[0][:60]}” i dokumentet: {error}")
    return HeadPart(values, tuple(wrong), tuple(doubtful))


def _differ(field: str, words: list[str]) -> str:
    name = KEY_OF[field].name
    shown = " och ".join(f"”{word}”" for word in words[:3])
    return (
        f"Dokumentet säger olika om {name}: {shown}. Skriv den som gäller som {name} i en sidfil."
    )


def _about(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Where labels count: before the text begins, under ”Giltighet”, in tables full of them."""
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
    """Several labels, one of which only a document has: ”Åtgärd, Ansvarig” are no head."""
    cells = [cell for row in table.rows[:3] for cell in row if cell]
    labels = [word for cell in cells if is_label(word := cell.split("\n")[0].split(":")[0])]
    return any(map(is_of_document, labels)) and (len(labels) >= 2 or table.heads == 0)


def _starts_with_label(text: str) -> bool:
    return len(text) <= _LONGEST and ":" in text and is_of_document(text.partition(":")[0])


def _from_pieces(pieces: Sequence[Piece] | Iterator[Piece]) -> Iterator[_Said]:
    for piece in pieces:
        match piece:
            case WrittenTable():
                yield from _from_table(piece)
            case Paragraph(text) | Item(text) | Footnote(text):
                for line in text.split("\n"):
                    yield from _from_line(line)


def _from_table(table: WrittenTable) -> Iterator[_Said]:
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


def _from_line(line: str) -> Iterator[_Said]:
    """Each label of a line with what stands up to the next one."""
    marks = [found for found in LABEL.finditer(line[: 4 * _LONGEST]) if _is_mark(line, found)]
    for mark, following in zip_longest(marks, marks[1:]):
        words = line[mark.end() : following.start() if following else None]
        told = words.lstrip().startswith(":")
        if said := _said(mark, words.strip(" :|;,.\t–("), told=told):
            yield said


def _is_mark(line: str, found: re.Match[str]) -> bool:
    if line[found.end() :].lstrip().startswith(":"):
        return True
    starts = bool(_BEFORE_LABEL.search(line[: found.start()]))
    return found[0][0].isupper() and (starts or not line[: found.start()].rstrip().endswith(":"))


def _said(mark: re.Match[str], words: str, *, told: bool) -> _Said | None:
    field = mark.lastgroup or ""
    if mark[0].casefold() in ("fastställd av", "beslutad av", "godkänd av"):
        found = _ANY_DAY.search(words)
        return ("adopted", found[0]) if found else None
    if field in _DATES:
        day = _DAY.match(words) or (_ANY_DAY.search(words[:100]) if field == "adopted" else None)
        return (field, day[day.lastindex or 0]) if day else None
    if field in ("number", "version"):
        value = (_NUMBER if field == "number" else _VERSION).match(words)
        return (field, value[0].rstrip(".:")) if value else None
    if field == "other" or not words or len(words) > _LONGEST:
        return None
    return (field, words) if told or mark[0].casefold().endswith(" av") else None


def _from_sentences(pieces: Sequence[Piece]) -> Iterator[_Said]:
    for piece in pieces:
        if isinstance(piece, Paragraph | Item | Footnote):
            for sentence in _SENTENCE.split(piece.text):
                yield from _from_sentence(sentence)


def _from_sentence(sentence: str) -> Iterator[_Said]:
    for field, shape in _SENTENCES:
        if found := shape.search(sentence):
            yield field, found[1]
