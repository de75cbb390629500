"""What the buttons of /ord carry: a word and what it is to mean."""

from bot.cards import Button, Press
from bot.questions.request import Request

COMMAND = "ord"
WORD, TARGET = "ord", "mål"

BACK = Button("Visa listan", Press(COMMAND))


def adding(word: str, target: str) -> Press:
    """The word is to mean the target."""
    return Press(COMMAND, action="lägg", data={WORD: word, TARGET: target})


def asking(word: str = "") -> Press:
    """A form for what the word is to mean."""
    return Press(COMMAND, action="annat", data={WORD: word} if word else {})


def dismissing(word: str) -> Press:
    """The word leaves the list of those that were missed."""
    return Press(COMMAND, action="bort", data={WORD: word})


def removing(word: str, target: str) -> Press:
    """The added word no longer means the target."""
    return Press(COMMAND, action="ta-bort", data={WORD: word, TARGET: target})


def undoing(word: str, before: str) -> Press:
    """The word means what it meant before: a target, or nothing."""
    return Press(COMMAND, action="ångra", data={WORD: word, TARGET: before})


def word_of(request: Request) -> str:
    """The word of the button or the form."""
    return request.data.get(WORD, "")


def target_of(request: Request) -> str:
    """The target of the button."""
    return request.data.get(TARGET, "")
