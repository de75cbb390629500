"""Notes beside a row: nothing that matters, or a question."""

import re
from collections.abc import Iterator

from directory.rosters.somebody import Somebody
from directory.sources.rosters.words.day_parts import parts_of
from directory.sources.rosters.words.folding import folded
from directory.sources.rosters.words.left_over import kinds_of, left_over, marks_in, words_fault
from directory.sources.rosters.words.who import Who
from directory.sources.rosters.words.word_lists import Telling

_PIECES = re.compile(r"[,;:()\[\]\n]|\s[-–—−]\s|\.\s")
_OF_A_GAP = frozenset({Telling.ABSENT, Telling.NOBODY, Telling.DECLINED, Telling.CANCELLED})


def note_fault(note: str, person: Somebody | None, who: Who, own: frozenset[str]) -> str:
    """Why a note may change who has the shift, in Swedish; empty where it says nothing of that.

    `person`: who has it by the row; None for nobody, and why nobody has it is no question.
    """
    words = [
        word
        for piece in _pieces(note, person, who)
        for word in parts_of(left_over(piece, own, note=True))[1]
    ]
    if person is None and all(_OF_A_GAP.intersection(kinds_of(word)) for word in words):
        return ""
    return words_fault(words)


def aside_fault(text: str, person: Somebody | None, who: Who) -> str:
    """The same for a text that may be anything: only words that are on the lists, and people."""
    words: list[str] = []
    for piece in _pieces(text, person, who):
        others = [word for word in piece.split() if _is_initials_of_another(word, person, who)]
        known = [piece] if who.find(piece).person else others
        words += known or [word for word in left_over(piece) if kinds_of(word)]
    return words_fault(words)


def _pieces(text: str, person: Somebody | None, who: Who) -> Iterator[str]:
    """The pieces of a text that are not the name of the person."""
    for piece in _PIECES.split(text):
        is_empty = not folded(piece) and not marks_in(piece)
        if not is_empty and (person is None or who.find(piece).person != person):
            yield piece


def _is_initials_of_another(word: str, person: Somebody | None, who: Who) -> bool:
    found = who.find(word).person if word.isupper() else None
    return found is not None and found != person
