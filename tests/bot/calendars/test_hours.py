"""A person's own address: what they hold and have booked beside their shifts, as it stands."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.calendars.hours import own_events
from directory.calendars.address import Feed
from directory.hours.bookings import Booking, BookingState
from directory.hours.closures import Closure
from directory.hours.kept import BOOKED, OFFERED, Booked, Offered
from directory.hours.offered import ConsultationHour
from directory.hours.weeks import Weeks
from directory.parts import Parts
from directory.snapshot import Snapshot
from tests.builders import at, between, small_region
from tests.directory.hours.making import a_booking, a_closure, an_hour

NOW = at("2026-03-02 09:00")  # a Monday
OTHER = frozenset({Weeks.EVERY_OTHER})
OWN = Feed(id="f", service="", person="anna-a", contacts=True, made=NOW, made_by="test:x")


def hour(words: str, id_: str = "ger-1", **fields: object) -> ConsultationHour:
    given = {"service": "kardiologi", "specialist": "anna-a", "where": "08-465 004 57"}
    return replace(an_hour(words, id_=id_), **(given | fields))  # type: ignore[arg-type]


def booking(start: datetime, **fields: object) -> Booking:
    given = {"specialist": "anna-a", "booked_by": "hanna-h"}
    return replace(a_booking(start), **(given | fields))  # type: ignore[arg-type]


def picture(*values: ConsultationHour | Booking | Closure) -> Snapshot:
    hours = [one for one in values if isinstance(one, ConsultationHour)]
    closures = [one for one in values if isinstance(one, Closure)]
    bookings = [one for one in values if isinstance(one, Booking)]
    parts = Parts({OFFERED: Offered(hours, closures), BOOKED: Booked(bookings)})
    window = between("2026-02-01 00:00", "2026-07-01 00:00")
    return Snapshot(small_region(), parts, window=window, loaded_at=NOW)


def shown(snapshot: Snapshot, feed: Feed = OWN) -> list[tuple[str, str]]:
    """When each begins and ends in UTC."""
    return [
        (f"{one.start.astimezone(UTC):%m-%d %H:%M}", f"{one.end.astimezone(UTC):%H:%M}")
        for one in own_events(feed, snapshot, NOW)
    ]


def test_hours_keep_wall_time_and_red_days_are_left_out() -> None:
    wednesdays = hour("ons 13–15", first=date(2026, 3, 25), last=date(2026, 4, 1))
    assert shown(picture(wednesdays)) == [("03-25 12:00", "14:00"), ("04-01 11:00", "13:00")]
    fridays = hour("fre 13–15", first=date(2026, 3, 27), last=date(2026, 4, 10))
    assert shown(picture(fridays)) == [("03-27 12:00", "14:00"), ("04-10 11:00", "13:00")]
    other = hour("ons 13–15", first=date(2026, 3, 11), last=date(2026, 4, 8), weeks=OTHER)
    each = [("03-11 12:00", "14:00"), ("03-25 12:00", "14:00"), ("04-08 11:00", "13:00")]
    assert shown(picture(other)) == each, "every other week, each time by itself"


def test_what_is_closed_is_absent_and_what_is_left_of_it_is_there() -> None:
    ill = replace(a_closure(), specialist="anna-a")  # 13:00–13:30 on Tuesday 3 March
    once = hour("tis 12:30–15", first=date(2026, 3, 3), last=date(2026, 3, 3))
    assert shown(picture(once, ill)) == [("03-03 11:30", "12:00"), ("03-03 12:30", "14:00")]
    assert shown(picture(once, replace(ill, start=at("2026-03-03 08:00"), end=at("2026-03-03 17:00")))) == []  # fmt: skip


def test_the_specialist_sees_when_it_is_booked_and_the_booker_that_it_is() -> None:
    tuesday = hour("tis 13–15", first=date(2026, 3, 3), last=date(2026, 3, 3))
    snapshot = picture(tuesday, booking(at("2026-03-03 13:30")))
    [held] = own_events(OWN, snapshot, NOW)
    assert (held.summary, held.description, held.location) == (
        "Konsulttid Kardiologi Granvik · Granviks lasarett, bokade tider",
        "Bokat: 13:30",
        "Video: 08-465 004 57",
    )
    [booked] = own_events(replace(OWN, person="hanna-h"), snapshot, NOW)
    assert (booked.start, booked.end) == (at("2026-03-03 13:30"), at("2026-03-03 14:00"))
    assert booked.summary == "Konsulttid Kardiologi Granvik · Granviks lasarett, bokad"
    assert "minnesutredning" not in f"{held}{booked}"


@pytest.mark.parametrize("state", [BookingState.CANCELLED, BookingState.CALLED_OFF])
def test_what_is_cancelled_is_absent(state: BookingState) -> None:
    cancelled = booking(at("2026-03-03 13:30"), state=state)
    assert shown(picture(hour("ons 8–9", last=date(2026, 3, 3)), cancelled)) == []
    assert shown(picture(cancelled), replace(OWN, person="hanna-h")) == []


def test_a_booking_that_the_hour_has_left_is_still_shown_to_both() -> None:
    moved = hour("ons 13–15", first=date(2026, 3, 4), last=date(2026, 3, 4))
    snapshot = picture(moved, booking(at("2026-03-03 13:30")))
    assert shown(snapshot) == [("03-03 12:30", "13:00"), ("03-04 12:00", "14:00")]
    assert shown(snapshot, replace(OWN, person="hanna-h")) == [("03-03 12:30", "13:00")]


def test_numbers_are_in_it_only_where_the_address_shows_them_and_a_service_has_none() -> None:
    snapshot = picture(hour("tis 13–15", last=date(2026, 3, 3)))
    [held] = own_events(replace(OWN, contacts=False), snapshot, NOW)
    assert held.location == "Video"
    assert own_events(replace(OWN, person="", service="kardiologi"), snapshot, NOW) == ()
