"""Misses on their way to being counted: never with what could be about a patient."""

from collections.abc import Mapping

from bot.questions.request import Request
from directory.counting.misses import Miss, kept
from directory.names.normalise import words

FIELD = "miss"
"""Where the button of a suggestion carries the words that it was suggested for."""


def missed(request: Request, said: str, *, command: str, suggested: bool = False) -> Miss:
    """These words were not understood."""
    return Miss(request.now, command, _kept(said), suggested)


def carried(said: str) -> Mapping[str, str]:
    """The data of a suggestion's button, by which its taking is counted."""
    return {FIELD: _kept(said)}


def taken(request: Request, *, command: str) -> Miss | None:
    """That a suggestion was taken, if it was one that was pressed."""
    if FIELD not in request.data:
        return None
    said = _kept(request.data[FIELD])
    return Miss(request.now, command, said, suggested=True, taken=True)


def _kept(said: str) -> str:
    return kept(" ".join(words(said)))
