"""Two texts as kept, removed and added words; and the parts of that worth reading."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum

from directory.agreements.sentences import divided
from directory.lazy.values import dataclass

_LINE = re.compile(r"[^\n]*\n+|[^\n]+")
_WORD = re.compile(r"\s+|\d+(?:[ -]\d+)+|\w+(?:[-:.,/]\w+)*|[^\w\s]")
_MOST_SENTENCES = 4_000
_MOST_WORDS = 1_500
_ALIKE = 0.35
_LONGEST_CRUMB = 3
_POINT = "• "
GAP = " … "


class SpanKind(StrEnum):
    """What happened to some words."""

    EQUAL = "lika"
    REMOVED = "borttaget"
    ADDED = "tillagt"


@dataclass(frozen=True, slots=True)
class DiffSpan:
    """A run of words of one kind. Joined, the spans give the text back, spaces included."""

    kind: SpanKind
    text: str


def diff(before: str, after: str) -> tuple[DiffSpan, ...]:
    """Without ADDED the spans are `before`, without REMOVED they are `after`.

    Sentences are compared first and then, where they differ, their words; sentences that share
    little are removed and added whole, since a patchwork of words is hard to read.
    """
    units = _units(before), _units(after)
    if max(map(len, units)) > _MOST_SENTENCES:
        return _merged(_replaced(before, after))
    return _merged(_compared(*units))


def _units(text: str) -> list[str]:
    """The sentences of each line, with what is between them: joined, they are the text."""
    return [unit for line in _LINE.findall(text) for unit in divided(line)]


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffSpan]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[other_start:other_end])
        if tag == "equal":
            yield DiffSpan(SpanKind.EQUAL, old)
        elif tag == "replace":
            yield from _words(old, new)
        else:
            yield from _replaced(old, new)


def _replaced(old: str, new: str) -> Iterator[DiffSpan]:
    if old == new:
        yield DiffSpan(SpanKind.EQUAL, old)
    else:
        yield DiffSpan(SpanKind.REMOVED, old)
        yield DiffSpan(SpanKind.ADDED, new)


def _words(old: str, new: str) -> Iterator[DiffSpan]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _replaced(old, new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return _replaced(old, new)
    return _between(matcher, before, after)


def _between(
    matcher: SequenceMatcher[str], before: Sequence[str], after: Sequence[str]
) -> Iterator[DiffSpan]:
    for tag, start, end, other_start, other_end in matcher.get_opcodes():
        old, new = "".join(before[start:end]), "".join(after[other_start:other_end])
        if tag == "equal":
            yield DiffSpan(SpanKind.EQUAL, old)
        else:
            yield DiffSpan(SpanKind.REMOVED, old)
            yield DiffSpan(SpanKind.ADDED, new)


def _merged(spans: Iterator[DiffSpan]) -> tuple[DiffSpan, ...]:
    """Joins neighbours of a kind; a few equal characters between changes count as changed."""
    parts: list[list[str]] = []  # each: kept before, taken out, put in
    equal = ""
    for span in spans:
        if span.kind is SpanKind.EQUAL:
            equal += span.text
            continue
        if parts and len(equal.strip()) <= _LONGEST_CRUMB and "\n" not in equal:
            parts[-1][1] += equal
            parts[-1][2] += equal
        else:
            parts.append([equal, "", ""])
        equal = ""
        parts[-1][1 if span.kind is SpanKind.REMOVED else 2] += span.text
    order = (SpanKind.EQUAL, SpanKind.REMOVED, SpanKind.ADDED)
    merged = [DiffSpan(k, t) for part in parts for k, t in zip(order, part, strict=True) if t]
    return (*merged, DiffSpan(SpanKind.EQUAL, equal)) if equal else tuple(merged)


def excerpt(spans: Sequence[DiffSpan]) -> tuple[DiffSpan, ...]:
    """The sentences that changed, whole, with the one before; … stands for what is left out.

    A point of a list keeps the line that its list stands under.
    """
    shown: list[DiffSpan] = []
    for number, span in enumerate(spans):
        if span.kind is SpanKind.EQUAL:
            shortened = _shortened(span.text, number > 0, number < len(spans) - 1)
            span = DiffSpan(span.kind, shortened)
        if span.text:
            shown.append(span)
    return () if [span.kind for span in spans] == [SpanKind.EQUAL] else tuple(shown)


def _shortened(text: str, follows: bool, precedes: bool) -> str:
    """Kept words between changes: the end of the sentence before, the beginning of the next."""
    units = _units(text)
    first = units[:1] if follows else []
    rest = units[len(first) :]
    last = _before_change(rest) if precedes else []
    if len(first) + len(last) >= len(units):
        return text
    head = "".join(first).rstrip()
    tail = "".join(last)
    return head + (GAP if head and tail else GAP.rstrip() if head else GAP.lstrip()) + tail


def _before_change(units: list[str]) -> list[str]:
    """The last sentence, and the line above the list that it is in."""
    last = units[-1:]
    if last and last[0].lstrip().startswith(_POINT):
        above = [unit for unit in units[:-1] if not unit.lstrip().startswith(_POINT)]
        gap = ["…\n"] if above and units[-2] is not above[-1] else []
        return [*above[-1:], *gap, *last]
    return last
