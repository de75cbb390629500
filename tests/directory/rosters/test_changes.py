"""What has become of a roster: told to exactly those whose time in it is another."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from directory.rosters.changes import Moved, Replaced, moved, replaced
from directory.rosters.duty import Duty, duties_between
from directory.rosters.line import Line
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from tests.builders import at, between, override, shift
from tests.stories.random_shifts import shifts

NOW = at("2026-11-24 12:00")
YEARS = between("2025-12-01 00:00", "2027-12-01 00:00")
LINE = Line("kardiologi", shift().role)
HOUR = timedelta(hours=1)
SOME = st.lists(shifts(st.integers(-30, 60).map(lambda hours: NOW + hours * HOUR)), max_size=4)


def resolved(shifts: Sequence[Shift], *overrides: Override) -> list[Duty]:
    return duties_between(shifts, overrides, YEARS)


def test_a_shift_that_another_has_taken_over_is_new_to_one_and_gone_from_the_other() -> None:
    night = shift("2026-11-24 16:00", 15.5)
    taken = override(start="2026-11-24 16:00", hours=15.5)
    whole = (between("2026-11-24 16:00", "2026-11-25 07:30"),)
    assert moved(resolved([night]), resolved([night], taken), NOW) == {
        "anna-a": (Moved(LINE, whole, ()),),
        "bo-b": (Moved(LINE, (), whole),),
    }


def test_some_hours_taken_over_cut_the_shift_in_two() -> None:
    night = shift("2026-11-24 16:00", 15.5)
    taken = override(start="2026-11-24 18:00", hours=4)
    [change] = moved(resolved([night]), resolved([night], taken), NOW)["anna-a"]
    assert change.before == (between("2026-11-24 16:00", "2026-11-25 07:30"),)
    assert change.after == (
        between("2026-11-24 16:00", "2026-11-24 18:00"),
        between("2026-11-24 22:00", "2026-11-25 07:30"),
    )
    assert change.happens == at("2026-11-24 18:00")


def test_to_be_busy_for_some_hours_leaves_the_shift_as_it_is() -> None:
    night = shift("2026-11-24 16:00", 15.5)
    busy = override(kind=OverrideKind.BUSY, person="", instead_of="anna-a")
    assert moved(resolved([night]), resolved([night], busy), NOW) == {}
    assert [
        change.after for change in replaced(resolved([night]), resolved([night], busy), NOW)
    ] == [()]


def test_to_be_busy_in_the_second_of_two_shifts_in_a_row_makes_them_no_single_one() -> None:
    night, day = shift("2026-11-24 16:00", 16), shift("2026-11-25 08:00", 8)
    for hours in (3, 8):
        busy = override(
            start="2026-11-25 08:00",
            hours=hours,
            kind=OverrideKind.BUSY,
            person="",
            instead_of="anna-a",
        )
        assert moved(resolved([night, day]), resolved([night, day], busy), NOW) == {}
        assert moved(resolved([night, day], busy), resolved([night, day]), NOW) == {}


def test_the_same_time_in_other_pieces_is_told_to_nobody() -> None:
    whole = [shift("2026-11-24 16:00", 24)]
    pieces = [shift("2026-11-24 16:00", 8), shift("2026-11-25 00:00", 10), shift("2026-11-25 10:00", 6)]  # fmt: skip
    assert moved(resolved(whole), resolved(pieces), NOW) == {}
    assert moved(resolved(pieces), resolved(whole), NOW) == {}
    [shorter] = moved(resolved(whole), resolved(pieces[:2]), NOW)["anna-a"]
    assert shorter.before == (between("2026-11-24 16:00", "2026-11-25 16:00"),)


def test_what_is_over_is_not_told() -> None:
    past = shift("2026-11-23 16:00", 15.5)
    assert moved(resolved([past]), [], NOW) == {}
    assert replaced(resolved([past]), [], NOW) == ()


def test_who_is_on_instead_of_whom() -> None:
    night = shift("2026-11-24 16:00", 15.5)
    taken = override(start="2026-11-24 18:00", hours=4)
    left = override(
        "lämnar",
        start="2026-11-25 00:00",
        hours=7.5,
        kind=OverrideKind.LEAVES,
        person="",
        instead_of="anna-a",
    )
    assert replaced(resolved([night]), resolved([night], taken, left), NOW) == (
        Replaced(LINE, at("2026-11-24 18:00"), at("2026-11-24 22:00"), ("anna-a",), ("bo-b",)),
        Replaced(LINE, at("2026-11-25 00:00"), at("2026-11-25 07:30"), ("anna-a",), ()),
    )


@given(SOME, SOME, SOME)
def test_exactly_those_are_told_whose_time_is_another(
    kept: list[Shift], removed: list[Shift], added: list[Shift]
) -> None:
    before, after = resolved(kept + removed), resolved(kept + added)
    told = moved(before, after, NOW)
    for person in ("anna-a", "bo-b", "cecilia-c"):
        assert (person in told) == (hours(before, person) != hours(after, person)), person
    assert "" not in told
    assert moved(before, before, NOW) == {}


def hours(duties: list[Duty], person: str) -> set[datetime]:
    """When somebody is on duty from now on, hour by hour; all shifts here begin and end on one."""
    return {
        hour
        for duty in duties
        if duty.person == person
        for number in range(int((duty.end - duty.start) / HOUR))
        if (hour := duty.start + number * HOUR) >= NOW
    }
