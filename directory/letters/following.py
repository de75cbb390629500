"""Who is told of what and how soon: what everybody has chosen, and the one rule for a letter."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from directory.grouping import grouped
from directory.letters.outbox import Delivery, Letter
from directory.letters.preferences import Choice, timing
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.parts import ById


class Following(ById[Subscription]):
    """What everybody has chosen. A choice about one target goes before one about the topic."""

    def __init__(self, subscriptions: Iterable[Subscription] = ()) -> None:
        super().__init__(subscriptions)
        self._chosen: Mapping[tuple[str, Topic, str], Subscription] = {
            (subscription.follower, subscription.topic, subscription.target): subscription
            for subscription in self
        }
        self._by_follower = grouped(self, lambda subscription: subscription.follower)
        self._by_target = grouped(
            self, lambda subscription: (subscription.topic, subscription.target)
        )

    def chosen(self, follower: str, topic: Topic, target: str) -> Subscription | None:
        """The follower's own choice about exactly this, if there is one."""
        return self._chosen.get((follower, topic, target))

    def choice(self, follower: str, topic: Topic, target: str = "", *, usual: Pace) -> Choice:
        """What the follower has chosen for the target, else for the topic, else the usual pace."""
        chosen = self.chosen(follower, topic, target) or self.chosen(follower, topic, "")
        return Choice(chosen.pace, chosen.hour) if chosen else Choice(usual)

    def of(self, follower: str) -> Sequence[Subscription]:
        """All that one follower has chosen."""
        return self._by_follower.get(follower, [])

    def about(self, topic: Topic, target: str) -> Sequence[Subscription]:
        """The choices of all who have chosen for the target, paused ones too."""
        return self._by_target.get((topic, target), [])

    def followers(self, topic: Topic, target: str) -> list[str]:
        """Those who have chosen for the target, paused ones too."""
        return [subscription.follower for subscription in self.about(topic, target)]

    def deliver(
        self,
        letter: Letter,
        to: str,
        *,
        key: str,
        now: datetime,
        happens: datetime,
        usual: Pace,
        target: str = "",
        together: bool = False,
    ) -> Delivery | None:
        """The letter on its way to somebody as soon as they have chosen for its topic and target.

        None for those who do not want to be told. `happens`: when that of which the letter tells
        takes place, or until when it can wait. `usual`: what holds for those who have not chosen.
        `together`: also what does not wait for a daily digest goes out with what else is due then.
        """
        when = timing(self.choice(to, letter.topic, target, usual=usual), now, happens)
        if when is None:
            return None
        return Delivery(
            key=key,
            recipient=to,
            letter=letter,
            made=now,
            due=when.due,
            together=when.digest or together,
        )
