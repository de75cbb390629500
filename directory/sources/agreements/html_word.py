"""Lists in web pages that Word has written: paragraphs, each with the mark that Word drew."""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from directory.sources.agreements.draft import Item
from directory.sources.agreements.html_text import node_text
from directory.sources.agreements.prose import prose

_LIST = re.compile(r"mso-list\s*:\s*l\d+\s+level(\d)", re.IGNORECASE)
_MARK = re.compile(r"mso-list\s*:\s*Ignore", re.IGNORECASE)


def is_typed_by_word(node: LexborNode) -> bool:
    """Whether it is a paragraph that Word keeps as a point of a list."""
    return node.tag == "p" and bool(_LIST.search(node.attributes.get("style") or ""))


def word_item(node: LexborNode) -> Iterator[Item]:
    """The paragraph as a point, without its mark."""
    level = _LIST.search(node.attributes.get("style") or "")
    for mark in node.css("span[style]"):
        if _MARK.search(mark.attributes.get("style") or ""):
            mark.decompose()
    if level and (text := prose(node_text(node))):
        yield Item(text, int(level[1]) - 1)
