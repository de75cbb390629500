"""What a command with many things to do is made of, and how the command knows each of them."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field
from typing import Generic, TypeVar

from bot.cards import Part
from bot.questions.asked_of import AskedOf
from bot.questions.request import Reply, Request
from directory.lazy.values import dataclass
from directory.snapshot import Snapshot

C = TypeVar("C", bound=AskedOf)


def _not_typed(words: str, case: AskedOf) -> Reply | None:
    return None


def _not_shown(case: AskedOf) -> Sequence[Part]:
    return ()


@dataclass(frozen=True, slots=True)
class Doing(Generic[C]):
    """One thing that people do.

    `actions`: what buttons ask for. `typed`: the answer to the words after the command; None where
    they are about something else. `shown`: what the bare command shows of it; nothing where it does
    not concern the asker.
    """

    actions: Mapping[str, Callable[[C], Reply]] = field(default_factory=dict)
    typed: Callable[[str, C], Reply | None] = _not_typed
    shown: Callable[[C], Sequence[Part]] = _not_shown


def typed_answer(doings: Iterable[Doing[C]], words: str, case: C) -> Reply | None:
    """The answer of the first that the words are about."""
    replies = (doing.typed(words, case) for doing in doings)
    return next((reply for reply in replies if reply is not None), None)


def shown_parts(doings: Iterable[Doing[C]], case: C) -> list[Part]:
    """What the bare command shows, in their order."""
    return [part for doing in doings for part in doing.shown(case)]


def handlers(
    doings: Iterable[Doing[C]], case: Callable[[Request, Snapshot], C]
) -> Mapping[str, Callable[[Request, Snapshot], Reply]]:
    """What the buttons of all of them do, by their names; `case` makes the question."""
    actions = [action for doing in doings for action in doing.actions.items()]
    return {name: _handler(act, case) for name, act in actions}


def _handler(
    act: Callable[[C], Reply], case: Callable[[Request, Snapshot], C]
) -> Callable[[Request, Snapshot], Reply]:
    return lambda request, snapshot: act(case(request, snapshot))
