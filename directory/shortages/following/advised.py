"""What has become of advice on the medicines that somebody follows."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from directory.lazy.values import dataclass
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
    """What has become of advice, the last of each, up to a moment and not at it."""

    changes: Sequence[AdviceChange] = ()
    until: datetime | None = None


NO_ADVICE = AdviceWindow()


def last_of_each(changes: Iterable[AdviceChange]) -> Sequence[AdviceChange]:
    """The last that became of each advice, of changes in their order."""
    last: Mapping[str, AdviceChange] = {change.advice.advice: change for change in changes}
    return tuple(last.values())


def for_digests(changes: Iterable[AdviceChange]) -> Sequence[AdviceChange]:
    """The same without what a letter of its own has told."""
    return [change for change in last_of_each(changes) if not told_at_once(change)]
