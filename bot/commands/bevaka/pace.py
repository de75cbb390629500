"""How soon somebody is told: what they have chosen, in words, and as they write it."""

import re

from bot.access import Asker
from bot.letters.followable import Watchable
from directory.letters.kept import FOLLOWING
from directory.letters.preferences import Choice
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot

_WORDS = {
    Pace.AT_ONCE: "direkt",
    Pace.DAILY: "en gång om dagen",
    Pace.OFF: "av",
}
_AT_THE_END = re.compile(
    r"(?:^|\s)(direkt|av|dagligen(?:\s+(?:kl\.?\s*)?(\d{1,2}))?)\s*$", re.IGNORECASE
)


def current_choice(watchable: Watchable, who: Asker, snapshot: Snapshot) -> Choice:
    """How soon the asker is told of it: as they have chosen, else as is usual for their role."""
    usual = watchable.kind.usual(who.person)
    held = snapshot.of(FOLLOWING)
    return held.choice(who.id, watchable.topic, watchable.target, usual=usual)


def own_subscription(watchable: Watchable, who: Asker, snapshot: Snapshot) -> Subscription | None:
    """What the asker has chosen for it, if they have."""
    return snapshot.of(FOLLOWING).chosen(who.id, watchable.topic, watchable.target)


def pace_words(choice: Choice) -> str:
    """”direkt”, ”en gång om dagen kl 7”, ”av”."""
    words = _WORDS[choice.pace]
    return f"{words} kl {choice.hour}" if choice.pace is Pace.DAILY else words


def take_pace(words: str) -> tuple[str, Choice | None]:
    """The words without the pace that ends them (”dagligen 8”), and the pace if there was one."""
    match = _AT_THE_END.search(words)
    if match is None:
        return words.strip(), None
    pace = Pace(match[1].split()[0].casefold())
    choice = read_choice(pace, match[2] or "")
    return (words[: match.start()].strip(), choice) if choice else (words.strip(), None)


def read_choice(pace: str, hour: str) -> Choice | None:
    """The answers of a form or the data of a button; None if they cannot be."""
    if pace not in set(Pace):
        return None
    if not hour:
        return Choice(Pace(pace))
    return Choice(Pace(pace), int(hour)) if hour.isdecimal() and int(hour) <= 23 else None
