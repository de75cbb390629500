"""What a question finds among the agreements."""

from dataclasses import dataclass, field
from enum import StrEnum

from directory.agreements.document import Agreement, AgreementKind, Section, Validity


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

    `sentences`: at most three whole ones of it. Only the first four hits have them: no more are
    shown.
    """

    agreement: Agreement
    section: Section
    score: float
    strength: Strength
    standing: Validity
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits, best first; none where nothing is relevant. The best one's document answers best."""

    hits: tuple[SectionHit, ...] = ()

    @property
    def best(self) -> SectionHit | None:
        return self.hits[0] if self.hits else None

    @property
    def answer(self) -> SectionHit | None:
        """The first hit, if strong and not known to be out of force: what a card may show."""
        best = self.best
        if best is None or best.strength is Strength.NEAR:
            return None
        holds = best.standing in (Validity.VALID, Validity.UNKNOWN)
        return best if holds else None

    @property
    def document(self) -> Agreement | None:
        """The document that answers best."""
        return self.hits[0].agreement if self.hits else None
