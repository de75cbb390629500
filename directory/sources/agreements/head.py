"""Builds the head of a document from what was read, and lists the fields that are missing."""

from collections.abc import Mapping
from typing import Any

from directory.agreements.document import Head
from directory.sources.agreements.head_part import HeadPart
from directory.sources.agreements.kinds import kind_of, slug, stem

ASKED_FOR = (
    *("title", "version", "parties", "owner", "adopted", "valid_from", "valid_to"),
    *("specialties", "source"),
)


def build_head(part: HeadPart, title: str, name: str) -> tuple[Head, tuple[str, ...]]:
    """The head, and those of its fields that a person must fill in.

    `title` is the document's own title, `name` its file name. The id is the one given, else made of
    the number, else of the file name: none of them changes when the text does.
    """
    values = dict(part.values)
    values["title"] = values.get("title") or title or stem(name).replace("_", " ") or "Utan titel"
    number = values.get("number", "")
    values.setdefault("kind", kind_of(values["title"], number or stem(name)))
    values["id"] = values.get("id") or slug(number) or slug(stem(name)) or "dokument"
    return Head(**values), _missing(part.values, title)


def _missing(values: Mapping[str, Any], title: str) -> tuple[str, ...]:
    """A field that is given as empty (”tills vidare”, -) is not missing."""
    answered = {*values, "title"} if title else set(values)
    return tuple(field for field in ASKED_FOR if field not in answered)


def impossible(head: Head) -> tuple[str, ...]:
    """Swedish sentences about dates that contradict one another; empty if none do."""
    if head.valid_from and head.valid_to and head.valid_to < head.valid_from:
        return (
            f"gäller_till {head.valid_to} är före gäller_från {head.valid_from}."
            " Sista dagen ska vara samma dag eller senare.",
        )
    return ()
