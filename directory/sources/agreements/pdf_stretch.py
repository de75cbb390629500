"""Signs that stand close on one line, with what is raised, lowered or drawn before them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

from directory.lazy.values import dataclass
from directory.sources.agreements.docx_symbols import UNKNOWN
from directory.sources.agreements.hyphens import repaired
from directory.sources.agreements.pdf_line import PlacedTable
from directory.sources.agreements.pdf_signs import Sign
from directory.sources.agreements.raised import lowered, raised

_SAME_LINE = 0.15
_WORD = 0.15
_APART = 1.0
_SMALL = 0.9
_SHIFTED = 0.08
_LARGE = 1.5
_MOST_LARGER = 2.3
_LONGEST_MARK = 12
_POINT = re.compile(
    rf"[•●▪◦‣∙·○■□▫➢➤►▶▸→⇒☐☑☒✓✔❖◆◇★\uf0b7\uf0a7\uf0d8\uf0e0\uf0fc{UNKNOWN}–—*+»›§o-]"
    r"|\(?(?:\d{1,2}|[a-zåäöA-H]|[ivx]{1,4})[.)]|\d{1,2}(?:\.\d{1,2})+\.?"
)
_MARK = re.compile(r"\d{1,2}|[*†‡]")
SIGN = "[tecken]"
"""What stands where the file does not say which sign is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words on one line without a wide gap between them. Lengths are in points, from the page's
    upper left corner; `order`: of its first sign. `marks`: what may refer to footnotes. `table`:
    what stands here in the place of words."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    bold: bool
    order: int
    marks: tuple[str, ...] = ()
    table: PlacedTable | None = None


def table_stretch(table: PlacedTable, box: tuple[float, float, float, float]) -> Stretch:
    """A table that has text beside it, as one piece of its column."""
    return Stretch(
        text="",
        x0=box[0],
        x1=box[2],
        top=box[1],
        bottom=box[3],
        base=box[1] + table.size,
        size=table.size,
        bold=False,
        order=table.order,
        table=table,
    )


def stretches(signs: Iterable[Sign]) -> list[Stretch]:
    """The stretches of some signs; a bullet, a number or a drop cap belongs to what follows it."""
    runs = [run for line in _by_base(signs) for run in _parted(line)]
    found = [stretch for run in _rejoined(_attached(runs)) if (stretch := _stretch(run))]
    return [replace(one, text=one.text.replace(UNKNOWN, SIGN)) for one in _pointed(_capped(found))]


def _by_base(signs: Iterable[Sign]) -> Iterator[list[Sign]]:
    line: list[Sign] = []
    for sign in sorted(signs, key=lambda s: (s.base, s.x0)):
        if line and sign.base - line[0].base > _SAME_LINE * min(line[0].size, sign.size):
            yield line
            line = []
        line.append(sign)
    if line:
        yield line


def _parted(line: Sequence[Sign]) -> Iterator[list[Sign]]:
    """The signs of a line where a wide gap, or a much larger sign, parts them."""
    run: list[Sign] = []
    last: Sign | None = None
    for sign in sorted(line, key=lambda s: s.x0):
        if not sign.is_space:
            if last is not None and _parts(last, sign):
                yield run
                run = []
            last = sign
        run.append(sign)
    if run:
        yield run


def _parts(last: Sign, sign: Sign) -> bool:
    larger, smaller = max(last.size, sign.size), min(last.size, sign.size)
    return sign.x0 - last.x1 > _APART * smaller or larger > _LARGE * smaller


_Run = list[Sign]


def _attached(runs: Sequence[_Run]) -> list[_Run]:
    """Runs with the raised and lowered ones put where they stand in them."""
    runs = [run for run in runs if any(not sign.is_space for sign in run)]
    boxes = [_box(run) for run in runs]
    home_of = {
        number: home
        for number, box in enumerate(boxes)
        if len(box.signs) <= _LONGEST_MARK and (home := _home(number, boxes)) is not None
    }
    whole = [list(run) for number, run in enumerate(runs) if number not in home_of]
    places = {number: n for n, number in enumerate(n for n in range(len(runs)) if n not in home_of)}
    for number, home in home_of.items():
        while home in home_of:  # its size grows with each step
            home = home_of[home]
        whole[places[home]] += runs[number]
    return whole


def _rejoined(runs: Sequence[_Run]) -> list[_Run]:
    """The runs, joined where what is raised or lowered fills the gap between them (B₁₂)."""
    joined: list[_Run] = []
    last: _Box | None = None
    for box, run in sorted(((_box(run), run) for run in runs), key=_by_line):
        if last is not None and _is_one_line(last, box):
            joined[-1] += run
            last = _box(joined[-1])
        else:
            joined.append(list(run))
            last = box
    return joined


def _by_line(placed: tuple["_Box", _Run]) -> tuple[float, float]:
    return round(placed[0].base, 1), placed[0].x0


def _is_one_line(last: "_Box", box: "_Box") -> bool:
    smaller = min(last.size, box.size)
    return (
        abs(last.base - box.base) <= _SAME_LINE * smaller
        and 0 <= box.x0 - last.x1 <= _APART * smaller
        and max(last.size, box.size) <= _LARGE * smaller
    )


@dataclass(frozen=True, slots=True)
class _Box:
    x0: float
    x1: float
    base: float
    size: float
    signs: tuple[Sign, ...]


def _box(run: _Run) -> _Box:
    shown = tuple(sign for sign in run if not sign.is_space)
    return _Box(
        min(s.x0 for s in shown),
        max(s.x1 for s in shown),
        median(s.base for s in shown),
        max(s.size for s in shown),
        shown,
    )


def _home(number: int, boxes: Sequence[_Box]) -> int | None:
    """The number of the run that a small one is raised or lowered in."""
    small = boxes[number]
    best: tuple[float, int] | None = None
    for other, box in enumerate(boxes):
        if (
            other == number
            or small.size > _SMALL * box.size
            or box.size > _MOST_LARGER * small.size
        ):
            continue
        up = (box.base - small.base) / box.size
        if not (_SHIFTED < up < 0.75 or -0.45 < up < -_SHIFTED) or not _is_beside(small, box):
            continue
        if best is None or abs(up) < best[0]:
            best = abs(up), other
    return best[1] if best else None


def _is_beside(small: _Box, box: _Box) -> bool:
    """Whether it stands at the run's end, in a gap of it, or right before it."""
    near = 0.3 * box.size
    if small.x1 < box.x0 - near or small.x0 > box.x1 + near:
        return False
    covered = sum(
        min(small.x1, sign.x1) - max(small.x0, sign.x0)
        for sign in box.signs
        if sign.x1 > small.x0 and sign.x0 < small.x1
    )
    return covered <= 0.35 * (small.x1 - small.x0)


def _stretch(run: _Run) -> Stretch | None:
    signs = sorted(run, key=lambda s: s.x0)
    shown = [sign for sign in signs if not sign.is_space]
    size = max(sign.size for sign in shown)
    body = [sign for sign in shown if sign.size > _SMALL * size]
    base = median(sign.base for sign in body)
    text, marks = _text(signs, base, size)
    if not text:
        return None
    return Stretch(
        text=text,
        x0=min(s.x0 for s in shown),
        x1=max(s.x1 for s in shown),
        top=min(s.top for s in body),
        bottom=max(s.bottom for s in body),
        base=base,
        size=round(median(s.size for s in body), 1),
        bold=all(s.bold for s in body),
        order=min(s.order for s in shown),
        marks=marks,
    )


def _text(signs: Sequence[Sign], base: float, size: float) -> tuple[str, tuple[str, ...]]:
    text, marks = "", list[str]()
    for shift, same in groupby(_spaced(signs, size), lambda part: _shift(part[1], base, size)):
        words = "".join(part[0] for part in same)
        if shift == 0 or not text:
            text += words
            continue
        bare = words.strip()
        put = (raised if shift > 0 else lowered)(bare) or bare
        text += words.replace(bare, put)
        marks += _MARK.findall(bare) if shift > 0 else []
    return repaired(text).strip(), tuple(marks)


def _spaced(signs: Sequence[Sign], size: float) -> Iterator[tuple[str, Sign]]:
    """The signs, each with a space before it where a word begins."""
    last: Sign | None = None
    is_spaced = False
    for sign in signs:
        if sign.is_space:
            is_spaced = True
            continue
        gap = sign.x0 - last.x1 if last else 0.0
        parts = (is_spaced and gap > 0.02 * size) or gap > _WORD * size
        yield (f" {sign.text}" if last and parts else sign.text), sign
        last, is_spaced = sign, False


def _shift(sign: Sign, base: float, size: float) -> int:
    """1 for a raised sign, −1 for a lowered one."""
    if sign.size > _SMALL * size:
        return 0
    up = (base - sign.base) / size
    return (up > _SHIFTED) - (up < -_SHIFTED)


def _capped(found: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with each drop cap before the first line beside it."""
    lines = list(found)
    for cap in found:
        if len(cap.text) != 1 or not cap.text.isalpha():
            continue
        beside = [
            line
            for line in lines
            if line is not cap
            and cap.size > _LARGE * line.size
            and -2 < line.x0 - cap.x1 < 1.2 * line.size
            and line.base > cap.base - cap.size
            and line.bottom < cap.bottom + line.size
        ]
        if len(beside) > 1:
            first = min(beside, key=lambda line: line.base)
            lines = [line for line in lines if line is not cap and line is not first]
            whole = replace(
                first, text=cap.text + first.text, x0=cap.x0, order=min(cap.order, first.order)
            )
            lines += [whole]
            lines = [replace(x, x0=cap.x0) if any(x is b for b in beside) else x for x in lines]
    return lines


def _pointed(found: Sequence[Stretch]) -> list[Stretch]:
    """The stretches with each bullet or number before what it stands beside."""
    lines = list(found)
    for mark in found:
        if not _POINT.fullmatch(mark.text):
            continue
        beside = [
            line
            for line in lines
            if line is not mark
            and 0 < line.x0 - mark.x1 < 4 * max(mark.size, line.size)
            and _overlap(line, mark) > 0.5
        ]
        is_first = not any(
            line is not mark
            and line.x1 <= mark.x0
            and mark.x0 - line.x1 < 1.5 * line.size
            and _overlap(line, mark) > 0.5
            for line in lines
        )
        if beside and is_first:
            text = min(beside, key=lambda line: line.x0)
            sign = "•" if mark.text == UNKNOWN else mark.text
            lines = [line for line in lines if line is not mark and line is not text]
            lines.append(replace(text, text=f"{sign} {text.text}", x0=mark.x0, order=mark.order))
    return lines


def _overlap(one: Stretch, other: Stretch) -> float:
    """How much of the lower of two stretches the other one is beside."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / (min(one.bottom - one.top, other.bottom - other.top) or 1)
