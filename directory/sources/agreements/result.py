"""The result of reading a document."""

from collections.abc import Mapping
from dataclasses import field

from directory.agreements.document import Agreement
from directory.lazy.values import dataclass

LARGEST = 20_000_000
"""The size limit of a document, in bytes."""
SIDE_FILE = "sidfilen"
"""Where something is found that the side file says."""


@dataclass(frozen=True, slots=True)
class UnreadPart:
    """Something in a document that was not read: the number of its section, and what in Swedish."""

    section: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReading:
    """`agreement` is None exactly when one of the faults is an error.

    `faults` are Swedish sentences: what is wrong and what would be right. `missing` are the fields
    of Head that the document does not give and that a person must fill in. `found`: where each
    field that it does give was found, in Swedish. `unread`: what a person must have looked at
    before the document answers anybody.
    """

    agreement: Agreement | None
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    found: Mapping[str, str] = field(default_factory=dict)
    unread: tuple[UnreadPart, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as received; `side` is the content of its side file, if any."""

    name: str
    content: bytes
    side: bytes | None = None
