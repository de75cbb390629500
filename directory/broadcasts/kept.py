"""What every process holds of broadcasts: their texts and ends. The rolls are read by queries."""

from datetime import timedelta

from directory.broadcasts.broadcast import Broadcast
from directory.kinds import Kind
from directory.parts import ById, Part

BROADCAST = Kind(Broadcast, ends="ends", kept_for=timedelta(days=90), order=("made", "id"))
BROADCASTS = Part.of("broadcasts", BROADCAST, ById)
