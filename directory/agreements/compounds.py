"""Compound words split into known words: koloskopi|remiss, binde|väv."""

from collections.abc import Iterable
from functools import lru_cache

from directory.agreements.stems import stem


def _listed(written: str) -> frozenset[str]:
    return frozenset(written.split())


REMEMBERED = 65_536
SHORTEST_WHOLE = 7
_SHORTEST_FIRST = 3
_SHORTEST_LAST = 4
_SHORT_LASTS = _listed(
    "ben fot hud hår lår mun näsa ont rem sår tå tår tåns öga öra kur mal mun ryggs gas dos puls"
)
# Not accepted: last parts that are usually endings, and first parts that are usually prefixes.
_NO_LASTS = _listed("löshet ande ation bara ering iska iskt ligt ligen lighet ningar ning isk tion")
_NO_FIRSTS = _listed(
    "ans bes del den des dis ett fri för före gen hög inte med mot per pro re sig ter und ut vid"
)
_SHORT_FIRSTS = _listed(
    "arm ben buk bvc crp dna ekg fot gom gyn hem hiv hud hår ibd iva kol knä lab lår led mag mun "
    "psa rör sår syn tbc tia tår uvi ven öga öra"
)
_GLUE = ("", "s", "e", "o", "u", "a")


class Splitter:
    """Splits compound words into known words."""

    def __init__(self, words: Iterable[str]) -> None:
        """`words`: as written; their forms are known with them."""
        self._written = {word for word in words if len(word) >= _SHORTEST_FIRST and word.isalpha()}
        self._known = {stem(word) for word in self._written}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._best)

    def parts(self, word: str) -> tuple[str, ...]:
        """The known words that it is made of, in order; empty if it is not such a compound."""
        return self._remembered(word)

    def _best(self, word: str) -> tuple[str, ...]:
        if len(word) < SHORTEST_WHOLE or not word.isalpha():
            return ()
        cuts = range(_SHORTEST_FIRST, len(word) - _SHORTEST_FIRST + 1)
        ways = [way for cut in cuts if (way := self._cut(word, cut))]
        return max(ways, key=self._likely, default=())

    def _likely(self, way: tuple[str, ...]) -> tuple[int, int, int]:
        """Sort key: prefer few parts, parts that are whole words, and no very short part."""
        return -len(way), sum(part in self._written for part in way), min(map(len, way))

    def _cut(self, word: str, cut: int) -> tuple[str, ...]:
        last = word[cut:]
        if not self._is_last(last):
            return ()
        first = self._first(word[:cut])
        if first:
            return (first, last)
        if cut >= SHORTEST_WHOLE and len(last) >= _SHORTEST_LAST:
            inner = self.parts(word[:cut]) or self.parts(word[:cut].removesuffix("s"))
            return (*inner, last) if inner and len(inner) < 3 else ()
        return ()

    def _is_last(self, part: str) -> bool:
        if len(part) < _SHORTEST_LAST:
            return part in _SHORT_LASTS
        return part not in _NO_LASTS and stem(part) in self._known

    def _first(self, part: str) -> str:
        if part in _NO_FIRSTS:
            return ""
        for glue in _GLUE:
            bare = part.removesuffix(glue) if glue else part
            if (glue == "" or bare != part) and self._is_first(bare):
                return bare
        return ""

    def _is_first(self, bare: str) -> bool:
        long = len(bare) > _SHORTEST_FIRST or bare in _SHORT_FIRSTS
        return long and len(bare) >= _SHORTEST_FIRST and stem(bare) in self._known
