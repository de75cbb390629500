"""The registry refuses what would be lost without a sign."""

import pytest

from directory.kinds import Kind
from directory.parts import ById, Part
from directory.store.registry import CAPABILITIES, REGISTRY
from directory.store.stored import Registry, Stored
from tests.lending.kept import ENTRY, PAGERS
from tests.lending.store import LENDING


def test_another_capability_is_registered_beside_the_others() -> None:
    both = Registry((*CAPABILITIES, LENDING))
    assert both.parts.keys() - REGISTRY.parts.keys() == {PAGERS.name}
    assert both.revised == REGISTRY.revised | {PAGERS.name}


@pytest.mark.parametrize(
    "strange",
    [
        LENDING,
        Stored((Part.of(PAGERS.name, ENTRY, ById),)),
        Stored((Part.of("region", ENTRY, ById),)),
        Stored(kinds=LENDING.kinds[:1]),
        Stored((Part.of("nowhere", Kind(Stored), ById),)),  # type: ignore[type-var]  # no value of ours
    ],
    ids=["twice", "a name twice", "the region's name", "a type twice", "a kind without a store"],
)
def test_what_cannot_be_told_apart_or_found_is_refused(strange: Stored) -> None:
    with pytest.raises(ValueError, match=r"registered twice|stored nowhere"):
        Registry((LENDING, strange))
