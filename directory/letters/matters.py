"""What letters say is looked at once more when they are sent: it may have become otherwise."""

from collections.abc import Callable, Mapping
from datetime import datetime

from directory.letters.outbox import Letter
from directory.snapshot import Snapshot

IsSo = Callable[[Letter, datetime], bool]
"""Whether what a letter says is still so; one that is not is never sent."""
Matter = Callable[[str, Snapshot, datetime], bool]
"""Whether it is still so, given what follows the word of the letter's matter."""


def always_so(letter: Letter, now: datetime) -> bool:
    """Nothing is looked at."""
    return True


def is_so_by(matters: Mapping[str, Matter], picture: Callable[[], Snapshot | None]) -> IsSo:
    """As the present picture says; a matter that is unknown here is left to be so."""

    def is_so(letter: Letter, now: datetime) -> bool:
        kind, _, what = letter.matter.partition("|")
        snapshot = picture()
        still = matters.get(kind)
        return still is None or snapshot is None or still(what, snapshot, now)

    return is_so
