"""Shifts written by the libraries as a calendar, a CSV file and a workbook, and read back the same."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.lazy.values import dataclass
from directory.rosters.somebody import as_written
from directory.sources.rosters.reading import read_roster
from directory.sources.table_file import format_table
from directory.walltime.days import ZONE, local
from tests.directory.sources.rosters.stories import context, workbook

NAMES = {
    "Anna Asp": "anna-a",
    "Bo Björn": "bo-b",
    "CC": "cecilia-c",
    "anna.asp@region.example": "anna-a",
    "-": "",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A shift by the wall clock."""

    start: datetime
    end: datetime
    role: Role
    name: str


def is_plain(wall: datetime) -> bool:
    """Whether the clock shows the time exactly once."""
    offsets = {wall.replace(tzinfo=ZONE, fold=fold).utcoffset() for fold in (0, 1)}
    return len(offsets) == 1


DAYS = st.one_of(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.sampled_from([date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 24), date(2026, 10, 25)]),
)


@st.composite
def shifts(draw: st.DrawFn) -> list[Written]:
    found = {}
    for day in draw(st.lists(DAYS, max_size=8, unique=True)):
        start = datetime.combine(day, datetime.min.time()) + timedelta(
            minutes=30 * draw(st.integers(0, 47))
        )
        end = start + timedelta(minutes=30 * draw(st.integers(1, 48)))
        if is_plain(start) and is_plain(end):
            role = draw(st.sampled_from(sorted(ON_CALL_ROLES)))
            found[start] = Written(start, end, role, draw(st.sampled_from(sorted(NAMES))))
    return [found[start] for start in sorted(found)]


def read(data: bytes, name: str) -> list[Written]:
    reading = read_roster(data, name, context())
    assert reading.faults == ()
    found = []
    for row in reading.rows:
        assert not row.problem
        assert row.role
        assert row.start
        assert row.end
        assert row.is_gap == (row.person is None)
        bare = (local(row.start).replace(tzinfo=None), local(row.end).replace(tzinfo=None))
        found.append(Written(*bare, row.role, as_written(row.person)))
    return found


def expected(written: Sequence[Written]) -> list[Written]:
    return [Written(one.start, one.end, one.role, NAMES[one.name]) for one in written]


@settings(max_examples=60)
@given(shifts())
def test_as_a_calendar(written: list[Written]) -> None:
    calendar = Calendar()
    for number, one in enumerate(written):
        event = Event()
        event.add("UID", str(number))
        event.add("SUMMARY", f"{one.role.heading}: {one.name}")
        event.add("DTSTART", one.start.replace(tzinfo=ZONE))
        event.add("DTEND", one.end.replace(tzinfo=ZONE))
        calendar.add_component(event)
    calendar.add_missing_timezones()
    assert read(calendar.to_ical(), "jour.ics") == expected(written)


HEADER = ("från", "till", "roll", "namn")


@settings(max_examples=60)
@given(shifts())
def test_as_a_csv_file(written: list[Written]) -> None:
    lines = [
        (f"{one.start:%Y-%m-%d %H:%M}", f"{one.end:%Y-%m-%d %H:%M}", one.role.value, one.name)
        for one in written
    ]
    assert read(format_table(HEADER, lines), "jour.csv") == expected(written)


@settings(max_examples=30)
@given(shifts())
def test_as_a_workbook(written: list[Written]) -> None:
    lines = [(one.start, one.end, one.role.value, one.name) for one in written]
    assert read(workbook(Jour=[HEADER, *lines]), "jour.xlsx") == expected(written)


@settings(max_examples=30)
@given(shifts())
def test_as_a_matrix_with_clock_times_in_the_headings(written: list[Written]) -> None:
    """One column for each kind of shift, one row for each day."""
    kinds = sorted({(one.role.value, f"{one.start:%H:%M}–{one.end:%H:%M}") for one in written})
    lines = [
        (
            one.start.date(),
            *(
                one.name if kind == (one.role.value, f"{one.start:%H:%M}–{one.end:%H:%M}") else None
                for kind in kinds
            ),
        )
        for one in written
    ]
    data = workbook(Jour=[("Datum", *(f"{role} {span}" for role, span in kinds)), *lines])
    if written:
        assert read(data, "jour.xlsx") == expected(written)
