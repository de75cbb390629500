"""All that can be followed: the only list of it. A new topic is declared where it belongs."""

from bot.access import Asker
from bot.agreements.topic import AGREEMENTS
from bot.hours.topics import HOURS, OWN_HOURS
from bot.letters.followable import Followable, Search, Watchable
from bot.region.number_topic import NUMBERS
from bot.rosters.topics import GAPS, OWN_SHIFTS, REMINDERS, ROSTER
from bot.shortages.topics import SHORTAGES

TOPICS: tuple[Followable, ...] = (
    OWN_SHIFTS,
    REMINDERS,
    OWN_HOURS,
    GAPS,
    ROSTER,
    HOURS,
    NUMBERS,
    AGREEMENTS,
    SHORTAGES,
)


def watchable(topic: str, target: str) -> Watchable | None:
    """What a button or a choice says, or None if there is no such topic."""
    kind = next((kind for kind in TOPICS if kind.topic == topic), None)
    return Watchable(kind, target) if kind else None


def standing(who: Asker) -> tuple[Watchable, ...]:
    """What the asker is told of without having asked, by role."""
    return tuple(Watchable(kind) for kind in TOPICS if kind.is_standing(who))


def standing_named(words: str) -> Watchable | None:
    """A topic as a whole, by its words: ”påminnelser”."""
    return next((Watchable(kind) for kind in TOPICS if words.casefold() in kind.words), None)


def search_of(lead: str) -> Search | None:
    """How the words after the lead are searched for, if it is one: ”avtal hypertoni”."""
    kind = searched(lead)
    return kind.search if kind else None


def searched(lead: str) -> Followable | None:
    """The topic whose targets are searched for after the lead."""
    found = (kind for kind in TOPICS if kind.search and lead.casefold() in kind.search.leads)
    return next(found, None)
