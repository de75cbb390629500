"""Parts of a web page that are folded away until somebody presses: accordions, tabs.

A saved page has their text but hides it. It is part of the document, as the person who reads the
page sees it.
"""

import re
from collections.abc import Iterable, Iterator

from selectolax.lexbor import LexborNode

from directory.lazy.values import dataclass
from directory.sources.agreements.draft import NotText, Piece, WrittenHeading

LABEL = "data-konsult-label"
"""Where a part that was folded away carries the words that one presses to see it."""

_CONTROLS = (
    "[aria-controls], [data-target], [data-bs-target], [role=tab], button[aria-expanded], "
    "[data-toggle=collapse], [data-bs-toggle=collapse]"
)
_TARGETS = ("aria-controls", "data-target", "data-bs-target", "href")
_HIDING = ("hidden", "aria-hidden", "style")
_FOLDED = re.compile(r"(?:^|[\s_-])(?:accordion|collaps\w*|tab-?pane|tab-?panel|expand\w*)", re.I)
_HEADINGS = tuple(f"h{level}" for level in range(1, 7))


def unfold(body: LexborNode) -> None:
    """Show what is folded away, each part with the words that are pressed for it."""
    named = {node.attributes.get("id") or "": node for node in body.css("[id]")}
    for control in body.css(_CONTROLS):
        for panel in _panels(control, named):
            _show(panel)
            if label := _label(control):
                panel.attrs[LABEL] = label
    for node in body.css("[role=tabpanel], [class]"):
        is_panel = node.attributes.get("role") == "tabpanel"
        if is_panel or _FOLDED.search(node.attributes.get("class") or ""):
            _show(node)


def _panels(control: LexborNode, named: dict[str, LexborNode]) -> Iterator[LexborNode]:
    """What a control shows: the elements that it names, else the next after it."""
    targets = [control.attributes.get(name) or "" for name in _TARGETS]
    ids = [id_.lstrip("#") for target in targets for id_ in target.split()]
    found = [named[id_] for id_ in ids if id_ in named]
    yield from found or ([after] if (after := _next(control)) is not None else [])


def _next(control: LexborNode) -> LexborNode | None:
    """The element after a button, or after the heading that the button stands in."""
    if control.tag != "button" or "aria-expanded" not in control.attributes:
        return None
    heading = _heading_of(control)
    after = (heading or control).next
    while after is not None and after.tag == "-text":
        after = after.next
    return after


def _heading_of(control: LexborNode) -> LexborNode | None:
    above = control.parent
    while above is not None and above.tag not in ("body", "-document"):
        if above.tag in _HEADINGS:
            return above
        above = above.parent
    return None


def _label(control: LexborNode) -> str:
    """The words of a control; empty where they stand as a heading already."""
    return "" if _heading_of(control) is not None else control.text(strip=True)


def _show(node: LexborNode) -> None:
    for name in _HIDING:
        if name in node.attributes:
            del node.attrs[name]


@dataclass(frozen=True, slots=True)
class FoldStart:
    """Here begins what is seen when somebody presses on these words."""

    text: str


@dataclass(frozen=True, slots=True)
class FoldEnd:
    """Here it ends."""


def label_of(node: LexborNode) -> str:
    """The words that are pressed to see the element; empty where it is not folded away."""
    if node.tag == "details":
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        return summary.text(strip=True) if summary is not None else ""
    return node.attributes.get(LABEL) or ""


def with_headings(pieces: Iterable[Piece | FoldStart | FoldEnd]) -> Iterator[Piece]:
    """The words that are pressed as headings over what they show.

    What follows a folded part stands under the heading again that stood before it.
    """
    above: WrittenHeading | None = None
    before: list[WrittenHeading | None] = []
    left: WrittenHeading | None = None
    for piece in pieces:
        if isinstance(piece, FoldStart):
            before.append(left or above)
            above, left = WrittenHeading(piece.text, _below(before[-1])), None
            yield above
        elif isinstance(piece, FoldEnd):
            above, left = None, before.pop()
        elif isinstance(piece, WrittenHeading):
            inner = max(piece.level, _below(above)) if before else piece.level
            above, left = (above if before else piece), None
            yield WrittenHeading(piece.text, inner)
        elif isinstance(piece, NotText):
            yield piece
        else:
            if left is not None:
                above, left = left, None
                yield above
            yield piece


def _below(heading: WrittenHeading | None) -> int:
    return min(heading.level + 1, 6) if heading else 2
