"""The part of staffing: the duties that have been confirmed."""

from datetime import timedelta

from directory.kinds import Kind
from directory.parts import ById, Part
from directory.rosters.shift import LONGEST_SHIFT
from directory.staffing.confirmation import Confirmation

CONFIRMATION = Kind(Confirmation, ends="start", kept_for=timedelta(days=1) + LONGEST_SHIFT)
CONFIRMATIONS = Part.of("confirmations", CONFIRMATION, ById)
"""Kept until the duty has certainly ended more than a day ago."""
