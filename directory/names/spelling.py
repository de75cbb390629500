"""Words that lie near a misspelt one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

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
    """Finds words by the number of typing errors.

    The first letter is right, or is the only thing that is wrong (missing, added, another, or in
    the second place); that is what keeps the search short among many thousand words.
    """

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: in their first form; compared in their second."""
        self._alike: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        self._after_first: defaultdict[str, list[str]] = defaultdict(list)
        self._meant: defaultdict[str, list[str]] = defaultdict(list)
        for word in words:
            folded = fold(word)
            if folded and folded not in self._meant:
                self._alike[folded[0], len(folded)].append(folded)
                self._after_first[folded[1:]].append(folded)
            self._meant[folded].append(word)

    def near(self, word: str, errors: int) -> list[tuple[str, int]]:
        """Words at most so many errors away, fewest first, then the same first letter first."""
        typed = fold(word)
        if not typed or errors < 1:
            return [(name, 0) for name in self._meant.get(typed, ())]
        errors_of = dict.fromkeys(self._wrong_at_first(typed), 1) | dict(
            self._right_at_first(typed, errors)
        )
        order = sorted(errors_of, key=lambda near: (errors_of[near], near[0] != typed[0], near))
        return [(name, errors_of[near]) for near in order for name in self._meant[near]]

    def _right_at_first(self, typed: str, errors: int) -> Iterator[tuple[str, int]]:
        for length in range(len(typed) - errors, len(typed) + errors + 1):
            rows = process.extract(
                typed,
                self._alike.get((typed[0], length), ()),
                scorer=OSA.distance,
                score_cutoff=errors,
                limit=10,
            )
            yield from ((near, int(distance)) for near, distance, _ in rows)

    def _wrong_at_first(self, typed: str) -> Iterator[str]:
        yield from self._after_first.get(typed, ())
        yield from self._after_first.get(typed[1:], ())
        for near in (typed[1:], typed[1:2] + typed[:1] + typed[2:]):
            if near in self._meant:
                yield near
