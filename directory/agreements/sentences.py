"""The sentences of a text: whole, in order, and never ended by a short form or a decimal point."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from directory.agreements.document import BlockKind, Section
from directory.lazy.patterns import LazyPattern

# A sentence ends at a full stop before a capital, a digit or a sign that begins another.
_END = LazyPattern(r"[.!?…][”\"')\]]*\s+(?=[A-ZÅÄÖÉÜ0-9”\"'(\[–≥≤<>])")


def _listed(written: str) -> frozenset[str]:
    return frozenset(written.split())


_SHORT = _listed(
    """
    adm ang anm avd bl ca cirka dir dr dvs ed el enl etc ev ex exkl fig forts fr ggr gr ie
    inf inj inkl intr iu jfr jml kap kaps kg kl konc kr leg mag max mfl mg mikrog min mk ml
    mm mmol mnd mott mån nr obs omg osv pat pga prel prep prof rek rel resp rtg sek sid
    sjh sjuksk skr ssk std stk supp susp syn tab tabl temp tfn tim tom uppf vårdc µg äv öv
    överst μg
    """
)
_DOTTED = LazyPattern(r"(?:^|[\s(])(?:\w{1,3}\.\s?){2,}$")
_LAST_WORD = LazyPattern(r"(\w+)\.$")
_NUMBERING = LazyPattern(r"(?:^|[:;]\s)(?:\d{1,2}|[a-zåäö])[.)]$", re.IGNORECASE)


class Statement(NamedTuple):
    """What is never divided: a sentence of a paragraph, a point of a list, a row of a table.

    `block` is the number of the block that it stands in.
    """

    text: str
    block: int


def statements(section: Section) -> tuple[Statement, ...]:
    """Everything that a section says, in order."""
    return tuple(
        Statement(text, number)
        for number, block in enumerate(section.blocks)
        for text in (sentences(block.text) if block.kind is BlockKind.PARAGRAPH else (block.text,))
    )


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text, unchanged but for the blanks between words."""
    return tuple(piece.strip() for piece in divided(" ".join(text.split())))


def divided(text: str) -> Iterator[str]:
    """The sentences with the blanks after them: joined, they are the text."""
    start = 0
    for end in _END.finditer(text):
        if not _goes_on(text[start : end.end()].strip()):
            yield text[start : end.end()]
            start = end.end()
    if start < len(text):
        yield text[start:]


def _goes_on(sentence: str) -> bool:
    """Whether the full stop belongs to a short form, an initial or the number of a point."""
    if _NUMBERING.search(sentence) or _DOTTED.search(sentence):
        return True
    last = _LAST_WORD.search(sentence)
    word = last[1].casefold() if last else ""
    return word in _SHORT or (len(word) == 1 and word.isalpha())
