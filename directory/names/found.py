"""What a text was found to mean."""

from enum import StrEnum

from directory.catalogue.roles import Role
from directory.catalogue.services import ServiceKind
from directory.lazy.values import dataclass

MOST_HITS = 8
MOST_SUGGESTIONS = 3


class TargetKind(StrEnum):
    """What a word leads to."""

    SPECIALTY = "specialty"
    SERVICE = "service"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Target:
    """One thing that can be meant: a specialty, a service or a unit, by its id."""

    kind: TargetKind
    id: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A target with the vocabulary's word that led to it and how near the text was (0–100)."""

    target: Target
    word: str
    score: float


class Certainty(StrEnum):
    """How much may be claimed.

    SURE: one confident match. CHOICE: several, all must be offered. NEAREST: only suggestions,
    nothing is claimed. NOTHING: no match at all.
    """

    SURE = "sure"
    CHOICE = "choice"
    NEAREST = "nearest"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Recognised:
    """The answer to a text: hits best first, at most eight, one per target."""

    certainty: Certainty
    hits: tuple[Hit, ...] = ()

    def __post_init__(self) -> None:
        if self.certainty is Certainty.SURE and len(self.hits) != 1:
            raise ValueError("A sure answer has exactly one hit.")
        if (self.certainty is Certainty.NOTHING) != (not self.hits):
            raise ValueError("Only an empty answer has no hits.")

    @property
    def claimed(self) -> bool:
        """Whether the text was understood, as one thing or as a choice."""
        return self.certainty in (Certainty.SURE, Certainty.CHOICE)


NOTHING = Recognised(Certainty.NOTHING)


@dataclass(frozen=True, slots=True)
class ParsedPhrase:
    """A whole phrase taken apart.

    `place`: units whose hospital, town, clinic or health centre was named; NOTHING when no place
    was said. `place_words` and `subject_words`: what was typed for each, as typed. `unread`: words
    beside an understood subject that mean nothing here; one may be a place that is not known.
    `named`: the subject is the name of a field or a service, not a condition.
    """

    subject: Recognised
    place: Recognised = NOTHING
    place_words: str = ""
    role: Role | None = None
    kind: ServiceKind | None = None
    subject_words: str = ""
    unread: tuple[str, ...] = ()
    named: bool = False


def found(hits: list[Hit]) -> Recognised:
    """Claimed: one hit is sure, several are a choice; for each target the best one is kept."""
    best = _one_per_target(hits)
    if not best:
        return NOTHING
    return Recognised(
        Certainty.SURE if len(best) == 1 else Certainty.CHOICE, tuple(best[:MOST_HITS])
    )


def suggested(hits: list[Hit]) -> Recognised:
    """Not claimed: at most three suggestions."""
    best = _one_per_target(hits)[:MOST_SUGGESTIONS]
    return Recognised(Certainty.NEAREST, tuple(best)) if best else NOTHING


def _one_per_target(hits: list[Hit]) -> list[Hit]:
    best: dict[Target, Hit] = {}
    for hit in hits:
        if hit.target not in best or hit.score > best[hit.target].score:
            best[hit.target] = hit
    return list(best.values())
