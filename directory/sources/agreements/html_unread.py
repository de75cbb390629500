"""What a web page holds that is not read as text, for a person to look at."""

from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from directory.sources.agreements.draft import NotText
from directory.sources.agreements.html_tags import NOT_TEXT
from directory.sources.agreements.html_text import children, is_hidden, is_left_out

_PIXELS = 24
"""Pictures as small as this are signs and spacers."""


def unread(node: LexborNode) -> Iterator[NotText]:
    """What is not read of a node, each kind once."""
    yield from (NotText(what) for what in dict.fromkeys(_found(node)))


def _found(node: LexborNode) -> Iterator[str]:
    if node.tag in NOT_TEXT:
        if not _is_decoration(node):
            yield NOT_TEXT[node.tag or ""]
    elif is_hidden(node):
        if node.text(strip=True):
            yield "dold text"
    elif not is_left_out(node):
        for child in children(node):
            yield from _found(child)


def _is_decoration(node: LexborNode) -> bool:
    seen = node.attributes
    sizes = [seen.get(name) or "" for name in ("width", "height")]
    is_small = any(size.isdecimal() and int(size) <= _PIXELS for size in sizes)
    is_empty = node.tag == "img" and seen.get("alt") == ""
    is_sign = node.tag == "svg" and node.css_first("text") is None
    return is_small or is_empty or is_sign or is_hidden(node)
