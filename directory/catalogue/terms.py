"""Words that a region's files give a meaning."""

from directory.lazy.values import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the region's own and what it leads to: a specialty, a service or a unit."""

    word: str
    target: str
