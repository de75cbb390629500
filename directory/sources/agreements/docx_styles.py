"""Finds headings, list items and contents lines by the styles of a Word document."""

import re
from typing import Any

from docx.document import Document as Opened

from directory.sources.agreements.docx_text import W, is_on

_LONGEST_CHAIN = 20
_HEADING = re.compile(r"(?:heading|rubrik|överskrift)\s?([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"(?:title|rubrik|titel|dokumenttitel|dokumentrubrik)", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|innehåll(?:sförteckning)?)\s?\d?(?:\sheading)?", re.IGNORECASE)
_LIST = re.compile(
    r"(?:list(?: bullet| number)?|punktlista|numrerad lista)(?:\s([2-9]))?", re.IGNORECASE
)
_DEEPEST_HEADING = 6


class Styles:
    """The paragraph styles by id."""

    def __init__(self, opened: Opened) -> None:
        elements = opened.styles.element.findall(f"{W}style")
        self._styles: dict[str, Any] = {style.get(f"{W}styleId"): style for style in elements}

    def heading_level(self, paragraph: Any) -> int | None:
        """0 for a title, 1–6 for a heading; None for other text."""
        own = _outline(paragraph.find(f"{W}pPr"))
        if own is not None:
            return own
        for style in self._chain(paragraph):
            name = _name(style)
            if match := _HEADING.fullmatch(name):
                return min(int(match[1]), _DEEPEST_HEADING)
            if _TITLE.fullmatch(name):
                return 0
            if (level := _outline(style.find(f"{W}pPr"))) is not None:
                return level
        return None

    def list_level(self, paragraph: Any) -> int | None:
        """How deep a list item is nested, from 0; None for other text."""
        for properties in (paragraph, *self._chain(paragraph)):
            numbering = properties.find(f"{W}pPr/{W}numPr")
            if numbering is not None:
                return _numbered_level(numbering, self._named_level(paragraph) or 0)
        return self._named_level(paragraph)

    def is_contents(self, paragraph: Any) -> bool:
        """Whether the paragraph is a line of a table of contents."""
        return any(_CONTENTS.fullmatch(_name(style)) for style in self._chain(paragraph))

    def is_bold(self, paragraph: Any) -> bool:
        settings = (is_on(style.find(f"{W}rPr"), "b") for style in self._chain(paragraph))
        return next((bold for bold in settings if bold is not None), False)

    def _named_level(self, paragraph: Any) -> int | None:
        for style in self._chain(paragraph):
            if match := _LIST.fullmatch(_name(style)):
                return int(match[1] or 1) - 1
        return None

    def _chain(self, paragraph: Any) -> list[Any]:
        """The style of a paragraph and those that it is based on, nearest first."""
        named = paragraph.find(f"{W}pPr/{W}pStyle")
        chain: list[Any] = []
        while named is not None and len(chain) < _LONGEST_CHAIN:
            style = self._styles.get(named.get(f"{W}val"))
            if style is None:
                break
            chain.append(style)
            named = style.find(f"{W}basedOn")
        return chain


def _name(style: Any) -> str:
    named = style.find(f"{W}name")
    return (named.get(f"{W}val") or "") if named is not None else ""


def _outline(properties: Any) -> int | None:
    outline = properties.find(f"{W}outlineLvl") if properties is not None else None
    level = outline.get(f"{W}val", "") if outline is not None else ""
    return int(level) + 1 if level.isdecimal() and int(level) < _DEEPEST_HEADING else None


def _numbered_level(numbering: Any, named: int) -> int | None:
    """None where numbering is switched off (number 0)."""
    number, level = numbering.find(f"{W}numId"), numbering.find(f"{W}ilvl")
    if number is not None and number.get(f"{W}val") == "0":
        return None
    written = level.get(f"{W}val", "") if level is not None else ""
    return int(written) if written.isdecimal() else named
