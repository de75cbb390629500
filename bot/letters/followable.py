"""What can be followed: each capability declares its topics; `bot.commands.topics` lists them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.access import Asker
from directory.catalogue.people import Access, Person
from directory.letters.subscriptions import Pace, Topic
from directory.snapshot import Snapshot

Usual = Callable[[Person | None], Pace]
"""How soon somebody is told who has not chosen."""


def never(person: Person | None) -> Pace:
    """Only those are told who have asked for it."""
    return Pace.OFF


def always(person: Person | None) -> Pace:
    """Everybody is told, at once."""
    return Pace.AT_ONCE


def daily_with(*access: Access) -> Usual:
    """Those with one of the rights are told in their daily digest, nobody else."""

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
        """Under what it is kept."""
        return self.kind.topic

    @property
    def data(self) -> dict[str, str]:
        """As it is carried by a button."""
        return {"topic": self.topic, "target": self.target}

    def is_for(self, who: Asker, snapshot: Snapshot) -> bool:
        """Whether it exists and is meant for the asker."""
        if self.target:
            return self.kind.is_for(self.target, who, snapshot)
        return self.kind.is_standing(who)

    def title(self, snapshot: Snapshot) -> str:
        """”Ändrad jour: Kardiologi · Norra sjukhuset”, ”Påminnelser om dina pass”."""
        return self.kind.title(self.target, snapshot) if self.target else self.kind.standing


@dataclass(frozen=True, slots=True)
class Meant:
    """What words may mean; `sure` is False where it is only what lies nearest."""

    found: tuple[Watchable, ...]
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """How a target is found by the words after one of the leads: ”avtal hypertoni”.

    `asks`: said where no words follow; if empty the lead is then a word like any other. `nothing`:
    said where the words, for which `{}` stands, mean nothing. `command`: for what the words are
    then counted as missed.
    """

    leads: tuple[str, ...]
    meant: Callable[[str, Asker, Snapshot, date], Meant]
    asks: str = ""
    nothing: str = "Jag hittar ingen jour eller enhet för {} som du kan bevaka."
    command: str = "bevaka"


def _nothing(target: str, who: Asker, snapshot: Snapshot) -> bool:
    return False


def _as_kept(target: str, snapshot: Snapshot) -> str:
    return target


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Followable:
    """A topic as it is followed in chat.

    `usual`: who is told without having asked; it is called `standing`, and typed as one of `words`.
    `is_for`: whether a target exists and is meant for the asker. `title`: what a target is called.
    `example`: what to type, and for what.
    """

    topic: Topic
    usual: Usual = never
    standing: str = ""
    words: tuple[str, ...] = ()
    is_for: Callable[[str, Asker, Snapshot], bool] = _nothing
    title: Callable[[str, Snapshot], str] = _as_kept
    search: Search | None = None
    example: str = ""

    def is_standing(self, who: Asker) -> bool:
        """Whether the asker is told of it without having asked."""
        return who.person is not None and self.usual(who.person) is not Pace.OFF
