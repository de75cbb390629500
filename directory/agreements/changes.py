"""What a new version of a document changes, section by section."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import date
from enum import StrEnum

from directory.agreements.document import Agreement, Block, BlockKind, Head, Section
from directory.agreements.word_diff import DiffSpan, SpanKind, diff, excerpt
from directory.lazy.values import dataclass

_ALIKE = 0.6
_SAME_HEADING = 0.2
_MOST_PAIRS = 250_000
_NUMBER = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Z][.)])\s+(?=\S)")
_WORD = re.compile(r"\w+")
_LABELS = {
    "id": "Id",
    "title": "Titel",
    "kind": "Typ",
    "number": "Nummer",
    "version": "Version",
    "parties": "Parter",
    "owner": "Ägare",
    "adopted": "Fastställd",
    "revised": "Reviderad",
    "valid_from": "Gäller från",
    "valid_to": "Gäller till",
    "replaces": "Ersätter",
    "specialties": "Specialiteter",
    "units": "Enheter",
    "source": "Källa",
    "acknowledge": "Kvittens",
}


class ChangeKind(StrEnum):
    """What happened; the value is the word in chat."""

    HEAD = "uppgifter"
    NEW = "nytt avsnitt"
    REMOVED = "borttaget avsnitt"
    RENAMED = "ny rubrik"
    CHANGED = "ändrat avsnitt"


@dataclass(frozen=True, slots=True)
class FactChange:
    """A fact in the head (”Gäller till”), before and after; empty where it is missing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionChange:
    """One change. `heading` and `path` are those after it, or before where the section is gone.

    `earlier` are the path and heading before, of a RENAMED section. `spans` is the whole text of
    the section, before and after in one; empty where the text is the same. `facts` are of HEAD.
    """

    kind: ChangeKind
    heading: str = ""
    path: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()
    spans: tuple[DiffSpan, ...] = ()
    facts: tuple[FactChange, ...] = ()

    @property
    def before(self) -> str:
        return "".join(span.text for span in self.spans if span.kind is not SpanKind.ADDED)

    @property
    def after(self) -> str:
        return "".join(span.text for span in self.spans if span.kind is not SpanKind.REMOVED)

    @property
    def excerpt(self) -> tuple[DiffSpan, ...]:
        """The sentences that changed, with a little of what stands round them."""
        return excerpt(self.spans)


def changes(before: Agreement, after: Agreement) -> tuple[SectionChange, ...]:
    """The head first, then the sections in their new order, last those that are gone.

    Sections are matched by their headings without numbers, else by their words. A section that
    only has another place or number has not changed.
    """
    pairs = _pairs(before.sections, after.sections)
    new_to_old = {new: old for old, new in pairs}
    rows = list(_head(before.head, after.head))
    for number, section in enumerate(after.sections):
        if (old := new_to_old.get(number)) is None:
            rows.append(_lone(section, ChangeKind.NEW, SpanKind.ADDED))
        else:
            rows += _changed(before.sections[old], section)
    matched = {old for old, _ in pairs}
    removed = [s for number, s in enumerate(before.sections) if number not in matched]
    rows += [_lone(section, ChangeKind.REMOVED, SpanKind.REMOVED) for section in removed]
    return tuple(rows)


def readable(section: Section) -> str:
    """The text of a section as it is compared: a block a line, points and rows marked as such."""
    return "\n".join(map(_line, section.blocks))


def _line(block: Block) -> str:
    mark = "" if block.kind is BlockKind.PARAGRAPH else f"{'  ' * block.level}• "
    return mark + block.text


def _head(before: Head, after: Head) -> Iterator[SectionChange]:
    facts = [
        FactChange(_LABELS[field.name], old, new)
        for field in fields(Head)
        if (old := _shown(getattr(before, field.name)))
        != (new := _shown(getattr(after, field.name)))
    ]
    if facts:
        yield SectionChange(kind=ChangeKind.HEAD, facts=tuple(facts))


def _shown(value: str | tuple[str, ...] | date | None) -> str:
    match value:
        case None:
            return ""
        case date():
            return value.isoformat()
        case tuple():
            return ", ".join(value)
        case str():
            return str(value)


def _lone(section: Section, kind: ChangeKind, span: SpanKind) -> SectionChange:
    text = readable(section)
    spans = (DiffSpan(span, text),) if text else ()
    return SectionChange(kind=kind, heading=section.heading, path=section.path, spans=spans)


def _changed(old: Section, new: Section) -> Iterator[SectionChange]:
    before, after = readable(old), readable(new)
    renamed = _key(old) != _key(new)
    if renamed or before != after:
        yield SectionChange(
            kind=ChangeKind.RENAMED if renamed else ChangeKind.CHANGED,
            heading=new.heading,
            path=new.path,
            earlier=(*old.path, old.heading) if renamed else (),
            spans=diff(before, after) if before != after else (),
        )


def _key(section: Section) -> tuple[str, ...]:
    """Path and heading without their numbers."""
    return tuple(_NUMBER.sub("", heading) for heading in (*section.path, section.heading))


def _pairs(before: Sequence[Section], after: Sequence[Section]) -> list[tuple[int, int]]:
    """The sections that match, as indexes before and after; the same pairs both ways round."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, section in enumerate(after):
        places[_key(section)].append(number)
    pairs, alone = [], []
    for number, section in enumerate(before):
        if places[_key(section)]:
            pairs.append((number, places[_key(section)].pop(0)))
        else:
            alone.append(number)
    left = sorted(number for numbers in places.values() for number in numbers)
    return [*pairs, *_alike(before, after, alone, left)]


def _alike(
    before: Sequence[Section], after: Sequence[Section], old: list[int], new: list[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of similar sections, most similar first; ties go to those nearest in place."""
    if len(old) * len(new) > _MOST_PAIRS:
        return
    words = {n: Counter(_WORD.findall(readable(before[n]).casefold())) for n in old}
    others = {n: Counter(_WORD.findall(readable(after[n]).casefold())) for n in new}
    scored = [(_likeness(words[a], others[b], before[a], after[b]), a, b) for a in old for b in new]
    taken_old, taken_new = set[int](), set[int]()
    for score, a, b in sorted(scored, key=lambda s: (-s[0], s[1] + s[2], abs(s[1] - s[2]))):
        if score >= _ALIKE and a not in taken_old and b not in taken_new:
            taken_old.add(a)
            taken_new.add(b)
            yield a, b


def _likeness(
    words_before: Counter[str], words_after: Counter[str], old: Section, new: Section
) -> float:
    total = words_before.total() + words_after.total()
    shared = 2 * (words_before & words_after).total() / total if total else 0.0
    same = _key(old)[-1] == _key(new)[-1]
    return shared + (_SAME_HEADING if same and shared else 0.0)
