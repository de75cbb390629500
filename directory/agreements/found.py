"""What a question finds among the agreements."""

from dataclasses import field
from enum import StrEnum

from directory.agreements.document import Agreement, AgreementKind, Section, Validity
from directory.agreements.excerpt import Excerpt
from directory.lazy.values import dataclass


class Strength(StrEnum):
    """How surely a section answers. NEAR is shown as ”närmast”, never as the answer."""

    STRONG = "träff"
    NEAR = "närmast"


@dataclass(frozen=True, slots=True)
class Filters:
    """Which documents are searched. Empty: all."""

    kinds: frozenset[AgreementKind] = field(default=frozenset())
    specialties: frozenset[str] = field(default=frozenset())
    units: frozenset[str] = field(default=frozenset())
    standings: frozenset[Validity] = field(default=frozenset())

    def admits(self, agreement: Agreement, standing: Validity) -> bool:
        """Whether a document with this standing is searched."""
        head = agreement.head
        return (
            (not self.kinds or head.kind in self.kinds)
            and (not self.specialties or not self.specialties.isdisjoint(head.specialties))
            and (not self.units or not self.units.isdisjoint(head.units))
            and (not self.standings or standing in self.standings)
        )


@dataclass(frozen=True, slots=True)
class SectionHit:
    """A section that answers, and whether it holds.

    `excerpt`: what is shown of it. That of the first four hits only has something in it: no more
    are shown.
    """

    agreement: Agreement
    section: Section
    score: float
    strength: Strength
    standing: Validity
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first; none where nothing is relevant. The best one's document answers best."""

    hits: tuple[SectionHit, ...] = ()

    @property
    def best(self) -> SectionHit | None:
        return self.hits[0] if self.hits else None

    @property
    def document(self) -> Agreement | None:
        """The document that answers best."""
        return self.hits[0].agreement if self.hits else None
