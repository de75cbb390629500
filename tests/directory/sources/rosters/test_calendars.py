"""Calendars as programs export them, with their traps."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.rosters.somebody import Outsider
from directory.sources.rosters.reading import read_roster
from tests.directory.sources.rosters.stories import (
    COORDINATOR,
    SENIOR,
    FaultRow,
    calendar,
    clock,
    context,
    hours,
    problems,
    read,
    rows,
    timed,
    told,
)

NIGHT = timed("20260324T160000", "20260325T073000")
THE_NIGHT: FaultRow = ("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "anna-a")


def of(*events: list[str] | str, **fields: Any) -> list[FaultRow]:
    return rows(calendar(*events), "jour.ics", **fields)


def wrong(*events: list[str] | str, **fields: Any) -> list[str]:
    return problems(calendar(*events), "jour.ics", **fields)


def starts(*events: list[str] | str, **fields: Any) -> list[str]:
    return [start for start, _, _, _ in of(*events, **fields)]


# --- The kind of file -----------------------------------------------------------------------


@pytest.mark.parametrize("name", ["jour.ics", "jour.csv", "feed", "x.xlsx"])
def test_a_calendar_is_known_by_its_content(name: str) -> None:
    assert rows(calendar(NIGHT), name) == [THE_NIGHT]


def test_a_calendar_without_events_is_right_and_empty() -> None:
    reading = read(calendar(), "jour.ics")
    assert (reading.rows, reading.first, reading.faults) == ((), None, ())


def test_the_dates_it_speaks_of_are_those_of_its_first_and_last_start() -> None:
    reading = read(calendar(NIGHT, timed("20260401T160000", "20260402T073000")), "jour.ics")
    assert (reading.first, reading.last) == (date(2026, 3, 24), date(2026, 4, 1))


def test_a_calendar_that_was_cut_off_is_a_fault() -> None:
    text = calendar(NIGHT, timed("20260401T160000", "20260402T073000"))
    for length in (len(text) - 20, len(text) - 60):
        assert read(text[:length], "jour.ics").faults == (
            "Kalendern är avhuggen, slutet saknas. Hämta den på nytt.",
        )


def test_what_is_named_ics_and_is_none() -> None:
    assert "BEGIN:VCALENDAR" in read("hej", "jour.ics").faults[0]


def test_utf16_and_folds_inside_a_letter_and_inside_an_address() -> None:
    text = calendar(
        [
            *timed("20260324T160000", "20260325T073000", summary="Bakjour"),
            "ATTENDEE;CN=Bo:mailto:bo.bjorn@region.example",
        ]
    )
    assert rows(text)[0][3] == "bo-b"
    folded = text.replace("bo.bjorn@reg", "bo.bjorn@reg\r\n ")
    assert rows(folded)[0][3] == "bo-b"
    assert told(read_roster(text.encode("utf-16"), "x", context()).rows[0])[3] == "bo-b"
    name = calendar(
        timed("20260324T160000", "20260325T073000", summary="Bakjour: Bo Björn")
    ).encode()
    cut = name.replace("ö".encode(), b"\xc3\r\n \xb6")
    assert told(read_roster(cut, "x", context()).rows[0])[3] == "bo-b"


def test_todos_journals_free_time_and_alarms_are_no_shifts() -> None:
    alarm = [
        "BEGIN:VALARM",
        "ACTION:EMAIL",
        "DURATION:PT1H",
        "SUMMARY:Primärjour: BB",
        "ATTENDEE:mailto:x@y.example",
        "END:VALARM",
    ]
    event = calendar([*NIGHT, *alarm, "TRANSP:TRANSPARENT"])
    others = "BEGIN:VTODO\r\nDTSTART:20260301T100000\r\nSUMMARY:Bakjour: BB\r\nEND:VTODO\r\nBEGIN:VJOURNAL\r\nDTSTART:20260301\r\nEND:VJOURNAL\r\n"
    assert rows(event.replace("END:VCALENDAR", f"{others}END:VCALENDAR")) == [THE_NIGHT]


# --- One broken event never stops the others --------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "problem"),
    [
        (timed("20260326T160000", "20260326T080000"), "slutar inte efter sin början"),
        (timed("20260326T160000", "20260326T160000"), "slutar inte efter sin början"),
        (["DTSTART:20260326T160000", "DURATION:-PT1H", "SUMMARY:Bakjour: AA"], "slutar inte efter sin början"),
        (["DTSTART:20260326T160000", "DURATION:12 h", "SUMMARY:Bakjour: AA"], "är ingen längd"),
        (["DTSTART;VALUE=DATE:20260326", "DTEND;VALUE=DATE:20260325", "SUMMARY:Bakjour: AA"], "slutar inte efter sin början"),
        (["DTSTART;VALUE=DATE:20260326", "DTEND:20260327T080000", "SUMMARY:Bakjour: AA"], "blandar heldag"),
        (["DTSTART;VALUE=DATE:20260326", "DURATION:PT12H", "SUMMARY:Bakjour: AA"], "blandar heldag"),
        (["DTSTART:20260326T160000", "SUMMARY:Bakjour: AA"], "ingen sluttid"),
        (["DTEND:20260326T160000", "SUMMARY:Bakjour: AA"], "saknar starttid"),
        (["DTSTART:i morgon", "DTEND:20260326T160000", "SUMMARY:Bakjour: AA"], "”i morgon” är ingen tid"),
        (["DTSTART", "DTEND:20260326T160000", "SUMMARY:Bakjour: AA"], "går inte att läsa"),
        (["DTSTART;TZID=Mars/Phobos:20260326T160000", "DTEND:20260326T170000", "SUMMARY:Bakjour: AA"], "Tidszonen ”Mars/Phobos” är okänd"),
        (["DTSTART;TZID=/x.example/Europe/Berlin:20260326T160000", "DTEND:20260326T170000", "SUMMARY:Bakjour: AA"], "är okänd"),
        (["DTSTART;TZID=../../etc:20260326T160000", "DTEND:20260326T170000", "SUMMARY:Bakjour: AA"], "är okänd"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=NU"), "Regeln"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=SECONDLY"), "Regeln"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "Regeln"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=YEARLY;BYMONTH=77;BYMONTHDAY=1"), "Regeln"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=DAILY;INTERVAL=0"), "Regeln"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=DAILY", "EXDATE:nej"), "”nej” är ingen tid"),
        (timed("20260326T160000", "20260326T170000", "RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"), "EXRULE"),
        (timed("20260326T160000", "20260404T170000"), "längre än åtta dygn"),
    ],
)  # fmt: skip
def test_one_refused_event_never_stops_the_others(lines: list[str], problem: str) -> None:
    reading = read(calendar(lines, NIGHT, ["SUMMARY", "X"]), "jour.ics")
    refused = next(row for row in reading.rows if row.summary == "Bakjour: AA" and row.problem)
    assert problem in refused.problem
    assert refused.place.startswith("händelse Bakjour: AA")
    assert THE_NIGHT in [told(row) for row in reading.rows]
    assert reading.faults == ()


def test_a_refused_event_is_named_with_its_day() -> None:
    row = read(calendar(timed("20260326T160000", "20260326T080000"))).rows[0]
    assert (row.place, row.unknown_person) == ("händelse Bakjour: AA 26 mars", False)


def test_an_event_that_is_not_closed_leaves_the_next_one_whole() -> None:
    text = calendar(NIGHT, timed("20260401T160000", "20260402T073000", summary="Bakjour: BB"))
    cut = text.replace("END:VEVENT\r\nBEGIN", "BEGIN", 1)
    reading = read(cut, "jour.ics")
    assert "bo-b" in [row.person for row in reading.rows if not row.problem]
    assert any("avhuggen" in row.problem for row in reading.rows)


def test_a_broken_series_is_shown_whatever_day_it_began() -> None:
    broken = timed("20240101T160000", "20240102T073000", "RRULE:FREQ=NU")
    assert len(wrong(broken, first=date(2026, 3, 1))) == 1


# --- Cancelled --------------------------------------------------------------------------------

EACH_DAY = timed("20260323T160000", "20260324T073000", "UID:1", "RRULE:FREQ=DAILY;COUNT=3")
ON_TUESDAY = "RECURRENCE-ID;TZID=Europe/Stockholm:20260324T160000"


def gaps(*events: list[str], head: str = "") -> list[str]:
    """When the gaps begin that are told of."""
    reading = read(calendar(*events, head=head))
    assert all(row.note == "Händelsen är inställd i kalendern. Ingen har passet." for row in reading.noted)  # fmt: skip
    assert [row for row in reading.rows if row.is_gap] == list(reading.noted)
    return [clock(row.start) for row in reading.rows if row.is_gap]


def test_a_cancelled_event_is_a_gap_that_is_told() -> None:
    for state in ("STATUS:CANCELLED", "STATUS:cancelled"):
        assert gaps([*NIGHT, state]) == ["2026-03-24 16:00"]
    assert gaps(NIGHT, head="METHOD:CANCEL") == ["2026-03-24 16:00"]


def test_a_cancelled_event_is_no_gap_where_somebody_else_has_the_shift() -> None:
    off = [*NIGHT, "UID:1", "STATUS:CANCELLED"]
    other = timed("20260324T160000", "20260325T073000", "UID:2", summary="Bakjour: BB")
    assert of(off, other) == [("2026-03-24 16:00", "2026-03-25 07:30", "bakjour", "bo-b")]
    assert [row.summary for row in read(calendar(off, other)).noted] == ["Bakjour: AA"]


def test_what_is_cancelled_and_no_shift_is_asked_about() -> None:
    meeting = timed("20260324T160000", "20260324T170000", "STATUS:CANCELLED", summary="Möte")
    assert len(wrong(meeting)) == 1


def test_cancelled_instances_are_gaps() -> None:
    every = ["2026-03-23 16:00", "2026-03-24 16:00", "2026-03-25 16:00"]
    assert starts(EACH_DAY) == every
    off = timed("20260324T160000", "20260325T073000", "UID:1", ON_TUESDAY, "STATUS:CANCELLED")
    for events in ((EACH_DAY, off), (off, EACH_DAY)):
        assert starts(*events) == every
        assert gaps(*events) == ["2026-03-24 16:00"]


def test_all_instances_from_one_on_can_be_cancelled() -> None:
    off = timed(
        "20260324T160000",
        "20260325T073000",
        "UID:1",
        ON_TUESDAY.replace(";", ";RANGE=THISANDFUTURE;", 1),
        "STATUS:CANCELLED",
    )
    assert gaps(EACH_DAY, off) == ["2026-03-24 16:00", "2026-03-25 16:00"]


def test_a_cancelled_series_takes_its_changes_with_it() -> None:
    changed = timed("20260324T180000", "20260325T073000", "UID:1", ON_TUESDAY)
    off = [*EACH_DAY, "STATUS:CANCELLED", "SEQUENCE:2"]
    every = ["2026-03-23 16:00", "2026-03-24 16:00", "2026-03-25 16:00"]
    assert gaps(off, changed) == every
    assert {who for *_, who in of(off, changed)} == {"-"}


# --- Recurrence -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "days"),
    [
        (["RRULE:FREQ=DAILY;COUNT=3"], [23, 24, 25]),
        (["RRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20260331T235959Z"], [23, 25, 30]),
        (["RRULE:FREQ=DAILY;UNTIL=20260325"], [23, 24, 25]),  # that day's evening too
        (["RRULE:UNTIL=20260325;FREQ=DAILY"], [23, 24, 25]),
        (["RRULE:FREQ=DAILY;UNTIL=20260325T150000Z"], [23, 24, 25]),  # 16:00 in Stockholm
        (["RRULE:FREQ=DAILY;UNTIL=20260325T145959Z"], [23, 24]),
        (
            ["RRULE:FREQ=DAILY;COUNT=4", "EXDATE;TZID=Europe/Stockholm:20260324T160000"],
            [23, 25, 26],
        ),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE:20260324T150000Z,20260325T150000Z"], [23, 26]),
        (["RRULE:FREQ=DAILY;COUNT=4", "EXDATE;VALUE=DATE:20260324"], [23, 25, 26]),
        (["RRULE:FREQ=DAILY;COUNT=2", "RDATE;TZID=Europe/Stockholm:20260328T160000"], [23, 24, 28]),
        (["RDATE:20260326T150000Z"], [23, 26]),
        (
            ["RRULE:FREQ=MONTHLY;BYDAY=-1MO;COUNT=1"],
            [23, 30],
        ),  # the library keeps DTSTART, as most programs do
    ],
)
def test_rules_and_their_exceptions(more: list[str], days: list[int]) -> None:
    found = starts(timed("20260323T160000", "20260324T073000", *more), last=date(2026, 3, 31))
    assert found == [f"2026-03-{day} 16:00" for day in days]


def test_a_rule_without_end_is_read_for_the_days_asked_for() -> None:
    for_ever = timed("20200101T160000", "20200102T073000", "RRULE:FREQ=DAILY")
    asked = {"first": date(2026, 3, 1), "last": date(2026, 3, 3)}
    assert starts(for_ever, **asked) == ["2026-03-01 16:00", "2026-03-02 16:00", "2026-03-03 16:00"]
    until = timed("20200101T160000", "20200102T073000", "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z")
    assert starts(until, **asked) == starts(for_ever, **asked)


def test_the_days_asked_for_are_those_of_stockholm_whatever_the_zone() -> None:
    late = [
        "DTSTART:20260301T223000Z",
        "DTEND:20260302T063000Z",
        "RRULE:FREQ=DAILY",
        "SUMMARY:Bakjour: AA",
    ]
    asked = {"first": date(2026, 3, 10), "last": date(2026, 3, 10)}
    assert starts(late, **asked) == ["2026-03-10 23:30"]
    late[0] = "DTSTART:20260301T233000Z"
    assert starts(late, **asked) == ["2026-03-10 00:30"]


def test_only_shifts_that_begin_on_the_days_asked_for() -> None:
    nights = [timed(f"202603{day}T160000", f"202603{day + 1}T073000") for day in (22, 23, 24, 25)]
    assert starts(*nights, first=date(2026, 3, 23), last=date(2026, 3, 24)) == [
        "2026-03-23 16:00",
        "2026-03-24 16:00",
    ]


def test_a_period_has_its_own_length() -> None:
    found = of(
        timed(
            "20260323T160000",
            "20260324T073000",
            "RDATE;VALUE=PERIOD:20260326T150000Z/PT2H,20260327T150000Z/20260327T180000Z",
        )
    )
    assert [(start[8:], end[8:]) for start, end, _, _ in found] == [
        ("23 16:00", "24 07:30"),
        ("26 16:00", "26 18:00"),
        ("27 16:00", "27 19:00"),
    ]


@pytest.mark.parametrize(
    "zoned", [ON_TUESDAY, "RECURRENCE-ID:20260324T150000Z", "RECURRENCE-ID;VALUE=DATE:20260324"]
)
def test_a_moved_instance_replaces_its_own(zoned: str) -> None:
    moved = timed("20260326T180000", "20260327T073000", "UID:1", zoned, summary="Bakjour: BB")
    assert [(start, who) for start, _, _, who in of(EACH_DAY, moved)] == [
        ("2026-03-23 16:00", "anna-a"),
        ("2026-03-25 16:00", "anna-a"),
        ("2026-03-26 18:00", "bo-b"),
    ]


def test_an_instance_moved_into_the_days_asked_for_is_read() -> None:
    moved = timed("20260601T180000", "20260602T073000", "UID:1", ON_TUESDAY)
    assert starts(EACH_DAY, moved, first=date(2026, 6, 1)) == ["2026-06-01 18:00"]
    assert starts(EACH_DAY, moved, last=date(2026, 5, 1)) == [
        "2026-03-23 16:00",
        "2026-03-25 16:00",
    ]


def test_this_and_all_future_ones_are_changed() -> None:
    later = timed(
        "20260324T180000",
        "20260325T073000",
        "UID:1",
        ON_TUESDAY.replace(";", ";RANGE=THISANDFUTURE;", 1),
        summary="Bakjour: BB",
    )
    assert of(EACH_DAY, later) == [
        ("2026-03-23 16:00", "2026-03-24 07:30", "bakjour", "anna-a"),
        ("2026-03-24 18:00", "2026-03-25 07:30", "bakjour", "bo-b"),
        ("2026-03-25 18:00", "2026-03-26 07:30", "bakjour", "bo-b"),
    ]


def test_a_change_that_cannot_be_read_is_not_answered_by_what_it_changes() -> None:
    broken = ["UID:1", ON_TUESDAY, "DTSTART:?", "SUMMARY:Bakjour: BB"]
    assert [(start, who) for start, _, _, who in of(EACH_DAY, broken)] == [
        ("2026-03-23 16:00", "anna-a"),
        ("2026-03-24 16:00", "?"),
        ("2026-03-25 16:00", "anna-a"),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["SEQUENCE:1"], ["SEQUENCE:2"]),
        (["SEQUENCE:9"], ["SEQUENCE:10"]),
        ([], ["SEQUENCE:1"]),
        (["DTSTAMP:20260101T000000Z"], ["DTSTAMP:20260102T000000Z"]),
        (["LAST-MODIFIED:20260101T000000Z"], ["LAST-MODIFIED:20260102T000000Z"]),
        (["SEQUENCE:1", "DTSTAMP:20260109T000000Z"], ["SEQUENCE:2", "DTSTAMP:20260102T000000Z"]),
    ],
)
def test_the_newest_of_two_with_the_same_uid_holds(old: list[str], new: list[str]) -> None:
    first = timed("20260324T160000", "20260325T073000", "UID:1", *old)
    second = timed("20260324T160000", "20260325T073000", "UID:1", *new, summary="Bakjour: BB")
    for events in ((first, second), (second, first)):
        assert [who for *_, who in of(*events)] == ["bo-b"]
    changes = ([*first, ON_TUESDAY], [*second, "RECURRENCE-ID:20260324T150000Z"])
    assert [who for *_, who in of(*changes, EACH_DAY)] == ["anna-a", "bo-b", "anna-a"]


def test_two_with_the_same_uid_that_cannot_be_told_apart_are_a_question() -> None:
    other = timed("20260326T160000", "20260327T073000", "UID:1", summary="Bakjour: BB")
    assert [problem[:24] for problem in wrong([*NIGHT, "UID:1"], other)] == [
        "Händelsen har samma UID "
    ] * 2
    assert of([*NIGHT, "UID:1"], [*NIGHT, "UID:1"]) == [THE_NIGHT]


def test_a_calendar_with_far_too_many_instances_is_a_fault() -> None:
    by_hour = "RRULE:FREQ=DAILY;BYHOUR=" + ",".join(map(str, range(24)))
    events = [timed("20260101T000000", "20260101T003000", by_hour, f"UID:{n}") for n in range(3)]
    reading = read(calendar(*events), "jour.ics")
    assert reading.rows == ()
    assert "fler än 20 000 pass" in reading.faults[0]


# --- Time -------------------------------------------------------------------------------------

SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)


@pytest.mark.parametrize(
    ("evening", "expected"), [(SPRING, 11.0), (AUTUMN, 13.0), (date(2026, 6, 1), 12.0)]
)
@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=DAILY;COUNT=1", "RRULE:FREQ=DAILY;COUNT=3"])
def test_a_night_by_its_end_follows_the_wall_clock(
    evening: date, expected: float, rule: str
) -> None:
    morning = evening + timedelta(days=1)
    row = read(calendar(timed(f"{evening:%Y%m%d}T200000", f"{morning:%Y%m%d}T080000", rule))).rows[
        0
    ]
    assert told(row)[:2] == (f"{evening} 20:00", f"{morning} 08:00")
    assert hours(row) == expected


@pytest.mark.parametrize(
    ("evening", "morning"), [(SPRING, "09:00"), (AUTUMN, "07:00"), (date(2026, 6, 1), "08:00")]
)
@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=DAILY;COUNT=2"])
def test_a_night_by_its_duration_is_real_time(evening: date, morning: str, rule: str) -> None:
    lines = [
        f"DTSTART;TZID=Europe/Stockholm:{evening:%Y%m%d}T200000",
        "DURATION:PT12H",
        "SUMMARY:Bakjour: AA",
        rule,
    ]
    row = read(calendar(lines)).rows[0]
    assert hours(row) == 12
    assert told(row)[1] == f"{evening + timedelta(days=1)} {morning}"


RULES = st.sampled_from(
    [
        "FREQ=DAILY",
        "FREQ=DAILY;INTERVAL=2",
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
        "FREQ=WEEKLY;BYDAY=SA,SU",
        "FREQ=MONTHLY;BYDAY=-1SA",
    ]
)


@given(
    rule=RULES,
    begin=st.dates(date(2026, 1, 1), date(2026, 2, 1)),
    at=st.integers(17, 23),
    length=st.integers(6, 14),
    by_end=st.booleans(),
)
def test_nights_over_both_changes_of_the_clocks(
    rule: str, begin: date, at: int, length: int, *, by_end: bool
) -> None:
    start = datetime(begin.year, begin.month, begin.day, at)  # noqa: DTZ001  a wall time
    end = start + timedelta(hours=length)
    last = f"DTEND;TZID=Europe/Stockholm:{end:%Y%m%dT%H%M%S}" if by_end else f"DURATION:PT{length}H"
    lines = [
        f"DTSTART;TZID=Europe/Stockholm:{start:%Y%m%dT%H%M%S}",
        last,
        f"RRULE:{rule}",
        "SUMMARY:Bakjour: AA",
    ]
    found = read(calendar(lines)).rows
    assert found
    for row in found:
        assert told(row)[0].endswith(f"{at}:00")
        if by_end:
            shown = (
                "03:00" if told(row)[1][:13] == "2026-03-29 03" else f"{end:%H:%M}"
            )  # 02:00 does not exist: with the offset before it is 01:00 UTC
            assert told(row)[1].endswith(shown)
        else:
            assert hours(row) == length
    if rule == "FREQ=DAILY":
        assert len(found) == (date(2026, 12, 31) - begin).days + 1


def test_a_day_of_duration_is_a_day_of_the_calendar() -> None:
    day = ["DTSTART;TZID=Europe/Stockholm:20260328T080000", "DURATION:P1D", "SUMMARY:Bakjour: AA"]
    assert of(day)[0][1] == "2026-03-29 08:00"


def test_times_that_exist_twice_and_never() -> None:
    """As RFC 5545 3.3.5 says: the first occurrence; the offset before the gap."""
    evening, morning = read(
        calendar(
            timed("20261025T023000", "20261025T080000"), timed("20261024T200000", "20261025T023000")
        )
    ).rows
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert evening.end == morning.start == first
    never = read(calendar(timed("20260329T023000", "20260329T080000"))).rows[0]
    assert never.start == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    until = read(calendar(timed("20260328T200000", "20260329T023000"))).rows[0]
    assert until.end == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)


def test_a_repeated_event_inside_the_gap_keeps_its_length() -> None:
    found = read(calendar(timed("20260328T021500", "20260328T024500", "RRULE:FREQ=DAILY;COUNT=3")))
    assert [hours(row) for row in found.rows] == [0.5, 0.5, 0.5]
    assert found.rows[1].start == datetime(2026, 3, 29, 1, 15, tzinfo=UTC)


OWN_ZONE = """BEGIN:VTIMEZONE
TZID:{name}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def test_floating_times_are_stockholms_whatever_the_calendar_is_called() -> None:
    text = calendar(
        ["DTSTART:20260324T160000", "DTEND:20260325T073000", "SUMMARY:Bakjour: AA"],
        head="X-WR-TIMEZONE:America/New_York",
    )
    assert rows(text) == [THE_NIGHT]


@pytest.mark.parametrize(
    "zone",
    [
        "W. Europe Standard Time",
        "Central European Standard Time",
        "Romance Standard Time",
        "Europe/Berlin",
        "Europe/Stockholm",
    ],
)
def test_zone_names_of_windows_and_of_the_world(zone: str) -> None:
    event = [
        f"DTSTART;TZID={zone}:20260324T160000",
        f'DTEND;TZID="{zone}":20260325T073000',
        "SUMMARY:Bakjour: AA",
    ]
    assert of(event) == [THE_NIGHT]


def test_utc_and_mixed_zones() -> None:
    utc = ["DTSTART:20260324T150000Z", "DTEND:20260325T063000Z", "SUMMARY:Bakjour: AA"]
    mixed = [
        "DTSTART;TZID=Europe/Helsinki:20260324T170000",
        "DTEND:20260325T063000Z",
        "SUMMARY:Bakjour: AA",
    ]
    assert of(utc) == of(mixed) == [THE_NIGHT]
    first_half_past_two = [
        "DTSTART;TZID=Europe/Stockholm:20261024T200000",
        "DTEND:20261025T003000Z",
        "SUMMARY:Bakjour: AA",
    ]
    assert hours(read(calendar(first_half_past_two)).rows[0]) == 6.5


@pytest.mark.parametrize(
    "night",
    [
        ("20260324T160000", "20260325T073000"),
        ("20260328T200000", "20260329T080000"),
        ("20261024T200000", "20261025T080000"),
        ("20261025T023000", "20261025T024500"),
        ("20260329T023000", "20260329T080000"),
    ],
)
@pytest.mark.parametrize("rule", ["", "RRULE:FREQ=DAILY;COUNT=3"])
def test_a_zone_of_the_files_own_is_used(night: tuple[str, str], rule: str) -> None:
    head = OWN_ZONE.format(name="Jourtid")
    lines = [
        f"DTSTART;TZID=Jourtid:{night[0]}",
        f"DTEND;TZID=Jourtid:{night[1]}",
        "SUMMARY:Bakjour: AA",
        rule,
    ]
    assert rows(calendar(lines, head=head)) == of(timed(*night, rule))


def test_a_zone_of_one_file_is_not_remembered_for_the_next() -> None:
    lines = [
        "DTSTART;TZID=Jourtid:20260324T160000",
        "DTEND;TZID=Jourtid:20260325T073000",
        "SUMMARY:Bakjour: AA",
    ]
    assert rows(calendar(lines, head=OWN_ZONE.format(name="Jourtid"))) == [THE_NIGHT]
    assert wrong(lines) == ["Tidszonen ”Jourtid” är okänd. Skriv till exempel Europe/Stockholm."]


def test_a_broken_zone_of_the_files_own_is_unknown() -> None:
    head = "BEGIN:VTIMEZONE\nTZID:Jourtid\nBEGIN:STANDARD\nDTSTART:?\nEND:STANDARD\nEND:VTIMEZONE"
    event = [
        "DTSTART;TZID=Jourtid:20260324T160000",
        "DTEND;TZID=Jourtid:20260325T073000",
        "SUMMARY:Bakjour: AA",
    ]
    assert "Jourtid" in problems(calendar(event, head=head))[0]


# --- All day ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["DTSTART;VALUE=DATE:20260324", "DTEND;VALUE=DATE:20260325"], [24]),
        (["DTSTART;VALUE=DATE:20260324", "DTEND;VALUE=DATE:20260327"], [24, 25, 26]),
        (["DTSTART;VALUE=DATE:20260324"], [24]),
        (["DTSTART;VALUE=DATE:20260324", "DTEND;VALUE=DATE:20260324"], [24]),
        (["DTSTART:20260324"], [24]),
        (["DTSTART;VALUE=DATE:20260324", "DURATION:P2D"], [24, 25]),
        (
            [
                "DTSTART;VALUE=DATE:20260324",
                "DTEND;VALUE=DATE:20260326",
                "RRULE:FREQ=WEEKLY;UNTIL=20260331",
            ],
            [24, 25, 31],
        ),
        (["DTSTART;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20260401"], [*range(20, 32)]),
        (
            ["DTSTART;VALUE=DATE:20260302", "DTEND;VALUE=DATE:20260322", "RRULE:FREQ=YEARLY"],
            [20, 21],
        ),
    ],
)
def test_an_all_day_event_is_the_usual_shift_of_each_of_its_days(
    lines: list[str], days: list[int]
) -> None:
    found = of([*lines, "SUMMARY:Bakjour: AA"], first=date(2026, 3, 20), last=date(2026, 3, 31))
    assert [start for start, *_ in found] == [f"2026-03-{day} 16:00" for day in days]
    assert all(end.endswith("07:30") for _, end, *_ in found)


def test_an_all_day_event_with_a_moved_day() -> None:
    series = [
        "UID:1",
        "DTSTART;VALUE=DATE:20260323",
        "RRULE:FREQ=DAILY;COUNT=3",
        "SUMMARY:Konsult AA",
    ]
    other = [
        "UID:1",
        "RECURRENCE-ID;VALUE=DATE:20260324",
        "DTSTART;VALUE=DATE:20260324",
        "SUMMARY:Konsult BB",
    ]
    night = [
        "UID:1",
        "RECURRENCE-ID;VALUE=DATE:20260325",
        "DTSTART:20260325T120000",
        "DTEND:20260325T130000",
        "SUMMARY:Konsult CC",
    ]
    assert of(series, other, night) == [
        ("2026-03-23 08:00", "2026-03-23 17:00", "konsultläkare", "anna-a"),
        ("2026-03-24 08:00", "2026-03-24 17:00", "konsultläkare", "bo-b"),
        ("2026-03-25 12:00", "2026-03-25 13:00", "konsultläkare", "cecilia-c"),
    ]


# --- Words ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("summary", "role", "person"),
    [
        ("Bakjour: AA", "bakjour", "anna-a"),
        ("AA bakjour", "bakjour", "anna-a"),
        ("BAKJOUR AA", "bakjour", "anna-a"),
        ("Bakjour kardiologi – Anna Asp", "bakjour", "anna-a"),
        ("Bakjour Kardiologi Granvik - Anna Asp", "bakjour", "anna-a"),
        ("Kardiologi bakjour: Anna Asp", "bakjour", "anna-a"),
        ("Anna Asp (bakjour)", "bakjour", "anna-a"),
        ("Asp, Anna (bakjour)", "bakjour", "anna-a"),
        ("Bakjour 16-07: AA", "bakjour", "anna-a"),
        ("Bakjour 16:00–07:30 AA", "bakjour", "anna-a"),
        ("Kardiologbakjour AA", "bakjour", "anna-a"),
        ("BJ: AA", "bakjour", "anna-a"),
        ("MJ AA", "mellanjour", "anna-a"),
        ("PJ AA", "primärjour", "anna-a"),
        ("Primärjour: ÖL Anna Asp", "primärjour", "anna-a"),
        ("Mellanjour | Bo Björn", "mellanjour", "bo-b"),
        ("Konsult: BB", "konsultläkare", "bo-b"),
        ("Konsultläkare BB", "konsultläkare", "bo-b"),
        ("Koordinator CC", "koordinator", "cecilia-c"),
        ("Bakjour: PJ", "bakjour", "per-j"),  # Per Jonsson, for the role is written in full
        ("Bakjour: anna.asp@region.example", "bakjour", "anna-a"),
        ("Bakjour: -", "bakjour", "-"),
        ("Bakjour -", "bakjour", "-"),
        ("Bakjour vakant", "bakjour", "-"),
        ("Bakjour: VAKANT", "bakjour", "-"),
        ("Obemannad bakjour", "bakjour", "-"),
        ("Bakjour (vakant)", "bakjour", "-"),
    ],
)
def test_role_and_person_of_a_summary(summary: str, role: str, person: str) -> None:
    assert of(timed("20260324T160000", "20260325T073000", summary=summary)) == [
        (*THE_NIGHT[:2], role, person)
    ]


@pytest.mark.parametrize(
    "summary",
    [
        "Bakjour: AA/BB",
        "Bakjour: AA + BB",
        "Bakjour AA och BB",
        "Bakjour: AA/XY",
        "Bakjour – AA – BB",
        "Bakjour – Anna Asp – Xenia Yxa",
        "Bakjour: AA vakant – vakant – AA",
    ],
)
def test_two_people_in_one_event_are_to_be_split(summary: str) -> None:
    reading = read(calendar(timed("20260324T160000", "20260325T073000", summary=summary)))
    assert [(row.person, row.unknown_person) for row in reading.rows] == [(None, False)]
    assert (
        reading.rows[0].problem
        == "Det står flera personer i ett pass. Dela upp det i ett pass för var och en."
    )


@pytest.mark.parametrize(
    "summary",
    [
        "Bakjour ortopedi: AA",
        "Ortopedbakjour AA",
        "Bakjour kirurg – AA",
        "Medicinbakjour: AA",
        "Bakjour ortopedi",
    ],
)
def test_somebody_elses_line_is_never_this_services(summary: str) -> None:
    (problem,) = wrong(timed("20260324T160000", "20260325T073000", summary=summary))
    assert "inte ”Kardiologi Granvik”. Ta bort det härifrån." in problem


def test_two_roles_in_one_event_are_to_be_split() -> None:
    assert (
        "flera roller"
        in wrong(timed("20260324T160000", "20260325T073000", summary="Primärjour/bakjour: AA"))[0]
    )


def test_an_unknown_person_is_a_row_that_a_human_must_see() -> None:
    row = read(
        calendar(timed("20260324T160000", "20260325T073000", summary="Bakjour kardiologi: XY"))
    ).rows[0]
    assert (row.written, row.person, row.unknown_person) == ("XY", None, True)
    assert (
        row.problem
        == "Ingen i katalogen heter ”XY”. Välj vem det är, eller godta namnet som det står."
    )
    said = read(
        calendar(timed("20260324T160000", "20260325T073000", summary="Bakjour kardiologi: XY")),
        remembered={"xy": Outsider("xenia")},
    )
    assert [told(row) for row in said.rows] == [(*THE_NIGHT[:2], "bakjour", "~xenia")]


@pytest.mark.parametrize(
    ("more", "person"),
    [
        (["ATTENDEE:mailto:bo.bjorn@region.example"], "bo-b"),
        (["ATTENDEE;CN=Bo Björn:mailto:bo@hemma.example"], "bo-b"),
        (["ORGANIZER:MAILTO:bo.bjorn@region.example"], "bo-b"),
        (
            ["ORGANIZER:mailto:anna.asp@region.example", "ATTENDEE:mailto:bo.bjorn@region.example"],
            "bo-b",
        ),
        (
            [
                "ATTENDEE;CUTYPE=ROOM:mailto:rum@region.example",
                "ATTENDEE:mailto:bo.bjorn@region.example",
            ],
            "bo-b",
        ),
        (
            [
                "ATTENDEE;PARTSTAT=DECLINED:mailto:anna.asp@region.example",
                "ATTENDEE:mailto:bo.bjorn@region.example",
            ],
            "bo-b",
        ),
        (
            ["ATTENDEE:mailto:anna.asp@region.example", "ATTENDEE:mailto:bo.bjorn@region.example"],
            "?",
        ),
        ([], "?"),
    ],
)
def test_those_invited_count_where_the_summary_names_nobody(more: list[str], person: str) -> None:
    assert [
        who
        for *_, who in of(
            timed("20260324T160000", "20260325T073000", *more, summary="Bakjour kardiologi")
        )
    ] == [person]


def test_those_invited_never_stand_in_for_a_name_that_is_not_known() -> None:
    event = timed(
        "20260324T160000",
        "20260325T073000",
        "ATTENDEE:mailto:bo.bjorn@region.example",
        summary="Bakjour: XY",
    )
    assert [who for *_, who in of(event)] == ["?"]
    event = timed(
        "20260324T160000",
        "20260325T073000",
        "ATTENDEE:mailto:bo.bjorn@region.example",
        summary="Bakjour: -",
    )
    assert [who for *_, who in of(event)] == ["-"]


@pytest.mark.parametrize(
    ("more", "usual", "role"),
    [
        (["CATEGORIES:Jour,Bakjour"], None, "bakjour"),
        (["DESCRIPTION:Är primärjour på HIA"], None, "primärjour"),
        (["CATEGORIES:Mellanjour", "DESCRIPTION:Ring bakjouren först"], None, "mellanjour"),
        ([], SENIOR, "bakjour"),
        (["CATEGORIES:Koordinator"], SENIOR, "koordinator"),
        (["DESCRIPTION:Ring primärjouren och bakjouren"], COORDINATOR, "koordinator"),
    ],
)
def test_the_role_where_the_summary_says_none(
    more: list[str], usual: Role | None, role: str
) -> None:
    event = timed("20260324T160000", "20260325T073000", *more, summary="AA")
    assert of(event, role=usual) == [(*THE_NIGHT[:2], role, "anna-a")]


def test_a_lone_pj_is_per_where_the_calendar_has_a_role() -> None:
    assert of(timed("20260324T160000", "20260325T073000", summary="PJ"), role=SENIOR) == [
        (*THE_NIGHT[:2], "bakjour", "per-j")
    ]


@pytest.mark.parametrize(
    "summary", ["Semester: AA", "Möte – AA", "AA (utbildning)", "AA ledig", "Semester AA"]
)
def test_an_event_that_is_no_shift_never_becomes_one(summary: str) -> None:
    found = of(timed("20260324T160000", "20260325T073000", summary=summary), role=SENIOR)
    assert [who for *_, who in found] == ["?"]


def test_the_words_of_the_service_are_no_other_words() -> None:
    for summary in (
        "Kardiologi: AA",
        "AA (Hjärtjouren)",
        "Anna Asp (AA)",
        "Anna Asp (ÖL)",
        "Kardiologi Granvik – AA",
        "AA 16-07",
    ):
        event = timed("20260324T160000", "20260325T073000", summary=summary)
        assert of(event, role=SENIOR) == [THE_NIGHT]


def test_without_a_role_there_is_no_shift() -> None:
    assert (
        "Det står ingen roll" in wrong(timed("20260324T160000", "20260325T073000", summary="AA"))[0]
    )


def test_the_same_shift_twice_is_one() -> None:
    assert of([*NIGHT, "UID:1"], [*NIGHT, "UID:2"]) == [THE_NIGHT]
