"""Points of lists that are typed by hand, in any format: ”– eksem”, ”a) akne”, ”► remiss”."""

import re
from collections.abc import Iterator, Sequence

from directory.lazy.values import dataclass
from directory.sources.agreements.draft import Item, Paragraph, Piece, WrittenHeading, WrittenTable

POINT = re.compile(
    r"""(?:
      (?P<sign>[•●▪◦‣∙·○■□▫➢➤►▶▸→⇒☐☑☒✓✔❖◆◇★\uf0b7\uf0a7\uf0d8\uf0e0\uf0fc]\s*)
    | (?P<dash>[–—-]\s+|[*+»›]\s+|§\s+(?!\d)|o\s+(?!s\s|d\b|dyl))
    | (?P<number>\d{1,2}[.)]\s+|\(\d{1,2}\)\s+)
    | (?P<roman>(?:i{1,3}|iv|vi{0,3}|ix|x)[.)]\s+|\((?:i{2,3}|iv|vi{1,3}|ix)\)\s+)
    | (?P<letter>[a-zåäö][.)]\s+|\([a-zåäö]\)\s+|[A-H]\)\s+)
    )(?=\S)""",
    re.VERBOSE,
)
"""What a typed point begins with. ”5 mg” and ”§ 4” begin none."""
_SIGNS = ("sign", "dash")


def typed_points(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The same pieces, with what begins as a typed point as an item.

    A point with a mark of another kind is one level down only where the point before it introduces
    it (”1. Remittera inte vid:”). A number or a letter in bold begins a heading, not a point.
    """
    levels = _Levels()
    for piece in pieces:
        match piece:
            case Paragraph(text, bold) if (mark := POINT.match(text)) and not (
                bold and mark.lastgroup not in _SIGNS
            ):
                item = Item(text[mark.end() :], levels.of(_kind(mark)))
                levels.last = item.text
                yield item
            case Item(text, level) if (mark := POINT.match(text)) and mark.lastgroup in _SIGNS:
                levels = _Levels()
                yield Item(text[mark.end() :], level)
            case Item() | WrittenHeading() | WrittenTable():
                levels = _Levels()
                yield piece
            case _:
                yield piece


def _kind(mark: re.Match[str]) -> str:
    """”1.” and ”2.” are of a kind, ”a)” and ”–” are of others."""
    signs = mark[0].strip()
    if mark.lastgroup in _SIGNS:
        return signs
    return f"{mark.lastgroup} {signs.strip('abcdefghijklmnopqrstuvwxyzåäöABCDEFGH0123456789')}"


@dataclass(slots=True)
class _Levels:
    """The kinds of the points that a point stands under, outermost first, and the last point."""

    kinds: tuple[str, ...] = ()
    last: str = ""

    def of(self, kind: str) -> int:
        """The level of the next point, from 0."""
        if kind in self.kinds:
            self.kinds = self.kinds[: self.kinds.index(kind) + 1]
        elif self.last.endswith(":") or not self.kinds:
            self.kinds = (*self.kinds, kind)
        else:
            self.kinds = (*self.kinds[:-1], kind)
        return len(self.kinds) - 1
