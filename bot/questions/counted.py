"""How a question is counted: never with words that could be about a patient."""

from collections.abc import Mapping

from bot.questions.request import Request
from directory.counting.lookups import Lookup, Outcome
from directory.counting.misses import Miss, kept
from directory.names.normalise import words

FIELD = "miss"
"""Where the button of a suggestion carries the words that it was suggested for."""


def counted(
    request: Request, outcome: Outcome, shown: str = "", *, command: str = "konsult"
) -> Lookup:
    """A question with its outcome and the id of what was shown, without its words."""
    unit = request.who.home.id if request.who.home else ""
    return Lookup(request.now, command, outcome, shown, unit)


def missed(request: Request, text: str, *, command: str, suggested: bool = False) -> Miss:
    """A miss: words that were not understood."""
    return Miss(request.now, command, _kept(text), suggested)


def carried(text: str) -> Mapping[str, str]:
    """The data of a suggestion's button, so that a press on it is counted."""
    return {FIELD: _kept(text)}


def taken(request: Request, *, command: str) -> Miss | None:
    """The suggestion that was taken; None if the request is no press on one."""
    if FIELD not in request.data:
        return None
    text = _kept(request.data[FIELD])
    return Miss(request.now, command, text, suggested=True, taken=True)


def _kept(text: str) -> str:
    return kept(" ".join(words(text)))
