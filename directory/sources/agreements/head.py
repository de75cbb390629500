"""The head of a document, of all that is told about it; what is missing is asked for."""

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
    """The head, and the fields of it that are to be asked for.

    `title` is the one that the document carries, `name` that of its file. The id is the one given,
    else of the number, else of the file's name: neither changes when the text does.
    """
    values = dict(part.values)
    values["title"] = values.get("title") or title or stem(name).replace("_", " ") or "Utan titel"
    number = values.get("number", "")
    values.setdefault("kind", kind_of(values["title"], number or stem(name)))
    values["id"] = values.get("id") or slug(number) or slug(stem(name)) or "dokument"
    return Head(**values), _missing(part.values, title)


def _missing(told: Mapping[str, Any], title: str) -> tuple[str, ...]:
    """A field that is told to have no value (”tills vidare”, -) is not asked for again."""
    known = {*told, "title"} if title else set(told)
    return tuple(field for field in ASKED_FOR if field not in known)


def impossible(head: Head) -> tuple[str, ...]:
    """Swedish sentences about dates that cannot be true together; empty where all is well."""
    if head.valid_from and head.valid_to and head.valid_to < head.valid_from:
        return (
            f"gäller_till {head.valid_to} är före gäller_från {head.valid_from}."
            " Sista dagen ska vara samma dag eller senare.",
        )
    return ()
