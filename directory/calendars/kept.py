"""What is held of calendars: the addresses that people have made."""

from directory.calendars.address import Feed
from directory.kinds import Kind
from directory.parts import ById, Part

FEED = Kind(Feed)
FEEDS = Part.of("calendar addresses", FEED, ById)
