"""Builds the head of a document from what was read, and lists the fields that are missing."""

from collections.abc import Mapping
from typing import Any

from directory.agreements.document import Head
from directory.catalogue.lengths import LONGEST_HEAD, length_fault
from directory.sources.agreements.head_part import KEY_OF, HeadPart
from directory.sources.agreements.kinds import kind_of, slug, stem
from directory.sources.faults import one_line

ASKED_FOR = (
    *("title", "version", "parties", "owner", "adopted", "valid_from", "valid_to"),
    *("specialties", "source"),
)

_TEXTS = ("title", "number", "version", "parties", "owner", "replaces", "source")


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


def too_long(head: Head) -> tuple[str, ...]:
    """Swedish sentences about texts that are longer than a list of documents has room for, wherever
    they were found; empty if none are."""
    return tuple(
        f"{KEY_OF[name].name} ”{one_line(text)}”: {fault}"
        for name in _TEXTS
        for text in _texts(getattr(head, name))
        if (fault := length_fault(text, LONGEST_HEAD))
    )


def _texts(value: str | tuple[str, ...]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else value


def impossible(head: Head) -> tuple[str, ...]:
    """Swedish sentences about dates that contradict one another; empty if none do."""
    if head.valid_from and head.valid_to and head.valid_to < head.valid_from:
        return (
            f"gäller_till {head.valid_to} är före gäller_från {head.valid_from}."
            " Sista dagen ska vara samma dag eller senare.",
        )
    return ()
