"""Agreements as plain data that JSON can hold, and back.

The form is kept in every database and hashed into the ids of versions: it never changes.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from directory.agreements.document import Agreement, Head

Plain = dict[str, Any]


@cache
def _agreement() -> TypeAdapter[Agreement]:
    return TypeAdapter(Agreement)


@cache
def _head() -> TypeAdapter[Head]:
    return TypeAdapter(Head)


def agreement_as_plain(agreement: Agreement) -> Plain:
    """Head and sections by the names of their fields; a block is a list."""
    plain: Plain = _agreement().dump_python(agreement, mode="json")
    return plain


def head_as_plain(head: Head) -> Plain:
    """A head by the names of its fields."""
    plain: Plain = _head().dump_python(head, mode="json")
    return plain


def agreement_of_plain(plain: Mapping[str, Any]) -> Agreement:
    """The inverse of `agreement_as_plain`; ValueError for data that it cannot have written.

    A field that is missing is empty and one that is not known is ignored, so that what another
    release has written can be read.
    """
    return _agreement().validate_python(plain)
