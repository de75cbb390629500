"""Files that were read wrong, as they were made, read for kardiologi of the demo region.

They lie outside of this repository; where they are not, tests of the same kinds stand in the files
beside this one.
"""

from datetime import date
from functools import cache

import pytest

from directory.catalogue.roles import Role
from directory.grouping import grouped
from directory.sources.region.region_files import read_region
from directory.sources.rosters.reading import RosterContext, RosterReading, read_roster
from directory.sources.rosters.usual_times import UsualTimes
from directory.walltime.days import Calendar
from tests.directory.sources.rosters.stories import FaultRow, told
from tests.paths import DEMO, ROOT

MADE = ROOT.parent / "shared" / "data" / "rosters-misread"
NAMES = {
    "loke-norrbagge": "LONO",
    "viveka-fagerhok": "VIFA",
    "rebin-karadaghi": "REKA",
    "melker-ahage": "MEAH",
    "elham-tavakolian": "ELTA",
}

pytestmark = pytest.mark.skipif(not MADE.is_dir(), reason=f"{MADE} is not here")


@cache
def cardiology() -> RosterContext:
    region = read_region(DEMO).region
    assert region
    service = next(one for one in region.services if one.id == "kardiologi-norra")
    own = [rule for rule in region.rotations if rule.service == service.id]
    times = UsualTimes(
        service.shift_times,
        service.hours,
        grouped(own, lambda rule: rule.role),
        Calendar(region.calendar),
    )
    return RosterContext(
        service=service,
        people=region.people,
        remembered={},
        role=Role.SENIOR_ON_CALL,
        role_is_said=False,
        shift_times=times.shift_times,
        day_hours=times.day_hours,
        is_workday=times.is_workday,
        first=date(2026, 1, 1),
        last=date(2027, 12, 31),
        today=date(2026, 11, 29),
    )


def made(name: str) -> RosterReading:
    reading = read_roster((MADE / name).read_bytes(), name, cardiology())
    assert reading.faults == ()
    return reading


def said(name: str) -> list[FaultRow]:
    rows = [told(row) for row in made(name).rows]
    return [(start[5:], end[5:], role, NAMES.get(who, who)) for start, end, role, who in rows]


def test_day_and_night_columns_are_two_shifts_a_day() -> None:
    found = said("02c-dag-natt-heading.xlsx")
    assert [row for row in found if row[0].startswith("12-11") or row[0].startswith("12-07")] == [
        ("12-07 07:30", "12-07 16:00", "bakjour", "LONO"),
        ("12-07 08:00", "12-07 16:00", "konsultläkare", "REKA"),
        ("12-07 16:00", "12-08 07:30", "bakjour", "VIFA"),
        ("12-11 07:30", "12-11 16:00", "bakjour", "LONO"),
        ("12-11 08:00", "12-11 16:00", "konsultläkare", "REKA"),
        ("12-11 16:00", "12-12 07:30", "bakjour", "VIFA"),
    ]
    assert len(found) == 15


def test_what_is_cancelled_in_its_subject_is_nobodys() -> None:
    assert said("04-1-canceled-prefix.ics") == [("12-07 16:00", "12-08 07:30", "bakjour", "-")]
    (noted,) = made("04-1-canceled-prefix.ics").noted
    assert noted.summary == "Inställt: Bakjour: LONO"


def test_who_declined_does_not_have_it_and_the_secretary_does_not_either() -> None:
    assert said("14-declined.ics") == [("12-07 16:00", "12-08 07:30", "bakjour", "-")]
    (noted,) = made("14-declined.ics").noted
    assert noted.note == "Loke Norrbagge har tackat nej. Ingen har passet."


def test_who_is_ill_is_a_question() -> None:
    (row,) = made("sick.ics").rows
    assert (told(row)[3], row.unknown_person) == ("?", False)
    assert "”sjuk”" in row.problem


def test_an_end_in_the_last_minute_leaves_no_gap() -> None:
    assert [(start, end) for start, end, *_ in said("gap.csv")] == [
        ("11-30 16:00", "12-01 00:00"),
        ("12-01 00:00", "12-01 07:30"),
        ("12-01 07:30", "12-01 16:00"),
        ("12-01 16:00", "12-02 07:30"),
        ("12-02 07:30", "12-03 07:30"),
        ("12-03 07:00", "12-03 16:30"),
    ]


def test_days_without_a_row_are_nobodys_to_say() -> None:
    assert [(row[0], row[3]) for row in said("s2.csv")] == [
        ("12-01 07:30", "MEAH"),
        ("12-03 07:30", "ELTA"),
    ]
    assert said("s3.ics") == [("12-01 07:30", "12-02 07:30", "bakjour", "ELTA")]
