"""The part of advice, and what is asked of it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from directory.grouping import grouped
from directory.kinds import Kind
from directory.parts import ById, Part
from directory.shortages.advice.advice import (
    AdviceState,
    ReplacementAdvice,
    takes_its_place,
)
from directory.shortages.medicine import MedicinalProduct
from directory.snapshot import Snapshot

KEPT = timedelta(days=730)
"""How long old versions can be read in chat; they are stored all the same."""
ADVICE_KIND = Kind(
    ReplacementAdvice,
    ends="over",
    kept_for=KEPT,
    order=("advice", "version"),
    takes=takes_its_place,
)


class Advised(ById[ReplacementAdvice]):
    """All versions of all advice, drafts too, in the order of their advice and versions."""

    def __init__(self, versions: Iterable[ReplacementAdvice] = ()) -> None:
        super().__init__(versions)
        self._of_group = grouped(self, lambda one: one.group)
        self._versions = grouped(self, lambda one: one.advice)

    def of_group(self, group: str) -> Sequence[ReplacementAdvice]:
        """Every version of the group's advice."""
        return self._of_group.get(group, ())

    def versions(self, advice: str) -> Sequence[ReplacementAdvice]:
        """Every version of the advice, the first first."""
        return self._versions.get(advice, ())

    def signed(self, advice: str) -> ReplacementAdvice | None:
        """The version that is signed, whether it has begun or ended."""
        return next((o for o in self.versions(advice) if o.state is AdviceState.SIGNED), None)

    def in_force(self, now: datetime) -> Sequence[ReplacementAdvice]:
        """The versions that hold at a moment."""
        return [one for one in self if one.is_in_force(now)]


ADVICE = Part.of("advice", ADVICE_KIND, Advised)


def advice_in_force(
    snapshot: Snapshot,
    product: MedicinalProduct,
    now: datetime,
    packs: Collection[str] = (),
) -> Sequence[ReplacementAdvice]:
    """The advice that holds at a moment for the product, the latest approved first.

    `packs`: which of its packs are asked about, by their NPL ids; without them, any.
    """
    found = [
        one
        for one in snapshot.of(ADVICE).in_force(now)
        if any(medicine.means(product, packs) for medicine in one.content.concerns)
    ]
    return sorted(found, key=lambda one: (one.approved or now, one.id), reverse=True)
