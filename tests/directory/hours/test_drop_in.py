"""Whether a drop-in hour is open: its wall times, its pilot, its closures; joining only then."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.hours.availability import Diary
from directory.hours.closures import Closure
from directory.hours.drop_in import held, joined, open_now
from directory.hours.line import taken_by
from directory.hours.pilots import Pilots
from directory.walltime.days import Calendar
from directory.walltime.hours import Hours
from tests.builders import at
from tests.directory.hours.making import a_closure, a_pilot, an_hour

ORT = an_hour("mån–tor 9–16, fre 9–14", slots=None, id_="ort-1")
DAY = Hours(at("2026-03-03 00:00"), at("2026-03-04 00:00"))
CALENDAR = Calendar()


def _closed(start: str, end: str, *, hour: str = "", specialist: str = "gun-ek") -> Closure:
    times = {"start": at(f"2026-03-03 {start}"), "end": at(f"2026-03-03 {end}")}
    return replace(a_closure(hour=hour), id=start, specialist=specialist, **times)  # type: ignore[arg-type]  # instants


def _times(*closures: Closure) -> list[str]:
    pieces = held(ORT, Diary(closures=closures), DAY, CALENDAR)
    return [f"{one.start:%H:%M}–{one.end:%H:%M}" for one in pieces]  # in UTC


def _open(now: datetime, diary: Diary | None = None) -> datetime | None:
    opened = open_now(ORT, diary or Diary(), CALENDAR, now)
    return opened.end if opened else None


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-03-03 08:59", None),
        ("2026-03-03 09:00", "2026-03-03 16:00"),
        ("2026-03-03 15:59", "2026-03-03 16:00"),
        ("2026-03-03 16:00", None),
        ("2026-03-06 13:30", "2026-03-06 14:00"),  # a Friday
        ("2026-03-06 14:30", None),
        ("2026-05-01 10:00", None),  # a red day
    ],
)
def test_it_is_open_from_its_first_minute_until_its_last(now: str, until: str | None) -> None:
    assert _open(at(now)) == (at(until) if until else None)


def test_what_is_booked_is_never_open_to_call_in() -> None:
    booked = an_hour("tis 9–16")
    assert open_now(booked, Diary(), CALENDAR, at("2026-03-03 10:00")) is None


@pytest.mark.parametrize(
    ("closures", "pieces"),
    [
        ((), ["08:00–15:00"]),
        ((_closed("14:10", "16:00"),), ["08:00–13:10"]),
        ((_closed("12:00", "12:30"),), ["08:00–11:00", "11:30–15:00"]),
        ((_closed("00:00", "23:00"),), []),
        ((_closed("12:00", "13:00", hour="ort-1"), _closed("12:30", "14:00")), ["08:00–11:00", "13:00–15:00"]),
        ((_closed("12:00", "13:00", hour="ger-1"),), ["08:00–15:00"]),
        ((_closed("12:00", "13:00", specialist="bo-b"),), ["08:00–15:00"]),
    ],
    ids=["none", "ends early", "lunch", "whole day", "two that overlap", "another hour", "another specialist"],
)  # fmt: skip
def test_closures_are_no_time_of_it(closures: tuple[Closure, ...], pieces: list[str]) -> None:
    assert _times(*closures) == pieces


def test_both_sides_of_a_break_have_one_line() -> None:
    diary = Diary(closures=(_closed("12:00", "12:30"),))
    before = open_now(ORT, diary, CALENDAR, at("2026-03-03 11:59"))
    after = open_now(ORT, diary, CALENDAR, at("2026-03-03 12:30"))
    assert before
    assert after
    assert before.sitting.id == after.sitting.id
    assert (before.end, after.end) == (at("2026-03-03 12:00"), at("2026-03-03 16:00"))
    assert _open(at("2026-03-03 12:10"), diary) is None


def test_a_pilot_opens_and_closes_it() -> None:
    hour = replace(ORT, pilot="bup-video")
    pilots = Pilots([a_pilot(date(2026, 3, 3), date(2026, 3, 4))])
    open_on = [
        day
        for day in range(1, 8)
        if open_now(hour, Diary(pilots=pilots), CALENDAR, at(f"2026-03-0{day} 10:00"))
    ]
    assert open_on == [3, 4]


def test_the_line_of_a_night_goes_on_past_midnight() -> None:
    night = an_hour("tis 22–02", slots=None)
    before = open_now(night, Diary(), CALENDAR, at("2026-03-03 23:50"))
    after = open_now(night, Diary(), CALENDAR, at("2026-03-04 00:10"))
    assert before
    assert before == after


@given(st.integers(0, 24 * 12), st.integers(0, 24 * 12), st.integers(1, 100))
def test_it_is_open_just_in_what_is_held(asked: int, begins: int, lasts: int) -> None:
    step = timedelta(minutes=5)
    now, start = DAY.start + asked * step, DAY.start + begins * step
    closure = replace(a_closure(), start=start, end=start + lasts * step)
    diary = Diary(closures=(closure,))
    pieces = list(held(ORT, diary, DAY, CALENDAR))
    assert (open_now(ORT, diary, CALENDAR, now) is not None) is any(p.covers(now) for p in pieces)
    assert not any(piece.touches(closure) for piece in pieces)


def test_who_joins_has_the_last_place_and_only_one() -> None:
    now = at("2026-03-03 10:00")
    opened = open_now(ORT, Diary(), CALENDAR, now)
    assert opened
    join = {"who": "per-lund", "unit": "hc-fyren", "topic": "handledsfraktur"}
    place = joined(opened, id_="p1", now=now, **join)
    assert (place.hour, place.joined, place.end) == ("ort-1", now, at("2026-03-03 16:00"))
    again = joined(opened, id_="p2", now=now + timedelta(hours=1), **join)
    assert taken_by(place) == taken_by(again)
    with pytest.raises(ValueError, match="inte öppet"):
        joined(opened, id_="p3", now=at("2026-03-03 16:00"), **join)
