"""Who was on long ago is read from every store as it was: rules, a file that was read in, swaps."""

import pytest

from directory.rosters.override import OverrideKind
from tests.builders import at, override, shift
from tests.stores import AnyStore
from tests.stories.the_past import History, four_ways, lived

HISTORY = History(
    own=(
        shift("2024-12-20 16:00", who="anna-a"),
        shift("2024-12-21 16:00", who="bo-b"),
        shift("2026-10-20 16:00", who="anna-a"),
        shift("2026-11-19 16:00", who="cecilia-c"),
    ),
    read_in=(
        shift("2025-06-01 16:00", who="david-d"),
        shift("2025-06-02 16:00", who=""),
        shift("2025-06-03 16:00", who="bo-b"),
    ),
    overrides=(
        override("tagit", "2024-12-20 18:00", person="david-d", instead_of="anna-a"),
        override("byte-1", "2025-06-01 16:00", 15.5, person="bo-b", instead_of="david-d"),
        override("byte-2", "2025-06-03 16:00", 15.5, person="david-d", instead_of="bo-b"),
        override("vakant", "2025-06-02 16:00", 6, person="anna-a"),
        override(
            "lämnat",
            "2026-10-20 20:00",
            kind=OverrideKind.LEAVES,
            person="",
            instead_of="anna-a",
        ),
        override("nyss", "2026-11-19 16:00", 8, person="anna-a", instead_of="cecilia-c"),
    ),
    instants=(),
)


@pytest.mark.parametrize(
    ("wall", "names"),
    [
        ("2024-12-20 17:00", {"Anna Asp"}),
        ("2024-12-20 20:00", {"David Dal"}),
        ("2024-12-21 20:00", {"Bo Björn"}),
        ("2025-06-01 20:00", {"Bo Björn"}),
        ("2025-06-02 20:00", {"Anna Asp"}),
        ("2025-06-02 23:00", set()),
        ("2025-06-04 03:00", {"David Dal"}),
        ("2026-10-20 21:00", set()),
        ("2026-10-21 01:00", {"Anna Asp"}),
        ("2026-11-19 20:00", {"Anna Asp"}),
        ("2026-11-20 03:00", {"Cecilia Ceder"}),
    ],
)
async def test_who_was_on_long_ago(repository: AnyStore, wall: str, names: set[str]) -> None:
    chat = await lived(HISTORY, repository)
    ways = await four_ways(chat, at(wall))
    assert ways == dict.fromkeys(ways, names)
    assert HISTORY.was_on(at(wall)) == names
