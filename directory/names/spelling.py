"""Words that lie near a misspelt one."""

from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.names.normalise import fold


def errors_allowed(length: int) -> int:
    """How many letters may be missing, added, wrong or swapped in a word of this length."""
    if length < 5:
        return 0
    if length < 9:
        return 1
    return 2 if length < 18 else 3


class Spelling:
    """Finds words by the number of typing errors, among words of about the same length."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: in their first form; compared in their second."""
        self._by_length: defaultdict[int, list[str]] = defaultdict(list)
        self._meant: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            folded = fold(word)
            if folded not in self._meant:
                self._by_length[len(folded)].append(folded)
            self._meant[folded].append(word)

    def near(self, word: str, errors: int) -> list[tuple[str, int]]:
        """Words at most so many errors away, fewest first, then the same first letter first."""
        typed = fold(word)
        found = [
            (candidate, int(distance))
            for length in range(len(typed) - errors, len(typed) + errors + 1)
            for candidate, distance, _ in process.extract(
                typed,
                self._by_length.get(length, ()),
                scorer=OSA.distance,
                score_cutoff=errors,
                limit=10,
            )
        ]
        found.sort(key=lambda pair: (pair[1], pair[0][:1] != typed[:1], pair[0]))
        return [(meant, distance) for near, distance in found for meant in self._meant[near]]
