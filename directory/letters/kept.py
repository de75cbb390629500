"""What is held of letters: what everybody has chosen to be told about."""

from directory.following import Following
from directory.kinds import Kind
from directory.parts import Part
from directory.subscriptions import Subscription

SUBSCRIPTION = Kind(Subscription)
FOLLOWING = Part.of("following", SUBSCRIPTION, Following)
