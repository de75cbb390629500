"""Words that coordinators have added in chat, among the words of the region's files."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace

from directory.catalogue.specialties import official_lexicon
from directory.catalogue.terms import Term
from directory.lazy.values import dataclass
from directory.names.normalise import key
from directory.region import Region


@dataclass(frozen=True, slots=True)
class Alias:
    """A word that a coordinator has added in chat. `id` is the word without gaps and signs.

    `target` is the id of a service, a specialty or a unit, as in ord.csv.
    """

    id: str
    word: str
    target: str

    @staticmethod
    def of(word: str, target: str) -> "Alias":
        """The alias for a word; its id is that of an earlier alias for it, which it replaces."""
        return Alias(key(word), word, target)


def taught(
    terms: Sequence[Term], aliases: Iterable[Alias], targets: Container[str]
) -> tuple[Term, ...]:
    """The terms with the aliases: an alias replaces the terms for the same word.

    An alias whose target is not in `targets` any more is left out.
    """
    by_word = {alias.id: alias for alias in aliases if alias.target in targets}
    own = [term for term in terms if key(term.word) not in by_word or _says_the_same(term, by_word)]
    present = {(key(term.word), term.target) for term in own}
    added = (Term(alias.word, alias.target) for alias in by_word.values())
    return (*own, *(term for term in added if (key(term.word), term.target) not in present))


def with_aliases(region: Region, aliases: Iterable[Alias]) -> Region:
    """The region with the aliases among its words, as it is written to files."""
    targets = {service.id for service in region.services} | {unit.id for unit in region.units}
    targets |= {specialty.id for specialty in official_lexicon().specialties}
    return replace(region, terms=taught(region.terms, aliases, targets))


def _says_the_same(term: Term, aliases: dict[str, Alias]) -> bool:
    return aliases[key(term.word)].target == term.target
