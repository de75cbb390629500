"""Tables that only lay out a text: a label on the left, and on the right what stands under it.

It is the commonest form of a Swedish agreement. Its first row is no head of the others, and each
label is a heading.
"""

from collections.abc import Sequence

from directory.lazy.values import dataclass
from directory.sources.agreements.head_words import is_label
from directory.sources.agreements.prose import one_line

LABEL_LEVEL = 6
"""The level of a label as a heading: below every heading outside the table."""
_LONGEST_LABEL = 60
_LONG = 90


@dataclass(frozen=True, slots=True)
class LaidCell:
    """A cell as far as it tells what its table is. `text` has a line for each paragraph; `bold`:
    whether all of it is, or is set as a heading."""

    text: str
    bold: bool


def is_laid_out(rows: Sequence[Sequence[LaidCell]]) -> bool:
    """Whether each row is a label and a text: two cells, the labels bold and the texts not, and at
    least one text of several paragraphs or of some length.

    Where nothing is bold, the first text must be as rich as that: a head of columns is not.
    """
    if len(rows) < 2 or any(len(row) != 2 for row in rows) or not rows[0][0].text:
        return False
    labels, texts = [row[0] for row in rows if row[0].text], [row[1] for row in rows]
    if not all(_is_label(label.text) for label in labels) or any(text.bold for text in texts):
        return False
    if sum(is_label(label.text) for label in labels) * 2 >= len(labels):
        return False  # the head of a document
    if all(label.bold for label in labels):
        return any(_is_rich(text.text) for text in texts)
    return not any(label.bold for label in labels) and _is_rich(texts[0].text)


def _is_label(text: str) -> bool:
    return len(one_line(text)) <= _LONGEST_LABEL and not text.endswith((".", ";", ","))


def _is_rich(text: str) -> bool:
    return "\n" in text or len(text) > _LONG
