"""Footnotes of a web page, and the links that refer to them."""

from dataclasses import field

from selectolax.lexbor import LexborNode

from directory.lazy.values import dataclass
from directory.sources.agreements.html_text import LINKED_NOTE, is_mark, node_text
from directory.sources.agreements.prose import prose


@dataclass(slots=True)
class Notes:
    """The notes of a page by id. Each is returned once, at its first reference."""

    nodes: dict[str, LexborNode] = field(default_factory=dict)
    places: frozenset[int] = frozenset()
    given: set[str] = field(default_factory=set)

    def is_note(self, node: LexborNode) -> bool:
        return node.mem_id in self.places

    def take(self, link: LexborNode) -> str:
        """The note that a link refers to, without its mark and back link; empty if none."""
        name = (link.attributes.get("href") or "#")[1:]
        if not is_mark(link) or name not in self.nodes or name in self.given:
            return ""
        self.given.add(name)
        return prose(node_text(self.nodes[name])).strip("↩︎^ ")


def find_notes(body: LexborNode) -> Notes:
    """The notes: elements that short raised links lead to."""
    named = {n.attributes.get("id") or "": n for n in body.css("li[id], p[id], div[id], aside[id]")}
    marks = [link for link in body.css(LINKED_NOTE) if is_mark(link)]
    names = [(link.attributes.get("href") or "#")[1:] for link in marks if _is_raised(link)]
    nodes = {name: named[name] for name in names if name in named}
    return Notes(nodes, frozenset(node.mem_id for node in nodes.values()))


def _is_raised(link: LexborNode) -> bool:
    above = link.parent
    return (above is not None and above.tag == "sup") or link.css_first("sup") is not None
