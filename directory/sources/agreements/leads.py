"""The words that introduce a list; a negation such as ”Ska inte remitteras” is always kept."""

import re

_LONGEST = 80
_LONGEST_LEAD = 240
_NEGATIVE = re.compile(
    r"\b(inte|ej|icke|aldrig|ing(?:en|et|a)|undvik\w*|undantag\w*|kontraindik\w*|avråds?)\b",
    re.IGNORECASE,
)
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
    last = _SENTENCE.split(paragraph)[-1]
    return last if last.endswith(":") or is_negative(last) else ""
