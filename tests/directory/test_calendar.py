"""The working time of Sweden, against a hand-written table and a minute-by-minute definition."""

import csv
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.calendar import (
    ORDINARY_HOURS,
    SHORT_WEEKDAYS,
    Calendar,
    DayKind,
    Exceptional,
    HoursError,
    TimeClass,
    WorkingHours,
    local,
    time_class,
    to_utc,
)
from directory.calendar_table import calendar_csv, calendar_table

SWEDEN = Calendar()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)
RED, EVE, BRIDGE = DayKind.RED_DAY, DayKind.EVE, DayKind.BRIDGE

# Written by hand from almanacs of the two years; every day that has a name is here.
NAMED_DAYS = {
    date(2026, 1, 1): (RED, "Nyårsdagen", False),
    date(2026, 1, 2): (BRIDGE, "Klämdag", True),
    date(2026, 1, 5): (EVE, "Trettondagsafton", True),
    date(2026, 1, 6): (RED, "Trettondedag jul", False),
    date(2026, 4, 2): (EVE, "Skärtorsdagen", True),
    date(2026, 4, 3): (RED, "Långfredagen", False),
    date(2026, 4, 4): (EVE, "Påskafton", False),
    date(2026, 4, 5): (RED, "Påskdagen", False),
    date(2026, 4, 6): (RED, "Annandag påsk", False),
    date(2026, 4, 30): (EVE, "Valborgsmässoafton", True),
    date(2026, 5, 1): (RED, "Första maj", False),
    date(2026, 5, 14): (RED, "Kristi himmelsfärdsdag", False),
    date(2026, 5, 15): (BRIDGE, "Klämdag", True),
    date(2026, 5, 23): (EVE, "Pingstafton", False),
    date(2026, 5, 24): (RED, "Pingstdagen", False),
    date(2026, 6, 6): (RED, "Nationaldagen", False),
    date(2026, 6, 19): (EVE, "Midsommarafton", False),
    date(2026, 6, 20): (RED, "Midsommardagen", False),
    date(2026, 10, 30): (EVE, "Allahelgonsafton", True),
    date(2026, 10, 31): (RED, "Alla helgons dag", False),
    date(2026, 12, 24): (EVE, "Julafton", False),
    date(2026, 12, 25): (RED, "Juldagen", False),
    date(2026, 12, 26): (RED, "Annandag jul", False),
    date(2026, 12, 31): (EVE, "Nyårsafton", False),
    date(2027, 1, 1): (RED, "Nyårsdagen", False),
    date(2027, 1, 5): (EVE, "Trettondagsafton", True),
    date(2027, 1, 6): (RED, "Trettondedag jul", False),
    date(2027, 3, 25): (EVE, "Skärtorsdagen", True),
    date(2027, 3, 26): (RED, "Långfredagen", False),
    date(2027, 3, 27): (EVE, "Påskafton", False),
    date(2027, 3, 28): (RED, "Påskdagen", False),
    date(2027, 3, 29): (RED, "Annandag påsk", False),
    date(2027, 4, 30): (EVE, "Valborgsmässoafton", True),
    date(2027, 5, 1): (RED, "Första maj", False),
    date(2027, 5, 6): (RED, "Kristi himmelsfärdsdag", False),
    date(2027, 5, 7): (BRIDGE, "Klämdag", True),
    date(2027, 5, 15): (EVE, "Pingstafton", False),
    date(2027, 5, 16): (RED, "Pingstdagen", False),
    date(2027, 6, 6): (RED, "Nationaldagen", False),
    date(2027, 6, 25): (EVE, "Midsommarafton", False),
    date(2027, 6, 26): (RED, "Midsommardagen", False),
    date(2027, 11, 5): (EVE, "Allahelgonsafton", True),
    date(2027, 11, 6): (RED, "Alla helgons dag", False),
    date(2027, 12, 24): (EVE, "Julafton", False),
    date(2027, 12, 25): (RED, "Juldagen", False),
    date(2027, 12, 26): (RED, "Annandag jul", False),
    date(2027, 12, 31): (EVE, "Nyårsafton", False),
}
NAMELESS_DAYS = [
    *[(DayKind.WORKDAY, "", True)] * 5,
    (DayKind.SATURDAY, "", False),
    (DayKind.SUNDAY, "", False),
]


def at(day: date, clock: str) -> datetime:
    return to_utc(day, time.fromisoformat(clock))


# --- Days -----------------------------------------------------------------------------------


def test_two_whole_years_are_as_in_the_almanac() -> None:
    for day in SWEDEN.days(date(2026, 1, 1), date(2027, 12, 31)):
        expected = NAMED_DAYS.get(day.date, NAMELESS_DAYS[day.date.weekday()])
        assert (day.kind, day.name, day.office) == expected, day.date


def test_days_has_both_its_ends_and_none_when_turned_round() -> None:
    week = list(SWEDEN.days(date(2026, 12, 28), date(2027, 1, 3)))
    assert [day.date.day for day in week] == [28, 29, 30, 31, 1, 2, 3]
    assert not list(SWEDEN.days(date(2027, 1, 3), date(2026, 12, 28)))


@pytest.mark.parametrize(
    ("day", "kind", "name"),
    [
        (date(2028, 12, 24), EVE, "Julafton"),  # a Sunday
        (date(2024, 12, 23), BRIDGE, "Klämdag"),  # between Sunday and Julafton
        (date(2024, 12, 27), BRIDGE, "Klämdag"),
        (date(2008, 5, 1), RED, "Första maj och Kristi himmelsfärdsdag"),
        (date(2049, 6, 6), RED, "Nationaldagen och Pingstdagen"),
    ],
)
def test_days_that_meet_other_days(day: date, kind: DayKind, name: str) -> None:
    assert (SWEDEN.day(day).kind, SWEDEN.day(day).name) == (kind, name)


def test_the_ends_of_the_calendar_are_days_too() -> None:
    assert SWEDEN.day(date.min).date == date.min
    assert SWEDEN.day(date.max).date == date.max


def test_a_region_closes_on_skartorsdagen_and_works_a_bridge_saturday() -> None:
    region = Calendar(
        [
            Exceptional(date(2026, 4, 2), DayKind.EVE, "Skärtorsdagen", office=False),
            Exceptional(date(2026, 5, 16), DayKind.WORKDAY, "Inarbetad lördag", office=True),
        ]
    )
    assert not region.day(date(2026, 4, 2)).office
    assert region.day(date(2026, 5, 16)).name == "Inarbetad lördag"
    assert region.day(date(2026, 4, 3)) == SWEDEN.day(date(2026, 4, 3))
    assert not ORDINARY_HOURS.is_open(at(date(2026, 4, 2), "10:00"), region)


def test_calendars_with_the_same_exceptions_are_the_same() -> None:
    closed = Exceptional(date(2026, 4, 2), DayKind.EVE, "Skärtorsdagen", office=False)
    assert {Calendar([closed]), Calendar([closed]), Calendar()} == {Calendar([closed]), SWEDEN}
    with pytest.raises(ValueError, match="2026-04-02"):
        Calendar([closed, closed])


# --- Wall time ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "clock", "as_start", "as_end"),
    [
        (date(2026, 7, 1), "12:00", "10:00", "10:00"),
        (date(2026, 1, 1), "12:00", "11:00", "11:00"),
        (SPRING, "01:59", "00:59", "00:59"),
        (SPRING, "02:00", "01:00", "01:00"),
        (SPRING, "02:30", "01:00", "01:00"),
        (SPRING, "03:00", "01:00", "01:00"),
        (AUTUMN, "01:59", "23:59", "23:59"),
        (AUTUMN, "02:00", "00:00", "01:00"),
        (AUTUMN, "02:30", "00:30", "01:30"),
        (AUTUMN, "03:00", "02:00", "02:00"),
    ],
)
def test_wall_time_where_the_clock_is_changed(
    day: date, clock: str, as_start: str, as_end: str
) -> None:
    wall = time.fromisoformat(clock)
    assert f"{to_utc(day, wall):%H:%M}" == as_start
    assert f"{to_utc(day, wall, end=True):%H:%M}" == as_end


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)) | st.sampled_from([SPRING, AUTUMN]), st.times())
@settings(max_examples=200)
def test_every_instant_comes_back_from_its_wall_time(day: date, clock: time) -> None:
    moment = datetime.combine(day, clock, UTC)
    wall = local(moment)
    assert moment in {to_utc(wall.date(), wall.time(), end=end) for end in (False, True)}


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.times())
@settings(max_examples=200)
def test_later_on_the_wall_is_never_earlier_in_truth(day: date, one: time, other: time) -> None:
    earlier, later = sorted((one, other))
    assert to_utc(day, earlier) <= to_utc(day, later)
    assert to_utc(day, earlier, end=True) <= to_utc(day, later, end=True)


def test_a_naive_moment_is_refused() -> None:
    naive = datetime.combine(date(2026, 1, 1), time(12))
    with pytest.raises(ValueError, match="aware"):
        local(naive)
    with pytest.raises(ValueError, match="aware"):
        ORDINARY_HOURS.is_open(naive, SWEDEN)


# --- Working hours as text --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("mån–fre 08–16:30", "mån–fre 08–16:30"),
        ("mån-tor 8-17, fre 8-15", "mån–tor 08–17, fre 08–15"),
        ("tis 13–15; tor 9:00–11:30", "tis 13–15, tor 09–11:30"),
        ("vard 8–16", "mån–fre 08–16"),
        ("Vardagar kl. 8.00 till 16.30", "mån–fre 08–16:30"),
        ("alla dagar 0–24", "alla dagar 00–24"),
        ("dygnet runt", "dygnet runt"),
        ("alla dagar 0-24 även röda dagar", "dygnet runt"),
        ("lör-sön dygnet runt", "lör–sön 00–24"),
        ("fre-mån 20–24", "mån, fre–sön 20–24"),
        ("man, ons och fredagar 0800-1200 och 13-16", "mån, ons, fre 08–12 och 13–16"),
        ("mån 13-16, mån 8-12", "mån 08–12 och 13–16"),
        ("helger 10–14, inkl. röda dagar", "lör–sön 10–14, även röda dagar"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_hours_are_read_and_written(written: str, canonical: str) -> None:
    assert WorkingHours.parse(written).text() == canonical


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("mån 17–8", "slutar inte efter sin början; en natt skrivs i två delar"),
        ("mån 8–8", "slutar inte efter sin början"),
        ("mån 8–25", "”25” är inget klockslag"),
        ("mån 8–24:01", "”24:01” är inget klockslag"),
        ("mån 8:60–9", "”8:60” är inget klockslag"),
        ("mån 8–12, mån 11–13", "08–12 och 11–13 på måndag går in i varandra"),
        ("mån 8–24, mån 23–24", "går in i varandra"),
        ("8–17", "Det står inte vilka dagar ”8–17” gäller"),
        ("mån–fre", "dagar utan klockslag"),
        ("mån 8–12, tis", "dagar utan klockslag"),
        ("kontorstid", "”kontorstid” går inte att läsa"),
        ("mån 8–123456", "går inte att läsa"),
        ("måndagsmöte 8–9", "”måndagsmöte” går inte att läsa"),
    ],
)
def test_a_refusal_says_why_and_shows_how(written: str, why: str) -> None:
    with pytest.raises(HoursError) as refusal:
        WorkingHours.parse(written)
    assert why in str(refusal.value)
    assert "”mån–fre 08–16:30”" in str(refusal.value)


@pytest.mark.parametrize(
    "span",
    [
        (7, time(8), time(9)),
        (0, time(9), time(8)),
        (0, time(8, 0, 1), time(9)),
        (0, time(8, tzinfo=UTC), time(9)),
    ],
)
def test_hours_protect_themselves(span: tuple[int, time, time]) -> None:
    with pytest.raises(HoursError):
        WorkingHours((span,))


@st.composite
def working_hours(draw: st.DrawFn) -> WorkingHours:
    """Up to three spans on each weekday, often in the small hours where clocks are changed."""
    spans = []
    minutes = st.integers(0, 24 * 60) | st.integers(0, 16).map(lambda quarter: quarter * 15)
    for weekday in range(7):
        marks = sorted(draw(st.sets(minutes, max_size=6)))
        for start, end in zip(marks[::2], marks[1::2], strict=False):
            spans.append((weekday, clock(start), clock(end)))
    return WorkingHours(tuple(spans), even_on_days_off=draw(st.booleans()))


def clock(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


@given(working_hours())
@settings(max_examples=200)
def test_hours_come_back_from_their_text(hours: WorkingHours) -> None:
    assert WorkingHours.parse(hours.text()) == hours


@given(st.text() | st.text("månfrelösti 0123456789:–-,;och", max_size=40))
@settings(max_examples=200)
def test_any_text_is_read_or_refused_in_swedish(text: str) -> None:
    try:
        WorkingHours.parse(text)
    except HoursError as refusal:
        assert "Skriv till exempel" in str(refusal)


# --- Open and closed --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(date(2026, 11, 24), "07:59"), TimeClass.ON_CALL),
        (at(date(2026, 11, 24), "08:00"), TimeClass.OFFICE),
        (at(date(2026, 11, 24), "16:59"), TimeClass.OFFICE),
        (at(date(2026, 11, 24), "17:00"), TimeClass.ON_CALL),
        (at(date(2026, 11, 28), "10:00"), TimeClass.ON_CALL),  # Saturday
        (at(date(2026, 12, 24), "10:00"), TimeClass.ON_CALL),  # Julafton
        (at(date(2026, 4, 2), "10:00"), TimeClass.OFFICE),  # Skärtorsdagen
        (at(date(2026, 5, 15), "10:00"), TimeClass.OFFICE),  # Klämdag
    ],
)
def test_time_classes_of_ordinary_hours(moment: datetime, expected: TimeClass) -> None:
    assert time_class(moment, ORDINARY_HOURS, SWEDEN) is expected


def test_ordinary_hours_through_two_years_follow_the_almanac() -> None:
    for day in SWEDEN.days(date(2026, 1, 1), date(2027, 12, 31)):
        _, _, office = NAMED_DAYS.get(day.date, NAMELESS_DAYS[day.date.weekday()])
        assert ORDINARY_HOURS.is_open(at(day.date, "12:00"), SWEDEN) is office, day.date
        assert not ORDINARY_HOURS.is_open(at(day.date, "20:00"), SWEDEN), day.date


def test_saturday_hours_are_kept_on_saturdays_but_not_on_red_ones() -> None:
    hours = WorkingHours.parse("lör 10–14")
    assert hours.is_open(at(date(2026, 6, 13), "11:00"), SWEDEN)
    assert not hours.is_open(at(date(2026, 6, 20), "11:00"), SWEDEN)  # Midsommardagen
    always = WorkingHours.parse("lör 10–14, även röda dagar")
    assert always.is_open(at(date(2026, 6, 20), "11:00"), SWEDEN)


def test_the_weekend_before_christmas_opens_after_it() -> None:
    friday_evening = at(date(2026, 12, 23), "17:00")
    opening = at(date(2026, 12, 28), "08:00")  # Julafton, two red days and a Sunday between
    assert ORDINARY_HOURS.next_change(friday_evening, SWEDEN) == opening
    assert ORDINARY_HOURS.next_opening(friday_evening, SWEDEN) == opening
    assert ORDINARY_HOURS.next_opening(opening, SWEDEN) == at(date(2026, 12, 29), "08:00")


def test_openings_that_touch_are_one() -> None:
    hours = WorkingHours.parse("fre 16–24, lör 0–8 och 8–12")
    inside = at(date(2026, 11, 27), "18:00")
    assert hours.next_change(inside, SWEDEN) == at(date(2026, 11, 28), "12:00")


def test_what_never_changes_has_no_next_change() -> None:
    now = at(date(2026, 11, 24), "12:00")
    for text in ("", "dygnet runt"):
        assert WorkingHours.parse(text).next_change(now, SWEDEN) is None
        assert WorkingHours.parse(text).next_opening(now, SWEDEN) is None


def test_a_change_beyond_five_weeks_is_not_looked_for() -> None:
    closed = [
        Exceptional(date(2026, 7, 1) + n * DAY, DayKind.RED_DAY, "Sommarstängt", office=False)
        for n in range(40)
    ]
    assert ORDINARY_HOURS.next_change(at(date(2026, 7, 1), "10:00"), Calendar(closed)) is None
    assert ORDINARY_HOURS.next_change(at(date(2026, 7, 8), "10:00"), Calendar(closed)) == at(
        date(2026, 8, 10), "08:00"
    )


def open_minutes(hours: WorkingHours, day: date) -> set[datetime]:
    """The definition, minute by minute: a span lasts from the first minute of the day that shows
    its start or later, to the last minute that shows a time before its end."""
    first = datetime.combine(day, time(0), local(at(day, "12:00")).tzinfo).astimezone(UTC)
    minutes = [first + n * MINUTE for n in range(25 * 60)]
    shown = [(m, local(m).hour * 60 + local(m).minute) for m in minutes if local(m).date() == day]
    kind, _, office = NAMED_DAYS.get(day, NAMELESS_DAYS[day.weekday()])
    if not (office or kind in (DayKind.SATURDAY, DayKind.SUNDAY) or hours.even_on_days_off):
        return set()
    found: set[datetime] = set()
    for weekday, start, end in hours.spans:
        starts, ends = start.hour * 60 + start.minute, end.hour * 60 + end.minute or 24 * 60
        since = [m for m, wall in shown if wall >= starts]
        until = [m for m, wall in shown if wall < ends]
        if weekday == day.weekday() and since and until:
            found |= {m for m in minutes if since[0] <= m <= until[-1]}
    return found


YEAR_DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 30)) | st.sampled_from(
    [SPRING, AUTUMN, SPRING - DAY, AUTUMN - DAY, date(2027, 3, 28), date(2027, 10, 31)]
)


@given(working_hours(), YEAR_DAYS)
@settings(max_examples=60, deadline=None)
def test_is_open_agrees_with_the_definition_at_every_minute(hours: WorkingHours, day: date) -> None:
    expected = open_minutes(hours, day)
    minutes = [to_utc(day, time(0)) + n * MINUTE for n in range(25 * 60)]
    for minute in minutes:
        if local(minute).date() == day:
            assert hours.is_open(minute, SWEDEN) is (minute in expected), local(minute)


@given(working_hours(), YEAR_DAYS, st.times())
@settings(max_examples=60, deadline=None)
def test_next_change_is_a_change_and_nothing_turns_before_it(
    hours: WorkingHours, day: date, wall: time
) -> None:
    moment = to_utc(day, wall)
    change = hours.next_change(moment, SWEDEN)
    was_open = hours.is_open(moment, SWEDEN)
    if change is not None:
        assert moment < change <= moment + 35 * DAY
        assert hours.is_open(change, SWEDEN) is not was_open
    minute = moment
    last = min(change or moment + 2 * DAY, moment + 2 * DAY)
    while minute < last:
        assert hours.is_open(minute, SWEDEN) is was_open
        minute += MINUTE


@given(working_hours(), YEAR_DAYS, st.times())
@settings(max_examples=100, deadline=None)
def test_next_opening_is_the_first_change_that_opens(
    hours: WorkingHours, day: date, wall: time
) -> None:
    moment = to_utc(day, wall)
    change = hours.next_change(moment, SWEDEN)
    while change and not hours.is_open(change, SWEDEN):
        change = hours.next_change(change, SWEDEN)
    opening = hours.next_opening(moment, SWEDEN)
    assert opening == (change if change and change - moment <= 35 * DAY else None)


# --- The calendar on paper ----------------------------------------------------------------------


def test_the_calendar_as_a_file() -> None:
    text = calendar_csv(SWEDEN.days(date(2026, 6, 18), date(2026, 6, 20)))
    assert text == (
        "date,weekday,kind,name,office\n"
        "2026-06-18,torsdag,vardag,,yes\n"
        "2026-06-19,fredag,afton,Midsommarafton,no\n"
        "2026-06-20,lördag,röd dag,Midsommardagen,no\n"
    )


def test_a_name_with_a_comma_is_still_one_column() -> None:
    region = Calendar(
        [Exceptional(date(2026, 6, 18), DayKind.EVE, "Stängt, ”planering”", office=False)]
    )
    rows = list(
        csv.DictReader(StringIO(calendar_csv(region.days(date(2026, 6, 18), date(2026, 6, 18)))))
    )
    assert rows[0]["name"] == "Stängt, ”planering”"


def test_the_calendar_as_a_table() -> None:
    assert calendar_table(SWEDEN.days(date(2026, 6, 18), date(2026, 6, 20))).splitlines() == [
        "Datum       Veckodag  Slag     Namn            Dagtid",
        "2026-06-18  torsdag   vardag                   ja",
        "2026-06-19  fredag    afton    Midsommarafton  nej",
        "2026-06-20  lördag    röd dag  Midsommardagen  nej",
    ]
    assert calendar_table([]) == "Datum  Veckodag  Slag  Namn  Dagtid\n"
    assert SHORT_WEEKDAYS == ("mån", "tis", "ons", "tor", "fre", "lör", "sön")
