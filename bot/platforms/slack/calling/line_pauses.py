"""How long konsult waits before the next line to Slack, by how the last one ended."""

from enum import StrEnum

from directory.lazy.values import dataclass

AT_ONCE = 0.5
"""Seconds: a line that ended sooner than this after its beginning is no reason to hurry."""


class Ending(StrEnum):
    """How a line ended, or why none was opened."""

    MOVED = "moved"
    """Slack asked for a new line, and lets the old one go on for a while."""
    BROKEN = "broken"
    """It broke or fell silent, or Slack could not be reached."""
    REFUSED = "refused"
    """Slack answered, and said no."""
    CROWDED = "too_many_websockets"
    """Others hold all the lines that the app may have."""
    TURNED_OFF = "link_disabled"
    """Somebody has turned Socket Mode off for the app."""


_ENDINGS = {
    "too_many_websockets": Ending.CROWDED,
    "link_disabled": Ending.TURNED_OFF,
}


def ending_of(reason: str) -> Ending:
    """What a ”disconnect” means; unknown reasons as ”warning” and ”refresh_requested” do."""
    return _ENDINGS.get(reason, Ending.MOVED)


_FIRST_AND_LONGEST = {
    Ending.MOVED: (AT_ONCE, 4.0),
    Ending.BROKEN: (AT_ONCE, 4.0),
    Ending.REFUSED: (AT_ONCE, 30.0),
    Ending.CROWDED: (5.0, 60.0),
    Ending.TURNED_OFF: (30.0, 60.0),
}
"""Seconds. Doubled each time, so that what has been refused for three seconds is tried again
within three more; what only passes is tried every four seconds however long it lasts."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A line that ended, or was not opened.

    `lasted`: the seconds since it began, 0 if it never did. `code`: Slack's word for it, or ours.
    `at_least`: the seconds that Slack asks to wait.
    """

    ending: Ending
    lasted: float = 0.0
    code: str = ""
    at_least: float = 0.0


class Pauses:
    """The pauses between lines. They start over when Slack has been well.

    `steady`: the seconds after which a line that has begun was a good one.
    """

    def __init__(self, steady: float) -> None:
        self._steady = steady
        self._times: dict[Ending, int] = {}
        self._is_off = False

    def begun(self) -> None:
        """A line has begun: Slack refuses no longer."""
        self._times.pop(Ending.REFUSED, None)
        self._is_off = False

    def after(self, ended: Ended) -> float:
        """Seconds to wait; 0 where Slack wants a new line instead of one that was good.

        Where Socket Mode has been turned off, it is slow until a line has begun again.
        """
        if ended.lasted > self._steady:
            self._times.clear()
        self._is_off |= ended.ending is Ending.TURNED_OFF
        slow = _FIRST_AND_LONGEST[Ending.TURNED_OFF][0] if self._is_off else 0.0
        if ended.ending is Ending.MOVED and ended.lasted > AT_ONCE:
            return ended.at_least
        return max(ended.at_least, slow, self._doubled(ended.ending))

    def _doubled(self, ending: Ending) -> float:
        times = self._times.get(ending, 0)
        self._times[ending] = times + 1
        first, longest = _FIRST_AND_LONGEST[ending]
        return float(min(first * 2 ** min(times, 16), longest))
