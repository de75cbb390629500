"""Who was on long ago is read from every store as it was: rules, a file that was read in, swaps."""

from dataclasses import replace

import pytest

from directory.rosters.override import OverrideKind
from tests.builders import at, between, override, shift
from tests.stores import AnyStore
from tests.stories.the_past import LINE, History, four_ways, lived

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

UNDER: list[tuple[str, str | None]] = [
    ("2024-12-20 16:00", "anna-a"),
    ("2025-06-01 16:00", "david-d"),
    ("2025-06-02 16:00", None),
    ("2025-06-03 16:00", "bo-b"),
    ("2026-10-20 16:00", "anna-a"),
    ("2026-11-19 16:00", "cecilia-c"),
]
"""The shifts that somebody has laid something on; one of December lies under none."""


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


async def test_a_roster_that_was_taken_away_again_is_gone_everywhere(repository: AnyStore) -> None:
    history = replace(HISTORY, withdrawn=True)
    chat = await lived(history, repository)
    for wall, names in (("2025-06-01 20:00", {"Bo Björn"}), ("2025-06-03 23:00", {"David Dal"})):
        ways = await four_ways(chat, at(wall))
        assert ways == dict.fromkeys(ways, history.was_on(at(wall)))
        assert history.was_on(at(wall)) == names


async def test_what_tells_when_somebody_was_on(repository: AnyStore) -> None:
    await lived(HISTORY, repository)
    window = between("2024-11-01", "2026-11-24")
    wanted = {
        "anna-a": [("2024-12-20 16:00", "anna-a"), ("2026-10-20 16:00", "anna-a")],
        "eva-e": [],
    }
    for who, others in wanted.items():
        found = await repository.load_shifts_of(who, window, {LINE.service})
        starts = [(one.start, one.person) for one in found]
        assert set(starts) == {(at(wall), person) for wall, person in [*others, *UNDER]}
    assert await repository.load_shifts_of("anna-a", window, {"medicin"}) == ()
    everywhere = {who: await repository.services_of(who, window) for who in ("anna-a", "eva-e")}
    assert everywhere == {"anna-a": {"kardiologi"}, "eva-e": frozenset()}
    early = between("2024-11-01", "2024-12-01")
    assert await repository.services_of("anna-a", early) == frozenset()
