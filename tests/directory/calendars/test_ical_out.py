"""Calendars out: what is written is read back the same by the libraries that others use."""

from datetime import UTC, datetime, timedelta

import icalendar
import recurring_ical_events
from hypothesis import given
from hypothesis import strategies as st

from directory.calendars.ical_out import icalendar_text, version_of
from directory.calendars.published import CalendarEvent, PublishedCalendar
from directory.calendars.words import CalendarWords
from tests.builders import at

NOW = at("2026-11-24 14:05")
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


def event(start: str = "2026-11-24 16:00", hours: float = 15.5, **fields: str) -> CalendarEvent:
    usual = {"uid": "a@konsult", "summary": "Bakjour Kardiologi · Norra sjukhuset"}
    begins = at(start)
    return CalendarEvent(start=begins, end=begins + timedelta(hours=hours), **usual | fields)


def published(*events: CalendarEvent, busy: bool = False) -> PublishedCalendar:
    return PublishedCalendar(name="Mina pass", description="Åtta, nio; tio", events=events, busy=busy)  # fmt: skip


def read_back(calendar: PublishedCalendar) -> list[CalendarEvent]:
    """As a calendar program reads it."""
    parsed = icalendar.Calendar.from_ical(icalendar_text(calendar, NOW))
    found = recurring_ical_events.of(parsed).between(EPOCH, EPOCH + timedelta(days=800))
    return [
        CalendarEvent(
            uid=str(one["UID"]),
            start=one["DTSTART"].dt.astimezone(UTC),
            end=one["DTEND"].dt.astimezone(UTC),
            summary=str(one["SUMMARY"]),
            description=str(one.get("DESCRIPTION", "")),
        )
        for one in found
    ]


def test_the_head_says_what_it_is_and_when_to_come_back() -> None:
    text = icalendar_text(published(event()), NOW).decode()
    for line in (
        "METHOD:PUBLISH",
        "X-WR-CALNAME:Mina pass",
        "X-WR-CALDESC:Åtta\\, nio\\; tio",
        "REFRESH-INTERVAL;VALUE=DURATION:PT15M",
        "DTSTAMP:20261124T130500Z",
        "DTSTART:20261124T150000Z",
        "DTEND:20261125T063000Z",
        "TRANSP:TRANSPARENT",
    ):
        assert f"\r\n{line}\r\n" in text
    assert "TRANSP:OPAQUE" in icalendar_text(published(event(), busy=True), NOW).decode()


def test_a_night_over_a_change_of_the_clock_keeps_its_length() -> None:
    spring, autumn = event("2026-03-28 20:00", 11), event("2026-10-24 20:00", 13)
    assert [one.end for one in (spring, autumn)] == [at("2026-03-29 08:00"), at("2026-10-25 08:00")]
    first, second = read_back(published(spring, CalendarEvent(uid="b@konsult", start=autumn.start, end=autumn.end, summary="x")))  # fmt: skip
    assert (first.end - first.start, second.end - second.start) == (timedelta(hours=11), timedelta(hours=13))  # fmt: skip


_TEXT = st.text(
    st.sampled_from("\\Nn;,")
    | st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff"),
    max_size=120,
)


@given(
    st.lists(
        st.tuples(st.integers(0, 365 * 24 * 4), st.integers(1, 8 * 96), _TEXT, _TEXT), max_size=8
    )
)
def test_what_is_written_is_read_back_the_same(rows: list[tuple[int, int, str, str]]) -> None:
    quarter = timedelta(minutes=15)
    events = [
        CalendarEvent(
            uid=f"{number}@konsult",
            start=EPOCH + begins * quarter,
            end=EPOCH + (begins + length) * quarter,
            summary=summary,
            description=description,
        )
        for number, (begins, length, summary, description) in enumerate(rows)
    ]
    found = read_back(published(*events))
    assert sorted(found, key=lambda one: one.uid) == events
    text = icalendar_text(published(*events), NOW)
    assert all(by_the_library(one) in text for one in events)
    assert text.endswith(b"END:VCALENDAR\r\n") and text.count(b"BEGIN:VEVENT") == len(events)


def by_the_library(event: CalendarEvent) -> bytes:
    """The event as icalendar writes it, with our words."""
    component = icalendar.Event()
    component.add("uid", event.uid)
    component.add("dtstamp", NOW)
    component.add("dtstart", event.start)
    component.add("dtend", event.end)
    component.add("summary", CalendarWords(event.summary))
    if event.description:
        component.add("description", CalendarWords(event.description))
    component.add("transp", "TRANSPARENT")
    return bytes(component.to_ical())


def test_a_summary_that_looks_like_another_event_is_only_words() -> None:
    hostile = event(
        summary="x\nEND:VEVENT\nBEGIN:VEVENT\nUID:y", description="a\r\nATTACH:file:///x"
    )
    (found,) = read_back(published(hostile))
    assert found.uid == "a@konsult" and "BEGIN:VEVENT" in found.summary


def test_the_version_follows_the_content_and_not_the_moment() -> None:
    assert version_of(published(event())) == version_of(published(event()))
    assert version_of(published(event())) != version_of(published(event(hours=15)))
