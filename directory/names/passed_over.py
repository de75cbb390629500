"""Which of the words that were passed over are worth saying: those that could change the answer."""

import re
from collections.abc import Iterable, Sequence

from directory.names.entries import Weight
from directory.names.evidence import PhraseReading
from directory.names.guess import guess
from directory.names.inflection import first_parts
from directory.names.normalise import key
from directory.names.places import Places
from directory.names.words_known import KnownWords

MOST_IN_A_SHORT_PHRASE = 5
MOST_BESIDE_A_FIELD = 3
SHORTEST = 3
SHORTEST_PART = 5
_BEFORE_A_PLACE = frozenset({"från", "hos", "i", "på", "till", "vid", "at", "in", "from"})
_NO_PLACE_WRITTEN = """
ad ade ande are arna at ats dags else elsen ende et etet ets het heten ig iga igt isk iska iskt ning
ningar ningen nings höstas våras somras vintras fjol
"""
_NO_PLACE = tuple(_NO_PLACE_WRITTEN.split())
"""How words end that are things, qualities and acts, not what units and towns are called."""
_NAME_INSIDE = re.compile(r"(?<=[\w,] )[A-ZÅÄÖÉÜ][a-zåäöéü]+")


class PassedOver:
    """Judges words that mean nothing here, beside an understood subject."""

    def __init__(self, known: KnownWords, places: Places) -> None:
        self._known = known
        self._places = places

    def worth_saying(
        self, text: str, tokens: Sequence[str], left: Iterable[int], reading: PhraseReading
    ) -> tuple[str, ...]:
        """The words at the positions that are left which may be a place, a person or a subject.

        Such is a word with a capital letter inside the sentence, one near a unit's or a town's
        name, one near the name of a field, an unknown one where a place stands (”på tallen”), and
        one that stands alone beside a field's name (”kardiologi hjo”). In a long story of a patient
        what stands where a place does is a thing.
        """
        names = {key(name) for name in _NAME_INSIDE.findall(text)}

        def is_worth_saying(number: int) -> bool:
            token = tokens[number]
            return self._is_strange(token) and (
                token in names
                or _stands_for_a_place(number, tokens, named=reading.named)
                or self._is_near(token)
            )

        return tuple(tokens[number] for number in left if is_worth_saying(number))

    def _is_strange(self, token: str) -> bool:
        """Whether a word is neither an everyday word nor of the vocabulary, in any form or part."""
        known = self._known
        if token in known.vocabulary.fillers or token.isdigit() or len(token) < SHORTEST:
            return False
        return (
            not known.is_ordinary(token)
            and known.word(token) is None
            and not self._is_a_part(token)
        )

    def _is_a_part(self, token: str) -> bool:
        """Whether longer words of the vocabulary begin with it: ”underarm”, of underarmsfraktur."""
        if len(token) < SHORTEST_PART:
            return False
        return any(self._known.vocabulary.begins(part) for part in (token, *first_parts(token)))

    def _is_near(self, token: str) -> bool:
        if self._places.misspelt(token).hits:
            return True
        return any(
            entry.sort >= Weight.NAME for entry, _ in guess(self._known.vocabulary, token).claimed
        )


def _stands_for_a_place(number: int, tokens: Sequence[str], *, named: bool) -> bool:
    if tokens[number].endswith(_NO_PLACE):
        return False
    if named and len(tokens) <= MOST_BESIDE_A_FIELD:
        return True
    brief = named or len(tokens) <= MOST_IN_A_SHORT_PHRASE
    return brief and number > 0 and tokens[number - 1] in _BEFORE_A_PLACE
