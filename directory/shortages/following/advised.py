"""What has become of advice on the medicines that somebody follows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from directory.shortages.advice.at_once import told_at_once
from directory.shortages.advice.changes import AdviceChange

Substance = tuple[str, str]


@dataclass(frozen=True, slots=True)
class FollowedAdvice:
    """A change of advice, and the substances that it is about of those that somebody follows, each
    with its name and its code."""

    change: AdviceChange
    substances: tuple[Substance, ...]


@dataclass(frozen=True, slots=True)
class AdviceWindow:
    """What has become of advice, up to a moment and not at it: what is written of later decisions
    may not have been seen."""

    changes: Sequence[AdviceChange] = ()
    until: datetime | None = None


NO_ADVICE = AdviceWindow()


def worth_telling(changes: Iterable[AdviceChange]) -> Sequence[AdviceChange]:
    """The last that became of each advice; nothing of what a letter of its own has told."""
    last: Mapping[str, AdviceChange] = {change.advice.advice: change for change in changes}
    return [change for change in last.values() if not told_at_once(change)]
