"""The way to the region's own list of recommended drugs."""

from collections.abc import Iterator

from bot.cards import Link, Part
from directory.shortages.recommended import RecommendedDrugs

LABEL = "Regionens lista över rekommenderade läkemedel"


def region_list(recommended: RecommendedDrugs) -> Iterator[Part]:
    """A link to the list, where the settings name one."""
    if recommended.address:
        yield Link(LABEL, recommended.address)
