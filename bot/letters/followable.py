"""What can be followed: each capability declares its topics; `bot.commands.topics` lists them."""

from collections.abc import Callable, Mapping
from datetime import date

from bot.access import Asker
from directory.catalogue.people import Access, Person
from directory.lazy.values import dataclass
from directory.letters.subscriptions import Pace, Topic
from directory.snapshot import Snapshot

Unasked = Callable[[Asker, Snapshot], Mapping[str, str]]
"""The targets that somebody is told of without having asked, and why, as it is said."""
Usual = Callable[[Person | None], Pace]
"""How soon a person who has not chosen is notified."""


def never(person: Person | None) -> Pace:
    """Only those who have asked for it are notified."""
    return Pace.OFF


def always(person: Person | None) -> Pace:
    """Everybody is notified at once."""
    return Pace.AT_ONCE


def daily_with(*access: Access) -> Usual:
    """Those with one of the rights are notified in their daily digest, nobody else."""

    def usual(person: Person | None) -> Pace:
        return Pace.DAILY if person and person.access & set(access) else Pace.OFF

    return usual


@dataclass(frozen=True, slots=True)
class Watchable:
    """A topic and what it is about: a service, a unit, a document, or nothing."""

    kind: "Followable"
    target: str = ""

    @property
    def topic(self) -> Topic:
        """The topic that it is stored under."""
        return self.kind.topic

    @property
    def data(self) -> dict[str, str]:
        """The data of a button for it."""
        return {"topic": self.topic, "target": self.target}

    def is_for(self, who: Asker, snapshot: Snapshot) -> bool:
        """Whether it exists and is meant for the asker."""
        if self.target:
            return self.kind.is_for(self.target, who, snapshot)
        return self.kind.is_standing(who)

    def unasked(self, who: Asker, snapshot: Snapshot) -> str:
        """Why the asker is told of it without having asked; empty where they are not."""
        return self.kind.unasked_of(who, snapshot).get(self.target, "")

    def title(self, snapshot: Snapshot) -> str:
        """”Ändrad jour: Kardiologi · Norra sjukhuset”, ”Påminnelser om dina pass”."""
        return self.kind.title(self.target, snapshot) if self.target else self.kind.standing


@dataclass(frozen=True, slots=True)
class Meant:
    """What words may mean; `sure` is False if these are only the nearest matches."""

    targets: tuple[Watchable, ...]
    sure: bool = True


def _nothing_offered(who: Asker, snapshot: Snapshot) -> tuple[Watchable, ...]:
    return ()


def _nothing_anyway(words: str, who: Asker, snapshot: Snapshot) -> Watchable | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How a target is found by the words after one of the leads: ”avtal hypertoni”.

    `asks`: the answer when no words follow; if empty, the lead is then an ordinary word. `nothing`:
    the answer when the words, put in place of `{}`, mean nothing. `command`: the command that they
    are then counted as a miss for. `offered`: what can be chosen where no words follow; `offers`:
    what these are. `anyway`: what can be followed where the words mean nothing that is known, as
    they are written; None for nothing.
    """

    leads: tuple[str, ...]
    meant: Callable[[str, Asker, Snapshot, date], Meant]
    asks: str = ""
    nothing: str = "Jag hittar ingen jour eller enhet för {} som du kan bevaka."
    command: str = "bevaka"
    offered: Callable[[Asker, Snapshot], tuple[Watchable, ...]] = _nothing_offered
    offers: str = ""
    anyway: Callable[[str, Asker, Snapshot], Watchable | None] = _nothing_anyway


def _nothing(target: str, who: Asker, snapshot: Snapshot) -> bool:
    return False


def _as_kept(target: str, snapshot: Snapshot) -> str:
    return target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followable:
    """A topic as it is followed in chat.

    `usual`: who is notified without having asked; that is titled `standing`, and typed as one of
    `words`. `is_for`: whether a target exists and is meant for the asker. `title`: the title of a
    target. `example`: what to type, and for what. `only_daily`: never told at once, but in one
    digest a day at one hour. `minute`: that of the hour at which it comes. `unasked`: which of its
    targets somebody is told of who has not chosen; None where there are no such.
    """

    topic: Topic
    usual: Usual = never
    standing: str = ""
    words: tuple[str, ...] = ()
    is_for: Callable[[str, Asker, Snapshot], bool] = _nothing
    title: Callable[[str, Snapshot], str] = _as_kept
    search: Search | None = None
    example: str = ""
    only_daily: bool = False
    minute: int = 0
    unasked: Unasked | None = None

    def unasked_of(self, who: Asker, snapshot: Snapshot) -> Mapping[str, str]:
        """The targets that the asker is told of without having asked, and why."""
        return self.unasked(who, snapshot) if self.unasked else {}

    def is_standing(self, who: Asker) -> bool:
        """Whether the asker is notified without having asked."""
        return who.person is not None and self.usual(who.person) is not Pace.OFF
