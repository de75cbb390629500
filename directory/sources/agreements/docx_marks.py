"""Paragraphs whose end has been deleted with changes tracked: they go on in the next."""

from typing import Any

from directory.sources.agreements.docx_text import W

_DELETED = ("del", "moveFrom")


def join_deleted(body: Any) -> None:
    """Put what stands before a deleted end first in the paragraph that follows, as Word will."""
    for paragraph in list(body.iter(f"{W}p")):
        following = paragraph.getnext()
        if _is_deleted(paragraph) and following is not None and following.tag == f"{W}p":
            _move(paragraph, following)


def _is_deleted(paragraph: Any) -> bool:
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and any(mark.find(f"{W}{name}") is not None for name in _DELETED)


def _move(paragraph: Any, following: Any) -> None:
    own = following.find(f"{W}pPr")
    place = 0 if own is None else following.index(own) + 1
    for node in [child for child in paragraph if child.tag != f"{W}pPr"]:
        following.insert(place, node)
        place += 1
    paragraph.getparent().remove(paragraph)
