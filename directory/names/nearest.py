"""Names that lie nearest to one that does not exist, as those of settings."""

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

_AS_NEAR = 2
_MOST = 3


def nearest(written: str, names: Iterable[str], *, at_least: float) -> Sequence[str]:
    """The nearest name, or the few that are as near, by a likeness from 0 to 100."""
    rows = process.extract(
        written, list(names), scorer=fuzz.ratio, score_cutoff=at_least, limit=_MOST + 1
    )
    near = [name for name, likeness, _ in rows if likeness >= rows[0][1] - _AS_NEAR]
    return near if len(near) <= _MOST else ()


def errors_between(written: str, name: str) -> int:
    """How many letters are missing, added, wrong or swapped."""
    return OSA.distance(written, name)
