"""Something is followed: what the words mean, and how soon the asker is told."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.access import Asker
from bot.cards import Card, Choices, Option, Part, notice
from bot.commands.bevaka.listed import new_form, pace_form
from bot.commands.bevaka.pace import (
    PaceSaid,
    first_pace,
    own_subscription,
    pace_words,
    possible,
)
from bot.commands.bevaka.presses import following, pace_of, undo_button, ways_on
from bot.letters.followable import Search, Watchable
from bot.questions.choices import MOST_FOLDED, folded_choices
from bot.questions.counted import missed
from bot.questions.request import Reply, Request, refused
from bot.texts import quoted
from directory.changes import Keep
from directory.letters.kept import FOLLOWING
from directory.letters.preferences import Choice
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot
from directory.walltime.days import local

_BETWEEN = re.compile(r"(?:för|av|på|om)\s+", re.IGNORECASE)
"""Between what is told of and what it is about: ”restnoteringar för estradiol”."""


def gone() -> Reply:
    """What cannot be followed, or no longer exists."""
    return _refused("Det går inte att bevaka, eller finns inte längre.")


def _refused(says: str) -> Reply:
    return refused(says, *ways_on(None))


def standing(
    watchable: Watchable, said: PaceSaid | None, request: Request, snapshot: Snapshot
) -> Reply:
    """A topic that people are told of by their role: how soon, if they are told at all."""
    if not watchable.is_for(request.who, snapshot):
        return _refused("Det gäller bara dem som har egna pass eller ansvarar för en jour.")
    if said is None:
        return Reply(Card((), pace_form(watchable, request.who, snapshot)))
    return keep(watchable, said, request, snapshot)


def search_for(
    search: Search, words: str, said: PaceSaid | None, request: Request, snapshot: Snapshot
) -> Reply:
    """One sure meaning is followed at once; several are a choice; nothing is assumed."""
    lead = f"{search.leads[0]} " if search.asks else ""
    words = _BETWEEN.sub("", words.strip(), count=1) if search.asks else words
    if not words.strip():
        return Reply(Card(_offered(search, said, request, snapshot), new_form(lead, search.asks)))
    meant = search.meant(words, request.who, snapshot, local(request.now).date())
    targets = meant.targets
    if not targets:
        miss = missed(request, words, command=search.command)
        form = new_form(f"{lead}{words}", search.nothing.format(quoted(words)))
        return Reply(Card(_anyway(search, words, said, request, snapshot), form), miss=miss)
    if meant.sure and len(targets) == 1:
        return _follow(targets[0], said, request, snapshot)
    prompt = f"Vad vill du bevaka för {quoted(words)}?" if meant.sure else "Menade du"
    return Reply(Card(tuple(folded_choices(prompt, _options(targets, said, snapshot)))))


def _anyway(
    search: Search, words: str, said: PaceSaid | None, request: Request, snapshot: Snapshot
) -> tuple[Part, ...]:
    one = search.anyway(words, request.who, snapshot)
    prompt = "Är det rätt skrivet kan du bevaka det ändå"
    return (Choices(prompt, tuple(_options([one], said, snapshot))),) if one else ()


def _offered(
    search: Search, said: PaceSaid | None, request: Request, snapshot: Snapshot
) -> tuple[Part, ...]:
    targets = search.offered(request.who, snapshot)
    return (
        tuple(folded_choices(search.offers, _options(targets, said, snapshot))) if targets else ()
    )


def _options(
    targets: Sequence[Watchable], said: PaceSaid | None, snapshot: Snapshot
) -> list[Option]:
    return [
        Option(target.title(snapshot), following(target, said or first_pace(target)))
        for target in targets[:MOST_FOLDED]
    ]


def _follow(
    watchable: Watchable, said: PaceSaid | None, request: Request, snapshot: Snapshot
) -> Reply:
    held = own_subscription(watchable, request.who, snapshot)
    if held is not None and held.pace is not Pace.OFF and said is None:
        now = _now_words(watchable, Choice(held.pace, held.hour), snapshot)
        return Reply(notice(f"Du bevakar redan detta. {now}", *ways_on(watchable)))
    return keep(watchable, said or first_pace(watchable), request, snapshot)


def ask_pace(watchable: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """The form for how soon."""
    if not watchable.is_for(request.who, snapshot):
        return gone()
    return Reply(Card((), pace_form(watchable, request.who, snapshot)))


def save(watchable: Watchable, request: Request, snapshot: Snapshot) -> Reply:
    """Follow it as soon as the button or the form says."""
    if not watchable.is_for(request.who, snapshot):
        return gone()
    said = pace_of(request)
    if said is None:
        wrong = "Välj hur snart, och en timme 0–23."
        return Reply(Card((), pace_form(watchable, request.who, snapshot, wrong)))
    return keep(watchable, said, request, snapshot)


def keep(watchable: Watchable, said: PaceSaid, request: Request, snapshot: Snapshot) -> Reply:
    """The asker is told of it so soon, from now on; since when they follow it stays as it was. The
    hour of a topic with one digest holds for all that they follow of it."""
    choice = possible(said.choice(watchable, request.who, snapshot), watchable)
    held = own_subscription(watchable, request.who, snapshot)
    goes_on = held is not None and held.pace is not Pace.OFF
    subscription = Subscription(
        follower=request.who.id,
        topic=watchable.topic,
        target=watchable.target,
        pace=choice.pace,
        made=held.made if held and goes_on else request.now,
        hour=choice.hour,
    )
    is_told = choice.pace is not Pace.OFF
    others = tuple(at_hour(choice.hour, watchable, request.who, snapshot)) if is_told else ()
    undo = undo_button(watchable, request.who, snapshot)
    says = _now_words(watchable, choice, snapshot)
    if others:
        says += f" {_ONE_HOUR}"
    changes = (Keep(subscription), *map(Keep, others))
    rests_on = (FOLLOWING,) if watchable.kind.only_daily else ()
    return Reply(notice(says, *ways_on(watchable, undo)), changes, rests_on=rests_on)


def at_hour(
    hour: int, watchable: Watchable, who: Asker, snapshot: Snapshot
) -> Iterator[Subscription]:
    """What else the asker follows of a topic with one digest, moved to an hour from another."""
    for other in snapshot.of(FOLLOWING).of(who.id) if watchable.kind.only_daily else ():
        is_other = other.topic == watchable.topic and other.target != watchable.target
        if is_other and other.pace is not Pace.OFF and other.hour != hour:
            yield replace(other, hour=hour)


_ONE_HOUR = "Klockslaget gäller alla dina bevakningar av samma slag: de kommer i ett besked."


def _now_words(watchable: Watchable, choice: Choice, snapshot: Snapshot) -> str:
    return f"{watchable.title(snapshot)}: {pace_words(choice, watchable)}."
