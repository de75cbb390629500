"""All that somebody follows of a topic is ended at once, after asking."""

from collections.abc import Sequence

from bot.access import Asker
from bot.cards import Actions, Button, Card, Heading, Press, Text, notice
from bot.commands.bevaka.listed import followed_by
from bot.commands.bevaka.presses import COMMAND, ways_on
from bot.commands.topics import watchable
from bot.letters.followable import Followable, Watchable
from bot.questions.request import Reply, Request
from directory.changes import Change, Forget, Keep
from directory.letters.kept import FOLLOWING
from directory.letters.subscriptions import Pace, Subscription
from directory.snapshot import Snapshot

_NOTHING = "Du bevakar inget av det slaget."


def ask_all(kind: Followable, request: Request, snapshot: Snapshot) -> Reply:
    """What would be ended, and whether it is to be."""
    followed = _followed(kind, request.who, snapshot)
    if not followed:
        return Reply(notice(_NOTHING, *ways_on(None)))
    titles = (Text(one.title(snapshot)) for one in followed)
    data = {"topic": kind.topic}
    yes = Button(f"Sluta bevaka {_count(followed)}", Press(COMMAND, action="bort-alla", data=data))
    return Reply(
        Card((Heading("Sluta bevaka allt det här?"), *titles, Actions((yes, *ways_on(None)))))
    )


def _count(followed: Sequence[Watchable]) -> str:
    return "den" if len(followed) == 1 else f"alla {len(followed)}"


def end_all(request: Request, snapshot: Snapshot) -> Reply:
    """The asker is told of nothing of the topic, also not of what their kind of unit follows."""
    topic = watchable(request.data.get("topic", ""), "")
    followed = _followed(topic.kind, request.who, snapshot) if topic else ()
    if topic is None or not followed:
        return Reply(notice(_NOTHING, *ways_on(None)))
    own = snapshot.of(FOLLOWING).of(request.who.id)
    changes: list[Change] = [
        Forget(Subscription, one.id) for one in own if one.topic == topic.topic and one.target
    ]
    if topic.kind.unasked:
        changes.append(Keep(_off(topic, request)))
    titles = ", ".join(one.title(snapshot) for one in followed)
    says = f"Du bevakar inte längre: {titles}."
    return Reply(notice(says, *ways_on(None)), tuple(changes), rests_on=(FOLLOWING,))


def _off(topic: Watchable, request: Request) -> Subscription:
    """The choice about the whole topic: what a kind of unit follows is not told either."""
    return Subscription(
        follower=request.who.id,
        topic=topic.topic,
        target="",
        pace=Pace.OFF,
        made=request.now,
    )


def _followed(kind: Followable, who: Asker, snapshot: Snapshot) -> Sequence[Watchable]:
    return [
        row.watchable
        for row in followed_by(who, snapshot)
        if row.watchable.kind is kind and row.watchable.target and row.choice.pace is not Pace.OFF
    ]
