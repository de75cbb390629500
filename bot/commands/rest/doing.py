"""What can be done with drug shortages: a room of /rest, and how the command knows it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from bot.cards import Part
from bot.commands.rest.case import RestCase
from bot.questions.request import Reply

RestAct = Callable[[RestCase], Reply]
RestTyped = Callable[[str, RestCase], Reply | None]
"""The answer to the words after the command; None where they are about something else."""
RestShown = Callable[[RestCase], Sequence[Part]]
"""What is shown on bare /rest: nothing where it does not concern the asker."""


def _not_typed(words: str, case: RestCase) -> Reply | None:
    return None


def _not_shown(case: RestCase) -> Sequence[Part]:
    return ()


@dataclass(frozen=True, slots=True)
class RestDoing:
    """One thing that people do: how it is typed, what buttons ask for, what /rest shows of it."""

    actions: Mapping[str, RestAct] = field(default_factory=dict)
    typed: RestTyped = _not_typed
    shown: RestShown = _not_shown
