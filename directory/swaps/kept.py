"""The part of swaps: the offers."""

from datetime import timedelta

from directory.kinds import Kind
from directory.parts import ById, Part
from directory.swaps.offer import Offer

OFFER = Kind(Offer, ends="end", kept_for=timedelta(days=1))
OFFERS = Part.of("offers", OFFER, ById)
"""Kept until a day after the offered duty has ended."""
