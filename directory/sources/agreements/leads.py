"""The words that a list stands under. ”Ska inte remitteras” is never lost on the way."""

import re

_LONGEST = 80
_LONGEST_LEAD = 240
_NEGATIVE = re.compile(
    r"\b(inte|ej|icke|aldrig|ing(?:en|et|a)|undvik\w*|undantag\w*|kontraindik\w*|avråds?)\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def is_negative(words: str) -> bool:
    """Whether what stands under the words is what is not to be done."""
    return bool(_NEGATIVE.search(words))


def shortened(words: str) -> str:
    """Words as a lead: its beginning where they go on for long."""
    return words if len(words) <= _LONGEST_LEAD else f"{words[:_LONGEST_LEAD].rstrip()} …"


def beneath(outer: str, inner: str) -> str:
    """Inner words under outer ones: ”Ska inte remitteras: hud”."""
    if not outer or outer == inner:
        return inner
    outer = shortened(outer)
    return f"{outer} {inner}" if outer.endswith(":") else f"{outer}: {inner}"


def lead(said: str, headings: tuple[str, ...]) -> str:
    """The lead of a list that follows the paragraph `said` under these headings, outermost first.

    It is the paragraph, or its last sentence, where that introduces something; else the heading.
    Every heading above that says no is kept in front of it.
    """
    heading = headings[-1] if headings else ""
    words = _introduction(said) or heading
    for above in reversed(headings):
        if is_negative(above) and above not in words:
            words = beneath(above, words)
    return words


def table_lead(said: str, headings: tuple[str, ...]) -> str:
    """The lead of a table's rows: only what introduces them or says no."""
    words = lead(said, headings)
    return words if words.endswith(":") or is_negative(words) else ""


def _introduction(said: str) -> str:
    if (said.endswith(":") and len(said) <= 2 * _LONGEST) or len(said) <= _LONGEST:
        return said
    last = _SENTENCE.split(said)[-1]
    return last if last.endswith(":") or is_negative(last) else ""
