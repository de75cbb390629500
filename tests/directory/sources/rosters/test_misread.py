"""Workbooks of clinic secretaries that were misread: each with the right answer, or the question.

They are made here; where the folder with the originals stands beside the repository, those are read
as well.
"""

from collections.abc import Callable, Sequence
from datetime import date, time, timedelta
from functools import cache

import pytest

from directory.catalogue.roles import Role
from directory.parts import Parts
from directory.rosters.line import Line
from directory.snapshot import Snapshot
from directory.sources.region.region_files import read_region
from directory.sources.rosters.reading import RosterReading, read_roster
from directory.sources.rosters.row import RosterContext
from directory.sources.rosters.usual_times import UsualTimes
from tests.builders import at, between
from tests.directory.sources.rosters.books import Cell, Page, xlsx
from tests.directory.sources.rosters.stories import FaultRow, told
from tests.paths import DEMO, ROOT

ORIGINALS = ROOT.parent / "shared" / "data" / "rosters-misread"
WHO = {
    "ELTA": "elham-tavakolian",
    "LONO": "loke-norrbagge",
    "VIFA": "viveka-fagerhok",
    "REKA": "rebin-karadaghi",
    "MEAH": "melker-ahage",
}
SENIOR, CONSULTANT = "bakjour", "konsultläkare"


@cache
def snapshot() -> Snapshot:
    region = read_region(DEMO).region
    assert region
    window = between("2025-01-01 00:00", "2028-01-01 00:00")
    return Snapshot(region, Parts(), window=window, loaded_at=at("2026-11-21 12:00"))


@cache
def context() -> RosterContext:
    """Cardiology of the demo, on 29 November 2026."""
    service = snapshot().services["kardiologi-norra"]
    rotations = {role: snapshot().rotations(Line(service.id, role)) for role in Role}
    times = UsualTimes(service.shift_times, service.hours, rotations, snapshot().calendar)
    return RosterContext(
        service=service,
        people=tuple(snapshot().people.values()),
        remembered={},
        role=Role.SENIOR_ON_CALL,
        role_is_said=False,
        shift_times=times.shift_times,
        day_hours=times.day_hours,
        is_workday=times.is_workday,
        works=times.works,
        first=date(2025, 11, 29),
        last=date(2027, 11, 29),
        today=date(2026, 11, 29),
    )


def read(data: bytes, name: str) -> RosterReading:
    reading = read_roster(data, name, context())
    assert reading.faults == ()
    return reading


def original(name: str) -> bytes:
    path = ORIGINALS / name
    if not path.exists():
        pytest.skip(f"{path} is not there: only what is made here is read")
    return path.read_bytes()


def shift(begins: str, ends: str, who: str, role: str = SENIOR) -> FaultRow:
    """”12-04 16:00”, in 2026 unless the month is January."""
    full = (f"{2027 if part.startswith('01') else 2026}-{part}" for part in (begins, ends))
    start, end = full
    return start, end, role, WHO[who]


def night(day: int, who: str) -> FaultRow:
    return shift(f"12-{day:02} 16:00", f"12-{day + 1:02} 07:30", who)


def december(*days: int) -> list[date]:
    return [date(2026, 12, day) for day in days]


def dated(header: Sequence[Cell], names: Sequence[Cell], first: int) -> list[list[Cell]]:
    rows: list[list[Cell]] = [list(header)]
    days = december(*range(first, first + len(names)))
    return rows + [[day, name] for day, name in zip(days, names, strict=True)]


def merged_weekend() -> bytes:
    names = ["VIFA", "REKA", "MEAH", "ELTA", None, None, "REKA", "MEAH", "ELTA", "LONO"]
    rows = dated(["Datum", "Bakjour 16-07:30"], names, 1)
    return xlsx(Page(rows=rows, merges=[((4, 1), (6, 1))]))


MERGED = [
    night(day, who)
    for day, who in enumerate(
        ("VIFA", "REKA", "MEAH", "ELTA", "ELTA", "ELTA", "REKA", "MEAH", "ELTA", "LONO"), 1
    )
]


def own_weekend() -> bytes:
    names = ["LONO", "VIFA", "REKA", "MEAH", "ELTA", "LONO"]
    return xlsx(Page(rows=dated(["Datum", "Bakjour"], names, 3)))


OWN_WEEKEND = [
    shift("12-03 07:30", "12-04 07:30", "LONO"),
    shift("12-04 07:30", "12-05 07:30", "VIFA"),
    shift("12-05 07:30", "12-06 07:30", "REKA"),
    shift("12-06 07:30", "12-07 07:30", "MEAH"),
    shift("12-07 07:30", "12-08 07:30", "ELTA"),
    shift("12-08 07:30", "12-09 07:30", "LONO"),
]


def quarter_days() -> bytes:
    rows: list[list[Cell]] = [
        ["Datum", "Från", "Till", "Roll", "Namn"],
        [december(7)[0], 0.25, 0.6666666667, "Bakjour", "LONO"],
        [december(8)[0], 0.25, time(16), "Bakjour", "LONO"],
        [december(9)[0], 0.5, time(16), "Bakjour", "LONO"],
    ]
    return xlsx(Page(rows=rows))


QUARTERS = [
    shift("12-07 06:00", "12-07 16:00", "LONO"),
    shift("12-08 06:00", "12-08 16:00", "LONO"),
    shift("12-09 12:00", "12-09 16:00", "LONO"),
]

LAST_MINUTES = """Datum;Från;Till;Roll;Namn
2026-11-30;16:00;23:59;Bakjour;LONO
2026-12-01;00:00;07:29;Bakjour;VIFA
2026-12-01;07:30;16:00;Bakjour;REKA
2026-12-01;16:00;2026-12-02 07:30;Bakjour;MEAH
2026-12-02;07:30;07:30;Bakjour;ELTA
2026-12-03;07:00;16:30;Bakjour;LONO
"""
MINUTES = [
    shift("11-30 16:00", "12-01 00:00", "LONO"),
    shift("12-01 00:00", "12-01 07:30", "VIFA"),
    shift("12-01 07:30", "12-01 16:00", "REKA"),
    shift("12-01 16:00", "12-02 07:30", "MEAH"),
    shift("12-02 07:30", "12-03 07:30", "ELTA"),
    shift("12-03 07:00", "12-03 16:30", "LONO"),
]

WHOLE_DAYS = """Datum;Tid;Roll;Namn
2026-12-01;07:30-07:30;Bakjour;MEAH
2026-12-03;07:30-07:30;Bakjour;ELTA
"""
DAYS = [
    shift("12-01 07:30", "12-02 07:30", "MEAH"),
    shift("12-03 07:30", "12-04 07:30", "ELTA"),
]


@pytest.mark.parametrize(
    ("name", "make", "right"),
    [
        ("01b-merge-weekend-span.xlsx", merged_weekend, MERGED),
        ("31-fri-sat-sun-different.xlsx", own_weekend, OWN_WEEKEND),
        ("33-quarter-day.xlsx", quarter_days, QUARTERS),
        ("gap.csv", LAST_MINUTES.encode, MINUTES),
        ("s2.csv", WHOLE_DAYS.encode, DAYS),
    ],
)
@pytest.mark.parametrize("source", ["made here", "the original"])
def test_the_right_answer(
    name: str, make: Callable[[], bytes], right: list[FaultRow], source: str
) -> None:
    data = make() if source == "made here" else original(name)
    assert [told(row) for row in read(data, name).rows] == right


WEEKS: list[list[Cell]] = [
    ["Vecka", "Konsult", "Bakjour"],
    [49, "ELTA", "LONO"],
    [50, "LONO", "VIFA"],
    [51, "VIFA", "REKA"],
    [52, "REKA", "MEAH"],
    [53, "MEAH", "ELTA"],
    [1, "VIFA", "REKA"],
]


@pytest.mark.parametrize("source", ["made here", "the original"])
def test_a_week_list_gives_a_weekday_role_no_weekend(source: str) -> None:
    data = xlsx(Page(rows=WEEKS)) if source == "made here" else original("21-week-list.xlsx")
    rows = [row for row in read(data, "veckor.xlsx").rows if row.start and row.end]
    assert not [row.problem for row in rows if row.problem]
    consultants = [told(row) for row in rows if row.role is Role.CONSULTING_PHYSICIAN]
    weekdays = [date.fromisoformat(begins[:10]) for begins, *_ in consultants]
    monday = date(2026, 11, 30)
    every = (monday + timedelta(days=n) for n in range(42))
    assert weekdays == [day for day in every if snapshot().calendar.day(day).office]
    assert {day.weekday() for day in weekdays} == {0, 1, 2, 3, 4}
    senior = [row for row in rows if row.role is Role.SENIOR_ON_CALL]
    assert [one.end for one in senior[:-1]] == [one.start for one in senior[1:]]
    mondays = [told(row) for row in senior if told(row)[0][:10] in {"2026-12-07", "2027-01-04"}]
    assert [who for *_, who in mondays] == [WHO["VIFA"], WHO["REKA"]]


TYPO = "Datum;Tid;Roll;Namn\n2027-01-04;16-07:30;Bakjour;LONO\n2026-01-05;16-07:30;Bakjour;VIFA\n2027-01-06;16-07:30;Bakjour;REKA\n"


@pytest.mark.parametrize("source", ["made here", "the original"])
def test_a_row_a_year_off_is_asked_about_and_is_not_over(source: str) -> None:
    data = TYPO.encode() if source == "made here" else original("12-typo-year.csv")
    *right, asked = read(data, "jour.csv").rows
    assert [told(row)[0] for row in right] == ["2027-01-04 16:00", "2027-01-06 16:00"]
    assert asked.problem.startswith("Datumet är 2026-01-05, men raderna intill gäller 2027.")
    assert asked.start is None


def struck() -> bytes:
    names = ["LONO", "LONO", "LONO", "VIFA", "VIFA"]
    return xlsx(
        Page(
            rows=dated(["Datum", "Bakjour 16-07:30"], names, 7),
            struck=frozenset({(2, 1)}),
            partly={(4, 1): "LONO", (5, 1): "LONO"},
            comments={(3, 1): "Byter med VIFA!"},
        )
    )


@pytest.mark.parametrize("source", ["made here", "the original"])
def test_what_is_struck_is_not_on_duty_and_a_comment_is_told(source: str) -> None:
    data = struck() if source == "made here" else original("04c-strike-comment.xlsx")
    rows = read(data, "jour.xlsx").rows
    assert [told(row) for row in rows if not row.problem] == [
        night(7, "LONO"),
        night(9, "LONO"),
        night(10, "VIFA"),
        night(11, "VIFA"),
    ]
    (asked,) = (row for row in rows if row.problem)
    assert (asked.place[-2:], "överstruken" in asked.problem) == ("B3", True)
    notes = [row.note for row in rows if row.note]
    assert notes == [
        "Kommentar: ”Byter med VIFA!”.",
        "”LONO” är överstruket och har inte lästs.",
        "”LONO” är överstruket och har inte lästs.",
    ]
