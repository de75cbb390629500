"""What is shown of a section: all of it if it is short, else whole statements with ”…” between.

The one place where a section is cut. A statement is shown with those that it must not be parted
from (`binding`), and where something is left out there is a ”…”.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from directory.agreements.binding import SHORT, beginnings, together
from directory.agreements.document import Block, BlockKind, Section
from directory.agreements.sentences import Statement, statements
from directory.agreements.worth import Worth, value
from directory.lazy.values import dataclass

MOST_CHOSEN = 3
LEFT_OUT = "…"

_POINTS = ("•", "◦", "–")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Statements of a section, by number, in order."""

    section: Section
    numbers: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the section is left out."""
        return len(self.numbers) == len(statements(self.section))

    @property
    def lines(self) -> tuple[str, ...]:
        """A line for each block; ”…” exactly where something is left out."""
        return tuple(block_lines(_shown_blocks(self.section, self.numbers)))

    @property
    def words(self) -> int:
        """How long it is."""
        return sum(len(line.split()) for line in self.lines)


def whole(section: Section) -> Excerpt:
    """All of the section."""
    return Excerpt(section, tuple(range(len(statements(section)))))


def excerpt(section: Section, worth: Worth | None = None, most: int = SHORT) -> Excerpt:
    """The section if it has no more words than `most`, else the statements that answer most.

    Without `worth`, or where none answers, those that it begins with. More words than `most` only
    where statements must not be parted.
    """
    said = statements(section)
    if _count(said) <= most:
        return whole(section)
    bound = together(section, said)
    chosen: set[int] = set()
    for number in _best(section, said, worth):
        wanted = chosen | bound[number]
        for point in beginnings(section, said, wanted):
            wanted |= bound[point]
        if not chosen or _count([said[n] for n in wanted]) <= most:
            chosen = wanted
    return Excerpt(section, tuple(sorted(chosen)))


def _best(section: Section, said: Sequence[Statement], worth: Worth | None) -> Iterator[int]:
    """The numbers of the statements that answer most of what the others do not; else in order."""
    if worth is None:
        yield from range(len(said))
        return
    values = [value(f"{section.blocks[one.block].lead} {one.text}", worth) for one in said]
    answered: dict[str, float] = {}
    for _ in range(MOST_CHOSEN):
        gains = [_gain(value, answered) for value in values]
        best = max(range(len(said)), key=lambda n: (gains[n], -n))
        if gains[best] <= 0.0:
            break
        yield best
        for need, degree in values[best].items():
            answered[need] = max(degree, answered.get(need, 0.0))
    if not answered:
        yield 0


def _gain(value: Mapping[str, float], answered: Mapping[str, float]) -> float:
    return sum(max(0.0, degree - answered.get(need, 0.0)) for need, degree in value.items())


def _count(said: Sequence[Statement]) -> int:
    return sum(len(one.text.split()) for one in said)


# -- as lines --------------------------------------------------------------------------------


def _shown_blocks(section: Section, numbers: Sequence[int]) -> Iterator[Block]:
    """The blocks with those of their statements that are shown."""
    said, texts = statements(section), dict[int, str]()
    previous, last = -1, -1
    for number in numbers:
        block = said[number].block
        if number > previous + 1:
            place = block if last < 0 else last
            texts[place] = f"{texts.get(place, '')} {LEFT_OUT}".strip()
        texts[block] = f"{texts.get(block, '')} {said[number].text}".strip()
        previous, last = number, block
    if previous < len(said) - 1 and texts:
        texts[last] += f" {LEFT_OUT}"
    yield from (section.blocks[number]._replace(text=text) for number, text in texts.items())


def block_lines(blocks: Iterable[Block]) -> Iterator[str]:
    """A block a line. A lead that does not stand just above its list or table is put there."""
    before, lead = "", ""
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            lead, before = "", block.text.removesuffix(f" {LEFT_OUT}")
            yield block.text
            continue
        if block.lead and block.lead != lead and not before.endswith(block.lead):
            yield block.lead
        lead, before = block.lead, ""
        yield block.text if block.kind is BlockKind.ROW else _point(block)


def _point(block: Block) -> str:
    return f"{_POINTS[min(block.level, len(_POINTS) - 1)]} {block.text}"
