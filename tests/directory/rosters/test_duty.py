"""Who is on duty at a moment: exactly the shifts that cover it, with the overrides on top."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.rosters.duty import Duty, duties_between, on_duty
from directory.rosters.override import OverrideKind
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written
from directory.walltime.hours import Hours
from tests.builders import at, override, shift
from tests.stories.random_shifts import HOURS, YEAR, shifts


def people(duties: list[Duty]) -> list[str]:
    return [as_written(duty.person) for duty in duties]


def test_a_shift_begins_with_its_start_and_is_over_at_its_end() -> None:
    night = shift("2026-11-24 16:00", hours=15.5)
    assert people(on_duty([night], [], at("2026-11-24 15:59"))) == []
    assert people(on_duty([night], [], at("2026-11-24 16:00"))) == ["anna-a"]
    assert people(on_duty([night], [], at("2026-11-25 07:29"))) == ["anna-a"]
    assert people(on_duty([night], [], at("2026-11-25 07:30"))) == []


def test_a_shift_protects_itself() -> None:
    with pytest.raises(ValueError, match="tidszon"):
        Shift("k", Role.SENIOR_ON_CALL, None, datetime(2026, 1, 1), datetime(2026, 1, 2))  # noqa: DTZ001  # naive on purpose
    with pytest.raises(ValueError, match="efter starten"):
        shift(hours=0)


def test_somebody_who_takes_over_is_shown_for_her_hours_only() -> None:
    night, swap = shift("2026-11-24 16:00", 15.5), override(start="2026-11-24 18:00", hours=4)
    before, during, after = (
        on_duty([night], [swap], at(f"2026-11-24 {clock}"))[0]
        for clock in ("17:00", "19:00", "23:00")
    )
    assert (before.person, before.end) == ("anna-a", at("2026-11-24 18:00"))
    assert (during.person, during.end) == ("bo-b", at("2026-11-24 22:00"))
    assert during.stands_in_for == "anna-a"
    assert (after.person, after.start) == ("anna-a", at("2026-11-24 22:00"))


def test_a_take_over_instead_of_one_leaves_the_other_on_duty() -> None:
    both = [shift(who="anna-a"), shift(who="cecilia-c")]
    swap = override(instead_of="anna-a")
    assert people(on_duty(both, [swap], at("2026-11-24 19:00"))) == ["cecilia-c", "bo-b"]


def test_the_one_who_is_busy_stays_visible_without_a_stand_in() -> None:
    busy = override(kind=OverrideKind.BUSY, person="", instead_of="anna-a")
    [duty] = on_duty([shift()], [busy], at("2026-11-24 19:00"))
    assert (duty.person, duty.busy, duty.end) == ("anna-a", True, at("2026-11-24 22:00"))


def test_a_stand_in_answers_for_the_one_who_is_busy() -> None:
    busy = override(kind=OverrideKind.BUSY, person="bo-b", instead_of="anna-a")
    [duty] = on_duty([shift()], [busy], at("2026-11-24 19:00"))
    assert (duty.person, duty.busy, duty.stands_in_for) == ("bo-b", False, "anna-a")


def test_taking_over_fills_hours_that_the_roster_has_left_empty() -> None:
    assert people(on_duty([], [override()], at("2026-11-24 19:00"))) == ["bo-b"]


def test_the_latest_override_wins() -> None:
    first = override("a", start="2026-11-24 18:00", hours=8, person="bo-b")
    second = override("b", start="2026-11-24 20:00", hours=2, person="cecilia-c")
    seen = [
        on_duty([shift()], [second, first], at(f"2026-11-24 {clock}"))[0].person
        for clock in ("19:00", "21:00", "23:00")
    ]
    assert seen == ["bo-b", "cecilia-c", "bo-b"]


@given(st.lists(shifts(), max_size=12), YEAR)
def test_at_any_instant_exactly_the_shifts_that_cover_it_are_shown(
    roster: list[Shift], moment: datetime
) -> None:
    expected = {(s.person, s.start, s.end) for s in roster if s.start <= moment < s.end}
    assert {(d.person, d.start, d.end) for d in on_duty(roster, [], moment)} == expected


@given(st.lists(shifts(), max_size=6), YEAR, HOURS)
def test_a_schedule_says_the_same_as_asking_at_each_hour_of_it(
    roster: list[Shift], first: datetime, hours: int
) -> None:
    swap = override(start="2026-06-01 00:00", hours=24 * 60)
    last = first + timedelta(hours=hours)
    listed = duties_between(roster, [swap], Hours(first, last))
    for hour in range(hours):
        moment = first + timedelta(hours=hour)
        running = {d for d in listed if d.start <= moment < d.end}
        assert running >= set(on_duty(roster, [swap], moment))


def test_what_the_roster_gives_her_itself_by_now_has_her_once() -> None:
    """They took the night over from Anna; the next roster has them in it, until half an hour later."""
    taken = override(start="2026-11-24 16:00", hours=15.5, instead_of="anna-a")
    hers = shift("2026-11-24 16:00", 16, who="bo-b")
    [duty] = on_duty([hers], [taken], at("2026-11-24 20:00"))
    assert (duty.person, duty.end) == ("bo-b", at("2026-11-25 08:00"))
