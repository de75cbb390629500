"""What seldom comes together by chance: each seed plays some of it, so that every rare state is
reached by those that follow one another."""

from collections.abc import Callable, Iterator
from dataclasses import field
from datetime import datetime, timedelta
from enum import Enum
from random import Random
from typing import Any

from directory.lazy.values import dataclass
from tests.simulation.clock import next_seven
from tests.simulation.month.peers import MailFault, SlackFault
from tests.simulation.month.region import BY_ID
from tests.simulation.oracle import Rostered

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)
WEEK = timedelta(days=7)
POSTS, LOOKS = frozenset({"chat.postMessage"}), frozenset({"conversations.history"})


@dataclass(frozen=True)
class Spell:
    """A peer answers amiss now and then; `methods`: what is asked of it then, else anything."""

    peer: str
    first: datetime
    last: datetime
    odds: float
    faults: tuple[Any, ...]
    methods: frozenset[str] = frozenset()

    def meets(self, method: str) -> bool:
        return not self.methods or method in self.methods


@dataclass(frozen=True)
class Event:
    at: datetime
    what: str


class Ambush(Enum):
    """What becomes of a process just when it reads the roster at its address."""

    KILLED = "killed"
    STALLED = "stalled"


@dataclass
class Episode:
    """What comes about: spells, events, and what waits for whoever reads the roster."""

    spells: list[Spell] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    ambushes: list[Ambush] = field(default_factory=list)


@dataclass(frozen=True)
class Stage:
    """What a seed has planned already: the shifts, and when people do something."""

    random: Random
    first: datetime
    last: datetime
    shifts: list[Rostered]
    deeds: list[datetime]

    def shift(self, *, by_mail: bool) -> Rostered:
        """One of somebody whom e-mail alone reaches, or Slack first and then e-mail."""
        some = [
            one
            for one in self.shifts
            if self.first + 8 * timedelta(days=1) < one.start < self.last - timedelta(days=2)
            and (BY_ID[one.who].slack != "member") == by_mail
            and BY_ID[one.who].mail
        ]
        return self.random.choice(some)


def mail_is_out(stage: Stage) -> Episode:
    """A letter is of no use any more before the mail server is there again."""
    start = stage.shift(by_mail=True).start
    out = (MailFault.LATER, MailFault.BUSY)
    return Episode([Spell("mail", start - 20 * SECOND, start + 2.5 * HOUR, 1.0, out)])


def mail_swallows(stage: Stage) -> Episode:
    """Mail comes, and konsult never hears that it has."""
    start = stage.shift(by_mail=True).start
    lost = (MailFault.LOST,)
    return Episode([Spell("mail", start - 20 * SECOND, start + 1.7 * HOUR, 1.0, lost)])


def slack_rests(stage: Stage) -> Episode:
    """Slack wants to be left alone for more than a day."""
    begins = stage.shift(by_mail=False).start - WEEK - MINUTE
    return Episode([Spell("slack", begins, begins + 26 * HOUR, 1.0, (SlackFault.RATE_LONG,))])


def slack_swallows(stage: Stage) -> Episode:
    """Slack posts, says nothing, and cannot be asked."""
    first = stage.shift(by_mail=False).start - 20 * SECOND
    last = first + 14 * MINUTE
    return Episode(
        [
            Spell("slack", first, last, 1.0, (SlackFault.LOST,), POSTS),
            Spell("slack", first, last, 1.0, (SlackFault.BROKEN,), LOOKS),
        ]
    )


def slack_refuses_us(stage: Stage) -> Episode:
    """The token is revoked for a while."""
    first = stage.shift(by_mail=False).start - 20 * SECOND
    return Episode([Spell("slack", first, first + 4 * MINUTE, 1.0, (SlackFault.REVOKED,))])


def killed_at_its_duty(_: Stage) -> Episode:
    return Episode(ambushes=[Ambush.KILLED])


def stalled_at_its_duty(_: Stage) -> Episode:
    return Episode(ambushes=[Ambush.STALLED])


def a_row_is_spoilt(stage: Stage) -> Episode:
    """Somebody has written nonsense into a letter that waits for its hour; it is put right later."""
    mornings = sorted({next_seven(at) for at in stage.deeds})  # once each: what is spoilt is kept
    return Episode(events=[event for seven in mornings for event in _spoilt(seven)])


def _spoilt(seven: datetime) -> Iterator[Event]:
    yield Event(seven - 70 * SECOND, "spoils")
    yield Event(seven + 3.5 * MINUTE, "mends")


EPISODES: tuple[Callable[[Stage], Episode], ...] = (
    mail_is_out,
    mail_swallows,
    slack_rests,
    slack_swallows,
    slack_refuses_us,
    killed_at_its_duty,
    stalled_at_its_duty,
    a_row_is_spoilt,
)


def episodes(seed: int, stage: Stage) -> list[Episode]:
    """Two in each seed: as many seeds as there are episodes play each of them twice."""
    some = len(EPISODES)
    return [EPISODES[number % some](stage) for number in (seed, seed + 3)]
