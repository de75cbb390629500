"""The report of a period: counted right, whatever was changed later; nobody is pointed out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.roles import Role
from directory.catalogue.units import Ownership
from directory.counting.small import Hidden
from directory.hours.bookings import Booking, BookingState
from directory.hours.line import Place, PlaceState, called, left
from directory.hours.offered import ConsultationHour, SlotPlan
from directory.hours.report.centres import Counted
from directory.hours.report.counts import HourCounts
from directory.hours.report.fill import Reporting
from directory.hours.report.history import History, Version
from directory.hours.report.naming import may_be_named
from directory.hours.report.period import latest_weeks, quarter
from directory.hours.report.recorded import Recorded
from directory.hours.report.shown import FillReport
from directory.hours.report.tally import Tally
from directory.walltime.days import Calendar
from tests.builders import at, person, service, unit
from tests.directory.hours.making import a_booking, a_closure, a_pilot, a_place, an_hour

AUTUMN = quarter(2026, 4)
AFTER = at("2027-01-02 00:00")
PUBLIC = [unit(f"o{number}") for number in range(4)]
PRIVATE = [unit(f"p{number}", ownership=Ownership.PRIVATE) for number in range(2)]
SERVICES = [
    service("geriatrik-norra", specialty="geriatrik"),
    service("ortopedi", specialty="ortopedi"),
    service("kardiologi"),
    service("kardiologi-2"),
]
TUESDAYS = an_hour("tis 13–15", last=date(2026, 10, 31))  # 4 in October, four slots each
ORT = replace(an_hour("mån 9–16", slots=None, id_="ort-1"), service="ortopedi", first=date(2026, 12, 1))  # fmt: skip
WEEK_41 = date(2026, 10, 5)


def _history(*values: ConsultationHour) -> History[ConsultationHour]:
    return History({value.id: [Version(value.made, value)] for value in values})


def _reporting(now: datetime = AFTER, *named: str) -> Reporting:
    return Reporting(
        calendar=Calendar(),
        now=now,
        units={one.id: one for one in (*PUBLIC, *PRIVATE)},
        services={one.id: one for one in SERVICES},
        named=frozenset(named),
    )


def _counts(recorded: Recorded, now: datetime = AFTER) -> HourCounts:
    return _reporting(now).counts(recorded, AUTUMN)


def _report(recorded: Recorded, now: datetime = AFTER, *named: str) -> FillReport:
    return _reporting(now, *named).report(recorded, AUTUMN)


def _bookings(number: int, centre: str, state: BookingState = BookingState.BOOKED) -> list[Booking]:
    """So many, on Tuesday mornings of nobody's grid."""
    start = at("2026-10-06 08:00")
    return [
        replace(
            a_booking(start + timedelta(minutes=5 * each), 5, id_=f"{centre}-{state}-{each}"),
            unit=centre,
            state=state,
        )
        for each in range(number)
    ]


def test_a_series_is_counted_by_week() -> None:
    booked = (
        a_booking(at("2026-10-06 13:00")),
        a_booking(at("2026-10-06 14:30"), id_="b2"),
        replace(a_booking(at("2026-10-13 13:00"), id_="b3"), state=BookingState.CANCELLED),
        replace(a_booking(at("2026-10-13 13:30"), id_="b4"), state=BookingState.CALLED_OFF),
    )
    (row,) = _counts(Recorded(_history(TUESDAYS), bookings=booked)).series
    two_hours = timedelta(hours=2)
    assert row.weeks == {
        WEEK_41: Tally(held=two_hours, booked=2, released=2),
        date(2026, 10, 12): Tally(held=two_hours, released=4, cancelled=1, called_off=1),
        date(2026, 10, 19): Tally(held=two_hours, released=4),
        date(2026, 10, 26): Tally(held=two_hours, released=4),
    }
    assert (row.total.offered, row.total.fill) == (16, 2 / 16)
    assert (row.times, row.specialist) == ("tis 13–15", "")


def test_every_week_of_the_period_has_its_sum_also_an_empty_one() -> None:
    weeks = _report(Recorded(_history(TUESDAYS))).weeks
    assert list(weeks) == AUTUMN.weeks
    assert weeks[WEEK_41].offered == 4
    assert weeks[date(2026, 11, 2)].offered == 0
    assert weeks[date(2026, 11, 2)].fill is None


def test_what_was_closed_was_not_offered_and_not_held() -> None:
    closure = replace(a_closure(), start=at("2026-10-06 14:00"), end=at("2026-10-06 23:00"))
    (row,) = _counts(Recorded(_history(TUESDAYS), closures=(closure,))).series
    assert row.weeks[WEEK_41] == Tally(held=timedelta(hours=1), released=2)


def test_what_is_to_come_is_free_and_not_held_yet() -> None:
    now = at("2026-10-06 13:40")
    (row,) = _counts(Recorded(_history(TUESDAYS)), now).series
    today = row.weeks[WEEK_41]
    assert (today.held, today.released, today.free) == (timedelta(minutes=40), 3, 1)
    assert row.weeks[date(2026, 10, 26)] == Tally(free=4)


def test_a_series_that_is_to_be_held_stands_in_the_report_with_nothing_yet() -> None:
    counts = _counts(Recorded(_history(ORT)), at("2026-12-02 08:00"))
    assert set(counts.series[0].weeks.values()) == {Tally()}
    assert min(counts.series[0].weeks) == date(2026, 12, 7)
    assert "ortopedi" not in counts.without


def test_a_change_of_the_hour_changes_nothing_of_what_has_been() -> None:
    """Half hours became quarters on 15 October, and the series was removed on the 25th."""
    quarters = replace(TUESDAYS, slots=SlotPlan(timedelta(minutes=15)))
    versions: list[Version[ConsultationHour]] = [
        Version(TUESDAYS.made, TUESDAYS),
        Version(at("2026-10-15 12:00"), quarters),
        Version(at("2026-10-25 12:00"), None),
    ]
    (row,) = _counts(Recorded(History({"ger-1": versions}))).series
    assert [tally.released for tally in row.weeks.values()] == [4, 4, 8]


def test_a_pilot_that_is_shortened_later_was_held_until_then() -> None:
    hour, pilot = replace(TUESDAYS, pilot="bup-video"), a_pilot(last=date(2026, 10, 31))
    of_pilot = [
        Version(pilot.made, pilot),
        Version(at("2026-10-15 12:00"), replace(pilot, last=date(2026, 10, 20))),
    ]
    (row,) = _report(Recorded(_history(hour), History({pilot.id: of_pilot}))).series
    assert [f"{monday:%d/%m}" for monday in row.weeks] == ["05/10", "12/10", "19/10"]


def test_what_was_over_when_it_was_published_was_not_offered() -> None:
    once = replace(TUESDAYS, first=date(2026, 10, 6), last=date(2026, 10, 6))
    late = replace(once, made=at("2026-10-06 14:10"))
    (row,) = _counts(Recorded(_history(late))).series
    assert row.total.offered == 1
    assert not _counts(Recorded(_history(replace(once, made=at("2026-10-07 08:00"))))).series


def _line() -> Sequence[Place]:
    """Ten who were called after 1, 2 … 10 minutes, one who left, one turned away, one who waits."""
    joined = at("2026-12-07 10:00")
    places = [replace(a_place(joined, f"w{n}", id_=f"w{n}"), unit="o0") for n in range(13)]
    answered = [called(p, "x", joined + timedelta(minutes=n + 1)) for n, p in enumerate(places[:10])]  # fmt: skip
    turned_away = replace(places[11], state=PlaceState.TURNED_AWAY, over=joined)
    return [*answered, left(places[10], joined), turned_away, places[12]]


def test_a_line_is_counted_with_how_long_they_waited() -> None:
    counts = _counts(Recorded(_history(ORT), places=tuple(_line())))
    (row,) = counts.series
    of_week = row.weeks[date(2026, 12, 7)]
    assert (of_week.joined, of_week.answered, of_week.left, of_week.turned_away) == (13, 10, 1, 1)
    assert of_week.median_wait == timedelta(minutes=5, seconds=30)
    assert of_week.long_wait == timedelta(minutes=9)
    assert (of_week.held, of_week.fill) == (timedelta(hours=7), None)


def test_centres_stand_below_those_who_run_them_and_few_are_hidden() -> None:
    bookings = [*_bookings(12, "o0"), *_bookings(3, "o1"), *_bookings(2, "o2"), *_bookings(8, "p0"), *_bookings(6, "gone"), *_bookings(5, "")]  # fmt: skip
    report = _report(Recorded(_history(TUESDAYS), bookings=tuple(bookings)))
    assert [(r.owner, r.unit, r.cells[Counted.BOOKED]) for r in report.centres] == [
        ("offentlig", None, 17),
        ("offentlig", "o0", 12),
        ("offentlig", "o1", Hidden.FEW),
        ("offentlig", "o2", Hidden.FEW),
        ("privat", None, 8),
        ("privat", "p0", 8),
        ("okänd", None, 11),
        ("okänd", "", 5),
        ("okänd", "gone", 6),
        ("", None, 36),
    ]
    assert report.centres[1].cells[Counted.CANCELLED] is Hidden.FEW


def test_how_long_few_waited_is_not_said() -> None:
    few = [
        replace(place, unit=of, id=f"{of}-{place.id}")
        for of in ("p0", "p1")
        for place in _line()[:4]
    ]
    rows = _report(Recorded(_history(ORT), places=(*_line(), *few[:7]))).centres
    waits = {row.unit: row.wait for row in rows if row.unit}
    assert waits == {"o0": timedelta(minutes=5, seconds=30), "p0": None, "p1": None}
    assert rows[-1].cells[Counted.ANSWERED] == 17


def test_weeks_that_somebody_chooses_say_nothing_of_centres() -> None:
    recorded = Recorded(_history(TUESDAYS), bookings=tuple(_bookings(9, "o0")))
    reporting = Reporting(calendar=Calendar(), now=AFTER, units={}, services={})
    chosen = reporting.report(recorded, latest_weeks(date(2026, 10, 8), 2))
    assert chosen.centres == ()
    assert chosen.total.booked == 9


def test_what_is_asked_for_stands_beside_what_is_offered() -> None:
    asked = {
        ("geriatrik-norra", WEEK_41): 7,
        ("ortopedi", WEEK_41): 9,
        ("kardiologi", WEEK_41): 4,
        ("kardiologi-2", date(2026, 10, 12)): 5,
    }
    report = _report(Recorded(_history(TUESDAYS), asked=asked))
    assert [(row.service, row.asked, row.supply.offered) for row in report.asked] == [
        ("geriatrik-norra", 7, 16)
    ]
    assert list(report.without.items()) == [("kardiologi", 9), ("ortopedi", 9)]


def test_a_report_of_some_series_knows_the_hours_of_the_others() -> None:
    reporting = Reporting(
        calendar=Calendar(), now=AFTER, units={}, services={one.id: one for one in SERVICES}
    )
    recorded = Recorded(_history(TUESDAYS, ORT))
    report = reporting.report(recorded, AUTUMN, lambda hour: hour.id == "ort-1")
    assert [row.hour for row in report.series] == ["ort-1"]
    assert list(report.without) == ["kardiologi"]


def test_a_specialist_is_named_to_themselves_and_the_head_of_their_unit_only() -> None:
    gun, bo = person("gun-ek", unit="ger"), person("bo-b", unit="ger")
    head = person("hed-h", unit="ger", functions=(Role.HEAD_OF_UNIT,))
    elsewhere = person("els-e", unit="med", functions=(Role.HEAD_OF_UNIT,))
    homeless = person("hem-l", functions=(Role.HEAD_OF_UNIT,))
    people = [gun, bo, head, elsewhere, homeless, person("ute-u")]
    named = {one.id: may_be_named(one, people) for one in people}
    assert [who for who, of in named.items() if "gun-ek" in of] == ["gun-ek", "hed-h"]
    assert named["hem-l"] == {"hem-l"}
    assert may_be_named(None, people) == frozenset()


@pytest.mark.parametrize(("named", "specialist"), [((), ""), (("gun-ek",), "gun-ek")])
def test_a_row_names_those_who_may_be_named(named: tuple[str, ...], specialist: str) -> None:
    (row,) = _report(Recorded(_history(TUESDAYS)), AFTER, *named).series
    assert row.specialist == specialist


SLOTS = [(week, slot) for week in range(4) for slot in range(4)]


@settings(max_examples=40)
@given(
    st.dictionaries(st.sampled_from(SLOTS), st.sampled_from(BookingState)),
    st.integers(0, 31 * 24 * 60),
)
def test_every_slot_is_booked_free_or_released_and_none_is_lost(
    taken: dict[tuple[int, int], BookingState], minutes: int
) -> None:
    """An oracle of its own: sixteen slots, each by what was done with it and the clock."""
    number, now = count(), at("2026-10-01 00:00") + timedelta(minutes=minutes)
    starts = {
        slot: at(f"2026-10-{6 + 7 * slot[0]:02} 13:00") + slot[1] * timedelta(minutes=30)
        for slot in SLOTS
    }
    bookings = tuple(
        replace(a_booking(starts[slot], id_=f"b{next(number)}"), state=state)
        for slot, state in taken.items()
    )
    sums = _counts(Recorded(_history(TUESDAYS), bookings=bookings), now).total
    booked = {slot for slot, state in taken.items() if state is BookingState.BOOKED}
    unbooked = [starts[slot] for slot in SLOTS if slot not in booked]
    late = [start for start in unbooked if start - timedelta(minutes=30) <= now]
    assert (sums.booked, sums.released) == (len(booked), len(late))
    assert sums.offered == 16
    states = list(taken.values())
    assert sums.cancelled == states.count(BookingState.CANCELLED)
    assert sums.called_off == states.count(BookingState.CALLED_OFF)


# -- what may be shown ------------------------------------------------------------------------


def _a_week_later(bookings: Sequence[Booking]) -> list[Booking]:
    week = timedelta(days=7)
    return [
        replace(one, id=f"later-{one.id}", start=one.start + week, end=one.end + week)
        for one in bookings
    ]


def test_few_are_hidden_in_a_series_and_a_week_and_cannot_be_worked_out() -> None:
    """Eight booked in week 41, three in week 42, none later: nobody can say how many were booked in
    any of the weeks, though all together are known."""
    bookings = (*_bookings(8, "o0"), *_a_week_later(_bookings(3, "o0")))
    (row,) = (report := _report(Recorded(_history(TUESDAYS), bookings=bookings))).series
    assert [one.booked for one in row.weeks.values()] == [8, Hidden.FEW, Hidden.FEW, Hidden.FEW]
    assert (row.total.booked, report.total.booked) == (11, 11)
    of_week = row.weeks[date(2026, 10, 12)]
    assert (of_week.offered, of_week.fill, of_week.fill_below) == (7, None, 5 / 7)
    assert (of_week.released, of_week.free) == (Hidden.KEPT_BACK, Hidden.KEPT_BACK)
    assert report.weeks[date(2026, 10, 12)].booked is Hidden.FEW, "the sum is its only part"
    assert report.hides


def test_a_week_that_would_give_a_small_one_back_is_hidden_with_it() -> None:
    two_weeks = replace(TUESDAYS, last=date(2026, 10, 13))
    bookings = (*_bookings(3, "o0"), *_a_week_later(_bookings(7, "o0")))
    (row,) = (report := _report(Recorded(_history(two_weeks), bookings=bookings))).series
    assert [tally.booked for tally in row.weeks.values()] == [Hidden.FEW, Hidden.KEPT_BACK]
    assert (report.weeks[WEEK_41].booked, report.total.booked) == (Hidden.FEW, 10)
    assert report.weeks[date(2026, 10, 12)].booked is Hidden.KEPT_BACK


def test_what_nobody_can_have_done_is_nought() -> None:
    (row,) = _report(Recorded(_history(ORT), places=tuple(_line()))).series
    assert (row.total.booked, row.total.released, row.total.cancelled) == (0, 0, 0)
    assert (row.total.answered, row.total.left) == (10, Hidden.FEW)
    assert row.total.median_wait == timedelta(minutes=5, seconds=30)


def test_how_long_few_waited_in_a_week_is_not_said() -> None:
    (row,) = _report(Recorded(_history(ORT), places=tuple(_line()[:4]))).series
    assert row.total.answered is Hidden.FEW
    assert (row.total.median_wait, row.total.long_wait) == (None, None)


def test_a_total_that_is_hidden_by_centre_is_hidden_by_series() -> None:
    """Five of one centre and none of another: by centre nothing can be said, so nowhere can."""
    bookings = (*_bookings(5, "o0"), *_bookings(1, "o1", BookingState.CANCELLED))
    report = _report(Recorded(_history(TUESDAYS), bookings=bookings))
    assert report.centres[-1].cells[Counted.BOOKED] is Hidden.KEPT_BACK
    assert report.total.booked is Hidden.KEPT_BACK
    assert report.series[0].total.booked is Hidden.KEPT_BACK
