"""What can be done with consultation hours: a room of /tid, and how the command knows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards import Part
from bot.commands.tid.case import HourCase
from bot.questions.request import Reply

Act = Callable[[HourCase], Reply]
Typed = Callable[[str, HourCase], Reply | None]
"""The answer to the words after the command; None where they are about something else."""
Shown = Callable[[HourCase], Sequence[Part]]
"""What is shown on bare /tid: nothing where it does not concern the asker."""


def _not_typed(words: str, case: HourCase) -> Reply | None:
    return None


def _not_shown(case: HourCase) -> Sequence[Part]:
    return ()


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that people do: how it is typed, what buttons ask for, what /tid shows of it."""

    actions: Mapping[str, Act] = field(default_factory=dict)
    typed: Typed = _not_typed
    shown: Shown = _not_shown
