"""Letters as they are drawn now: what is settled has no buttons, and says what became of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from directory.letters.outbox import Letter, LetterButton
from directory.snapshot import Snapshot

Settled = Callable[[LetterButton, Snapshot, datetime], str]
"""What has become of what a button is about; empty while the button still stands."""


def letter_now(letter: Letter, settled: Settled, snapshot: Snapshot, now: datetime) -> Letter:
    """The letter without the buttons that no longer stand, and with a line that says why."""
    became = {button: settled(button, snapshot, now) for button in letter.buttons}
    lines = tuple(dict.fromkeys(filter(None, became.values())))
    buttons = tuple(button for button in letter.buttons if not became[button])
    return replace(letter, lines=(*letter.lines, *lines), buttons=buttons) if lines else letter
