"""What a day on duty is, where a roster names only the day."""

from datetime import date, time

import pytest

from directory.catalogue.roles import Role
from directory.catalogue.shift_times import ShiftTimes, day_on_duty
from tests.builders import at, between

BAKJOUR, CONSULTANT = Role.SENIOR_ON_CALL, Role.CONSULTING_PHYSICIAN
DAY = date(2026, 3, 28)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "08:00–08:00",
        "bakjour 16:00–07:30; konsultläkare 08:00–17:00",
        "08:00–16:00; bakjour 16:00–08:00",
    ],
)
def test_what_is_written_is_read_back(written: str) -> None:
    times = ShiftTimes.parse(written)
    assert ShiftTimes.parse(times.text()) == times


def test_times_by_role() -> None:
    times = ShiftTimes.parse("8-17; bakjour 16.00-07.30")
    assert times.of(CONSULTANT) == (time(8), time(17))
    assert times.of(BAKJOUR) == (time(16), time(7, 30))


@pytest.mark.parametrize("written", ["morgon", "25–30", "jourare 08–16", "08–16 ibland"])
def test_what_cannot_be_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="Skriv till exempel"):
        ShiftTimes.parse(written)


def test_a_day_on_duty_is_the_role_s_own_times_then_the_rule_s_then_a_whole_day() -> None:
    by_rule = [
        between("2026-03-28 16:00", "2026-03-29 07:30"),
        between("2026-03-28 07:30", "2026-03-28 16:00"),
    ]
    own = ShiftTimes.parse("bakjour 20:00–08:00")
    assert day_on_duty(own, BAKJOUR, DAY, by_rule) == (
        at("2026-03-28 20:00"),
        at("2026-03-29 08:00"),
    )
    assert day_on_duty(ShiftTimes(), BAKJOUR, DAY, by_rule) == (
        at("2026-03-28 07:30"),
        at("2026-03-29 07:30"),
    )
    assert day_on_duty(ShiftTimes(), BAKJOUR, DAY, []) == (
        at("2026-03-28 08:00"),
        at("2026-03-29 08:00"),
    )
