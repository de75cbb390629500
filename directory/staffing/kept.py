"""What is held of staffing: the duties that have been confirmed."""

from datetime import timedelta

from directory.kinds import Kind
from directory.parts import ById, Part
from directory.rosters.shift import LONGEST_SHIFT
from directory.staffing.confirmation import Confirmation

CONFIRMATION = Kind(Confirmation, ends="start", kept_for=timedelta(days=1) + LONGEST_SHIFT)
CONFIRMATIONS = Part.of("confirmations", CONFIRMATION, ById)
"""Those of every duty that may have ended less than a day ago, or later."""
