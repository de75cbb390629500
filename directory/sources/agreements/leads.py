"""The words that introduce a list; a negation such as ”Ska inte remitteras” is always kept."""

import re
from dataclasses import field

from directory.lazy.values import dataclass

_LONGEST = 80
_LONGEST_LEAD = 240
_NEGATIVE = re.compile(
    r"\b(inte|ej|icke|aldrig|ing(?:en|et|a)|undvik\w*|undantag\w*|kontraindik\w*|avråds?)\b",
    re.IGNORECASE,
)
_ENDS = (".", "!", "?")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def is_negative(words: str) -> bool:
    """Whether the words say that what follows is not to be done."""
    return bool(_NEGATIVE.search(words))


def shortened(words: str) -> str:
    """The words, cut after 240 characters."""
    return words if len(words) <= _LONGEST_LEAD else f"{words[:_LONGEST_LEAD].rstrip()} …"


def beneath(outer: str, inner: str) -> str:
    """The inner words after the outer ones: ”Ska inte remitteras: hud”."""
    if not outer or outer == inner:
        return inner
    outer = shortened(outer)
    return f"{outer} {inner}" if outer.endswith(":") else f"{outer}: {inner}"


def lead(paragraph: str, headings: tuple[str, ...]) -> str:
    """The lead of a list that follows `paragraph` under these headings, outermost first.

    It is the paragraph, or its last sentence, where that introduces something; else the heading.
    Every negative heading above is put before it.
    """
    heading = headings[-1] if headings else ""
    words = _introduction(paragraph) or heading
    for above in reversed(headings):
        if is_negative(above) and above not in words:
            words = beneath(above, words)
    return words


def table_lead(paragraph: str, headings: tuple[str, ...]) -> str:
    """The lead of a table's rows: only words that introduce them or are negative."""
    words = lead(paragraph, headings)
    return words if words.endswith(":") or is_negative(words) else ""


def _introduction(paragraph: str) -> str:
    if (paragraph.endswith(":") and len(paragraph) <= 2 * _LONGEST) or len(paragraph) <= _LONGEST:
        return paragraph
    last = _last_sentence(paragraph)
    return last if last.endswith(":") or is_negative(last) else ""


@dataclass(slots=True)
class ListLeads:
    """The leads of what stands under some headings, piece by piece.

    A sentence does not end a list: what follows a ”… inte …:” carries those words until something
    else is introduced. `last`: the last paragraph.
    """

    headings: tuple[str, ...]
    last: str = ""
    _introduces: str = ""
    _refuses: str = ""
    _between: str = ""
    _outer: list[tuple[int, str]] = field(default_factory=list)

    def of_paragraph(self, text: str, *, before_item: bool = False) -> str:
        """The lead of a paragraph: the words that say no to it; empty where there are none.

        `before_item`: whether a list item follows, so that words that are no sentence introduce it.
        """
        self.last, self._outer = text, []
        is_introduction = text.endswith(":") or (before_item and not text.endswith(_ENDS))
        if self._refuses and not is_introduction:
            self._between = text
            return self._refuses
        self._introduces, self._between = text, ""
        self._refuses = text if text.endswith(":") and is_negative(_last_sentence(text)) else ""
        return ""

    def of_item(self, text: str, level: int) -> tuple[str, int]:
        """The lead of an item, and how deep it is nested, from 0."""
        self._outer = [outer for outer in self._outer if outer[0] < level]
        words, depth = self._lead(), len(self._outer)
        for _, above in self._outer:
            words = beneath(words, above)
        self._outer.append((level, text))
        return words, depth

    def _lead(self) -> str:
        words = lead(self._introduces, self.headings)
        if self._refuses and self._between:
            return beneath(words, self._between)
        if self._introduces and is_negative(words) and self._introduces in words:
            self._refuses = words
        return words


def _last_sentence(paragraph: str) -> str:
    return _SENTENCE.split(paragraph)[-1]
