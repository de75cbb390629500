"""What reading a document gives."""

from dataclasses import dataclass

from directory.agreements.document import Agreement

LARGEST = 20_000_000
"""No document is larger, in bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementReading:
    """`agreement` is None exactly when one of the faults is an error.

    `faults` are Swedish sentences: what is wrong and what would be right. `missing` are the fields
    of Head that the document does not tell and that somebody is to be asked for.
    """

    agreement: Agreement | None
    faults: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it comes; `side` is the content of its side file, if it has one."""

    name: str
    content: bytes
    side: bytes | None = None
