"""A care agreement as a value: its head and its sections."""

from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from directory.lazy.values import dataclass


class AgreementKind(StrEnum):
    """What sort of document it is. The value is the word in chat and in files."""

    HOK = "HÖK"
    RMR = "RMR"
    CARE_PATHWAY = "behandlingslinje"
    RESPONSIBILITY = "ansvarsdokument"
    PHYSICIANS_IN_MUNICIPAL_CARE = "läkarmedverkan"
    CANCER_PATHWAY = "SVF"
    OTHER = "överenskommelse"


class Validity(StrEnum):
    """Whether a document holds on a day."""

    VALID = "gäller"
    EXPIRED = "har gått ut"
    NOT_YET = "gäller inte än"
    UNKNOWN = "giltighet saknas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a document says of itself. Empty or None where it does not say.

    `id` is the document's own short name and stays the same over its versions. `owner` is the group
    that answers for it. `adopted` and `revised` are dates of content, never of a web edit.
    `valid_from`–`valid_to` are local dates, both included. `replaces` is the id or number of what
    it takes the place of. `specialties` and `units` are ids. `source` is where it is kept.
    `acknowledge`: the owner asks those who follow it to say that they have read a new version.
    """

    id: str
    title: str
    kind: AgreementKind = AgreementKind.OTHER
    number: str = ""
    version: str = ""
    parties: tuple[str, ...] = ()
    owner: str = ""
    adopted: date | None = None
    revised: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    replaces: str = ""
    specialties: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    source: str = ""
    acknowledge: bool = False


class BlockKind(StrEnum):
    """The form that a piece of text had in its document."""

    PARAGRAPH = "stycke"
    ITEM = "punkt"
    ROW = "rad"


class Block(NamedTuple):
    """One readable piece of a section; a tuple, since that is how it is stored.

    Of an ITEM, `lead` is the words that its list stands under (”Ska inte remitteras:”), which must
    never be lost; `level` is how deep it is nested, from 0. Of a ROW, the text is the cells with
    their column heads (”Problem: feber; Remiss: akut”), and `lead` is what the table stands under
    where that introduces it or says no.
    """

    kind: BlockKind
    text: str
    lead: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading and the text under it, up to the next heading of any level.

    `path` are the headings above it, outermost first. `number` is its place in it, from 0.
    """

    number: int
    heading: str
    level: int = 2
    path: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = ()

    @property
    def text(self) -> str:
        """The text of the section, a line for each block with its lead."""
        return "\n".join(f"{block.lead} {block.text}".strip() for block in self.blocks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """One version of a document. `file` is the name of the file that it was read from."""

    head: Head
    sections: tuple[Section, ...] = field(default=())
    file: str = ""

    def standing(self, day: date) -> Validity:
        """Whether it holds on a local date."""
        head = self.head
        if head.valid_from is not None and day < head.valid_from:
            return Validity.NOT_YET
        if head.valid_to is not None and day > head.valid_to:
            return Validity.EXPIRED
        return Validity.VALID if head.valid_to or head.valid_from else Validity.UNKNOWN
