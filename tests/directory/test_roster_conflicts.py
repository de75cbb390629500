"""Overrides that no longer fit a new roster."""

from typing import Any

import pytest

from directory.oncall import VACANCY, Override, OverrideKind, Shift
from directory.roles import Role
from directory.roster_conflicts import conflicts
from directory.roster_sources import Publication, RosterSource
from tests.builders import at, override, shift

NOW = at("2026-11-24 14:05")
ROLES = frozenset({Role.SENIOR_ON_CALL})


def publication(*shifts: Shift) -> Publication:
    source = RosterSource(id="s", service="kardiologi", address="x.csv", roles=ROLES)
    return Publication(source=source, roles=ROLES, first=at("2026-11-01 00:00"), last=at("2026-12-01 00:00"), shifts=shifts)  # fmt: skip


def swap(**fields: Any) -> Override:
    return override(**{"instead_of": "anna-a"} | fields)


@pytest.mark.parametrize(
    ("shifts", "overrides", "expected"),
    [
        ([shift()], [swap()], []),
        ([shift(who="bo-b")], [swap()], ["byte-1"]),
        ([], [swap()], ["byte-1"]),
        ([shift("2026-11-25 16:00")], [swap()], ["byte-1"]),
        ([shift(who="bo-b")], [swap(instead_of="")], []),
        ([shift(who="")], [swap(instead_of=VACANCY)], []),
        ([shift()], [swap(instead_of=VACANCY)], ["byte-1"]),
        ([], [swap(service="medicin")], []),
        ([], [swap(role=Role.PRIMARY_ON_CALL)], []),
        ([], [swap(start="2026-12-24 18:00")], []),
        ([], [swap(start="2026-11-23 18:00")], []),
    ],
)
def test_an_override_fits_where_the_one_it_replaces_has_a_shift(
    shifts: list[Shift], overrides: list[Override], expected: list[str]
) -> None:
    assert [one.id for one in conflicts(publication(*shifts), overrides, NOW)] == expected


def test_what_has_been_handed_on_hangs_on_the_first_override() -> None:
    first, second = swap(person="bo-b"), override("byte-2", person="cecilia-c", instead_of="bo-b")
    assert conflicts(publication(shift()), [first, second], NOW) == []
    left = swap(kind=OverrideKind.LEAVES, person="")
    taken = override("byte-2", person="bo-b", instead_of=VACANCY)
    assert conflicts(publication(shift()), [left, taken], NOW) == []


def test_the_next_one_is_first() -> None:
    later, sooner = swap(start="2026-11-28 18:00"), override("byte-2", "2026-11-26 18:00", instead_of="anna-a")  # fmt: skip
    assert [one.id for one in conflicts(publication(), [later, sooner], NOW)] == ["byte-2", "byte-1"]  # fmt: skip
