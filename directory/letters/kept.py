"""What every process holds of letters: the subscriptions."""

from directory.kinds import Kind
from directory.letters.following import Following
from directory.letters.subscriptions import Subscription
from directory.parts import Part

SUBSCRIPTION = Kind(Subscription)
FOLLOWING = Part.of("following", SUBSCRIPTION, Following)
