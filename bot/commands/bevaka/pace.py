"""How soon somebody is told: what they have chosen, in words, and as they write it."""

import re

from bot.access import Asker
from bot.letters.followable import Watchable
from directory.lazy.values import dataclass
from directory.letters.kept import FOLLOWING
from directory.letters.preferences import USUAL_HOUR, Choice
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot

_WORDS = {
    Pace.AT_ONCE: "direkt",
    Pace.DAILY: "en gång om dagen",
    Pace.OFF: "av",
}
_AT_THE_END = re.compile(
    r"(?:^|\s)(direkt|av|dagligen(?:\s+(?:kl\.?\s*)?(\d{1,2})(?:[:.]\d\d)?)?)\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class PaceSaid:
    """What was typed: how soon, and at which hour where one was said."""

    pace: Pace
    hour: int | None = None

    def choice(self, watchable: Watchable, who: Asker, snapshot: Snapshot) -> Choice:
        """The choice; without an hour the one that the asker has."""
        hour = present_hour(watchable, who, snapshot) if self.hour is None else self.hour
        return Choice(self.pace, hour)


def present_hour(watchable: Watchable, who: Asker, snapshot: Snapshot) -> int:
    """The hour of the asker's digest: one for all of a topic that has one digest."""
    if not watchable.kind.only_daily:
        return USUAL_HOUR
    return snapshot.of(FOLLOWING).hour(who.id, watchable.topic)


def current_choice(watchable: Watchable, who: Asker, snapshot: Snapshot) -> Choice:
    """How soon the asker is told of it: as they have chosen, else as is usual for their role."""
    unasked = Pace.DAILY if watchable.unasked(who, snapshot) else Pace.OFF
    usual = unasked if watchable.kind.unasked else watchable.kind.usual(who.person)
    held = snapshot.of(FOLLOWING)
    choice = held.choice(who.id, watchable.topic, watchable.target, usual=usual)
    hour = present_hour(watchable, who, snapshot)
    return Choice(choice.pace, hour) if watchable.kind.only_daily else choice


def own_subscription(watchable: Watchable, who: Asker, snapshot: Snapshot) -> Subscription | None:
    """What the asker has chosen for it, if they have."""
    return snapshot.of(FOLLOWING).chosen(who.id, watchable.topic, watchable.target)


def pace_words(choice: Choice, watchable: Watchable) -> str:
    """”direkt”, ”en gång om dagen kl 7”, ”av”."""
    words = _WORDS[choice.pace]
    if choice.pace is not Pace.DAILY:
        return words
    return f"{words} kl {clock_words(choice.hour, watchable)}"


def clock_words(hour: int, watchable: Watchable) -> str:
    """”7”, or ”7:30” of a topic whose digest comes at another minute."""
    minute = watchable.kind.minute
    return f"{hour}:{minute:02}" if minute else str(hour)


def first_pace(watchable: Watchable) -> PaceSaid:
    """How soon somebody is told who has not said how soon."""
    return PaceSaid(Pace.DAILY if watchable.kind.only_daily else Pace.AT_ONCE)


def possible(choice: Choice, watchable: Watchable) -> Choice:
    """The choice, or the one nearest to it that there is for the topic."""
    is_too_soon = watchable.kind.only_daily and choice.pace is Pace.AT_ONCE
    return Choice(Pace.DAILY, choice.hour) if is_too_soon else choice


def take_pace(words: str) -> tuple[str, PaceSaid | None]:
    """The words without the pace that ends them (”dagligen 8”), and the pace if there was one."""
    match = _AT_THE_END.search(words)
    if match is None:
        return words.strip(), None
    said = read_pace(match[1].split()[0].casefold(), match[2] or "")
    return (words[: match.start()].strip(), said) if said else (words.strip(), None)


def read_pace(pace: str, hour: str) -> PaceSaid | None:
    """The answers of a form or the data of a button; None if they cannot be."""
    if pace not in set(Pace):
        return None
    if not hour:
        return PaceSaid(Pace(pace))
    return PaceSaid(Pace(pace), int(hour)) if hour.isdecimal() and int(hour) <= 23 else None
