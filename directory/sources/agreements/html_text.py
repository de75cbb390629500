"""The text of an element of a web page."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from directory.sources.agreements.html_tags import LEFT_OUT, LINES
from directory.sources.agreements.raised import raised

LINKED_NOTE = 'a[href^="#"]'

_ROLES = frozenset(
    ("navigation", "banner", "contentinfo", "complementary", "search", "tablist", "dialog")
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARK = re.compile(r"\[?[\d*†‡a-z]{1,3}\]?", re.IGNORECASE)


def children(node: LexborNode) -> Iterator[LexborNode]:
    return node.iter(include_text=True)


def is_left_out(node: LexborNode) -> bool:
    """Whether it is invisible, or belongs to the site and not to the document."""
    if node.tag in LEFT_OUT:
        return True
    if node.tag == "-text":
        return False
    seen = node.attributes
    if node.tag == "header" and node.css_first("h1, h2") is None:
        return True
    return seen.get("role") in _ROLES or is_hidden(node)


def is_hidden(node: LexborNode) -> bool:
    """Whether the page hides it for good."""
    if node.tag == "-text":
        return False
    seen = node.attributes
    return (
        "hidden" in seen
        or seen.get("aria-hidden") == "true"
        or bool(_HIDDEN.search(seen.get("style") or ""))
    )


def is_mark(node: LexborNode) -> bool:
    """Whether the node is the raised mark of a footnote, linked to it."""
    return (
        node.tag == "a"
        and (node.attributes.get("href") or "").startswith("#")
        and bool(_MARK.fullmatch(node.text().strip()))
    )


def node_text(node: LexborNode, without: tuple[str, ...] = ()) -> str:
    """The text with line feeds where the page breaks lines; other white space is left as it is."""
    if node.tag == "-text":
        return re.sub(r"\s+", " ", node.text_content or "")
    if node.tag == "br":
        return "\n"
    if node.tag != "button" and (is_left_out(node) or is_mark(node)):
        return ""
    parts = ("\n" if n.tag in without else node_text(n, without) for n in children(node))
    words = "".join(parts)
    if node.tag == "sup":
        return raised(words) or words
    return f"\n{words}\n" if node.tag in LINES else words
