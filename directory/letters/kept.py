"""What is held of letters: what everybody has chosen to be told about."""

from directory.kinds import Kind
from directory.parts import Part
from directory.preferences import Preferences
from directory.subscriptions import Subscription

SUBSCRIPTION = Kind(Subscription)
FOLLOWING = Part.of("following", SUBSCRIPTION, Preferences)
