"""What people have chosen to be notified of, and the rule for when a letter is sent."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from directory.grouping import grouped
from directory.letters.outbox import Delivery, Letter, Urgency
from directory.letters.preferences import USUAL_HOUR, Choice, timing
from directory.letters.subscriptions import Pace, Subscription, Topic
from directory.parts import ById


class Following(ById[Subscription]):
    """All subscriptions. A choice for one target outranks one for its whole topic."""

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
        """The follower's choice for the target, else for the topic, else the usual pace."""
        chosen = self.chosen(follower, topic, target) or self.chosen(follower, topic, "")
        return Choice(chosen.pace, chosen.hour) if chosen else Choice(usual)

    def of(self, follower: str) -> Sequence[Subscription]:
        """All choices of one follower."""
        return self._by_follower.get(follower, [])

    def hour(self, follower: str, topic: Topic) -> int:
        """At which hour the one digest of a topic comes, of all that somebody follows of it: that
        of their latest choice."""
        own = [one for one in self.of(follower) if one.topic == topic and one.pace is not Pace.OFF]
        return max(own, key=lambda one: (one.made, one.id)).hour if own else USUAL_HOUR

    def about(self, topic: Topic, target: str) -> Sequence[Subscription]:
        """Everybody's choices for the target, paused ones too."""
        return self._by_target.get((topic, target), [])

    def followers(self, topic: Topic, target: str) -> list[str]:
        """Those who have a choice for the target, paused ones too."""
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
        ends: datetime | None = None,
        urgency: Urgency = Urgency.USUAL,
    ) -> Delivery | None:
        """A delivery of the letter, as soon as the recipient has chosen for its topic and target.

        None if they have turned it off. `happens`: when what the letter is about takes place, or
        until when it can wait. `usual`: the pace of those who have not chosen. `together`: sent in
        one letter with what else is due then, even without a daily digest. `ends`, `urgency`: see
        `Delivery`.
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
            ends=ends,
            urgency=urgency,
        )
