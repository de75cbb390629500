"""Events of whole days in Outlook's words, ends that are the last minute, and whose role goes first."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.sources.rosters.entry import full_minute
from tests.builders import at
from tests.directory.sources.rosters.stories import (
    COORDINATOR,
    PRIMARY,
    SENIOR,
    calendar,
    rows,
    timed,
)

ZONE = ";TZID=Europe/Stockholm"


@pytest.mark.parametrize(
    "times",
    [
        [f"DTSTART{ZONE}:20260324T000000", f"DTEND{ZONE}:20260326T000000"],
        [f"DTSTART{ZONE}:20260324T000000", f"DTEND{ZONE}:20260325T235900"],
        [f"DTSTART{ZONE}:20260324T000000", f"DTEND{ZONE}:20260325T235959"],
        ["DTSTART:20260323T230000Z", "DTEND:20260325T230000Z"],
        ["DTSTART:20260324T000000Z", "DTEND:20260326T000000Z"],
        ["DTSTART;VALUE=DATE:20260324", "DTEND;VALUE=DATE:20260326"],
        [f"DTSTART{ZONE}:20260324T000000", "DURATION:P2D"],
    ],
)
@pytest.mark.parametrize(
    "mark", ["X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE"]
)
def test_an_event_that_is_marked_as_whole_days_is_one(times: list[str], mark: str) -> None:
    found = rows(calendar([*times, mark, "SUMMARY:Bakjour: AA"]))
    assert [(start, end) for start, end, *_ in found] == [
        ("2026-03-24 16:00", "2026-03-25 07:30"),
        ("2026-03-25 16:00", "2026-03-26 07:30"),
    ]


def test_without_the_mark_midnights_are_clock_times() -> None:
    times = timed("20260324T000000", "20260325T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:FALSE")
    assert rows(calendar(times))[0][:2] == ("2026-03-24 00:00", "2026-03-25 00:00")


def test_a_series_of_marked_days_with_one_taken_out() -> None:
    event = [
        *timed("20260323T000000", "20260324T000000", "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE"),
        "RRULE:FREQ=DAILY;COUNT=3",
        f"EXDATE{ZONE}:20260324T000000",
    ]
    assert [start for start, *_ in rows(calendar(event))] == [
        "2026-03-23 16:00",
        "2026-03-25 16:00",
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("20260324T235900", "2026-03-25 00:00"),
        ("20260324T235959", "2026-03-25 00:00"),
        ("20260325T072900", "2026-03-25 07:30"),
        ("20260325T072959", "2026-03-25 07:30"),
        ("20260325T074400", "2026-03-25 07:45"),
        ("20260325T073000", "2026-03-25 07:30"),
        ("20260325T073100", "2026-03-25 07:31"),
    ],
)
def test_an_end_in_the_last_minute_of_a_calendar_is_the_full_one(written: str, meant: str) -> None:
    assert rows(calendar(timed("20260324T160000", written)))[0][1] == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("23:59", "2026-03-25 00:00"),
        ("07:29", "2026-03-25 07:30"),
        ("0729", "2026-03-25 07:30"),
        ("2026-03-25 07:29", "2026-03-25 07:30"),
        ("07:29:59", "2026-03-25 07:30"),
        ("2026-03-25T07:29:59", "2026-03-25 07:30"),
        ("2026-03-25T07:29:59+01:00", "2026-03-25 07:30"),
        ("07:30", "2026-03-25 07:30"),
    ],
)
def test_an_end_in_the_last_minute_of_a_list_is_the_full_one(written: str, meant: str) -> None:
    text = f"datum;från;till;roll;namn\n2026-03-24;16:00;{written};bakjour;AA\n"
    assert rows(text)[0][1] == meant


@pytest.mark.parametrize("span", ["16-23:59", "16:00–23:59", "16:00:00-23:59:59"])
def test_an_end_in_the_last_minute_of_a_span_is_the_full_one(span: str) -> None:
    end = "2026-03-25 00:00"
    assert rows(f"datum;tid;roll;namn\n24/3;{span};bakjour;AA\n")[0][1] == end
    assert rows(f"Datum;Bakjour {span}\n24/3;AA\n")[0][1] == end


@given(st.integers(0, 60 * 24 * 60))
def test_a_full_end_is_at_most_a_minute_later_and_stays(seconds: int) -> None:
    end = at("2026-03-24 00:00") + timedelta(seconds=seconds)
    full = full_minute(end)
    assert full is not None
    assert timedelta(0) <= full - end <= timedelta(minutes=1)
    assert full_minute(full) == full


@pytest.mark.parametrize(
    ("said", "usual", "description", "role"),
    [
        (True, SENIOR, "Är primärjour på HIA", "bakjour"),
        (True, SENIOR, "Primärjour", "bakjour"),
        (False, SENIOR, "Primärjour", "primärjour"),
        (False, SENIOR, "Ring primärjouren före åtta", "bakjour"),
        (False, COORDINATOR, "Ring primärjouren och bakjouren", "koordinator"),
        (True, None, "Primärjour", "primärjour"),
    ],
)
def test_a_role_that_somebody_has_said_goes_before_a_description(
    said: bool, usual: Role | None, description: str, role: str
) -> None:
    event = timed("20260324T160000", "20260325T073000", f"DESCRIPTION:{description}", summary="AA")
    assert [row[2] for row in rows(calendar(event), role=usual, role_is_said=said)] == [role]


def test_categories_and_the_summary_go_before_a_role_that_somebody_has_said() -> None:
    event = timed("20260324T160000", "20260325T073000", "CATEGORIES:Primärjour", summary="AA")
    assert rows(calendar(event), role=SENIOR)[0][2] == PRIMARY.value
