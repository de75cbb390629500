"""What stands in a calendar: its reader is whoever has the address."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import icalendar

from bot.calendars.shifts import duty_calendar, usual_hours
from directory.calendars.address import Feed
from directory.calendars.ical_out import icalendar_text
from directory.calendars.published import PublishedCalendar
from directory.catalogue.phones import Audience
from directory.catalogue.roles import Role
from directory.region import Region
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from directory.snapshot import Snapshot
from tests.builders import at, between, held, override, phone, role_phone, shift, small_region

NOW = at("2026-11-24 14:05")
HOURS = between("2026-11-24 00:00", "2026-11-27 00:00")


def feed(**fields: Any) -> Feed:
    usual: dict[str, Any] = {"id": "f", "service": "", "person": "", "contacts": False}
    return Feed(made=NOW, made_by="test:x", **usual | fields)


def region(*shifts: Shift, **fields: Any) -> Region:
    return small_region(rotations=(), shifts=shifts, **fields)


def snapshot(of: Region, *overrides: Override) -> Snapshot:
    window = HOURS.widened(timedelta(days=8))
    return Snapshot(of, held(*overrides), window=window, loaded_at=NOW)


def published(of: Feed, *shifts: Shift, overrides: tuple[Override, ...] = ()) -> PublishedCalendar:
    return duty_calendar(of, HOURS, snapshot(region(*shifts), *overrides), NOW)


def summaries(calendar: PublishedCalendar) -> list[str]:
    return [event.summary for event in calendar.events]


SERVICE = feed(service="kardiologi")
TITLE = "Bakjour Kardiologi Granvik · Granviks lasarett"


def test_a_service_s_calendar_names_roles_and_gaps_and_nobody() -> None:
    calendar = published(SERVICE, shift(), shift("2026-11-25 16:00", who=""))
    assert calendar.name == "Jour Kardiologi Granvik · Granviks lasarett"
    assert summaries(calendar) == [TITLE, f"{TITLE}: obemannat"]


def test_with_contacts_it_says_who_and_the_function_s_numbers() -> None:
    calendar = published(
        replace(SERVICE, contacts=True), shift(), shift("2026-11-25 16:00", who="")
    )
    assert summaries(calendar) == [f"{TITLE}: Anna Asp", f"{TITLE}: obemannat"]
    assert calendar.events[0].description == "08-465 004 13"


def test_a_person_s_own_number_and_numbers_for_few_are_never_there() -> None:
    few = role_phone("kardiologi", number="08-465 004 14", audience=Audience.COORDINATORS)
    alone = region(shift(), role_phones=(few,))
    for contacts in (False, True):
        calendar = duty_calendar(feed(service="kardiologi", contacts=contacts), HOURS, snapshot(alone), NOW)  # fmt: skip
        text = icalendar_text(calendar, NOW).decode()
        assert "070-174" not in text and "004 14" not in text


def test_without_contacts_there_is_nothing_of_any_person() -> None:
    overrides = (override(person="bo-b"), override("b2", "2026-11-25 18:00", kind=OverrideKind.BUSY, person=""))  # fmt: skip
    shifts = shift(), shift("2026-11-25 16:00"), shift("2026-11-26 16:00", who="cecilia-c")
    known = region(*shifts)
    for one in (SERVICE, feed(person="anna-a"), feed(person="bo-b")):
        calendar = duty_calendar(one, HOURS, snapshot(known, *overrides), NOW)
        assert calendar.events
        text = icalendar.Calendar.from_ical(icalendar_text(calendar, NOW)).to_ical().decode()
        unfolded = text.replace("\r\n ", "")
        for person in known.people:
            secrets = {person.id, *person.name.split(), person.email, person.hsa_id, *(p.number for p in person.phones)}  # fmt: skip
            assert not [secret for secret in secrets if secret and re.search(rf"\b{re.escape(secret)}\b", unfolded)]  # fmt: skip
        assert not any(row.phone.number in unfolded for row in known.role_phones)


def test_whoever_does_not_show_her_name_is_not_named() -> None:
    shy = region(shift(), people=tuple(replace(p, show_name=False) for p in small_region().people))
    calendar = duty_calendar(replace(SERVICE, contacts=True), HOURS, snapshot(shy), NOW)
    assert summaries(calendar) == [TITLE]


def test_a_person_s_calendar_has_her_shifts_only_those_taken_over_too() -> None:
    shifts = shift(), shift("2026-11-25 16:00", who="bo-b"), shift("2026-11-25 08:00", of="medicin", role=Role.PRIMARY_ON_CALL, who="anna-a")  # fmt: skip
    taken = override(start="2026-11-25 16:00", hours=15.5, person="anna-a", instead_of="bo-b")
    calendar = published(feed(person="anna-a"), *shifts, overrides=(taken,))
    assert calendar.name == "Mina pass" and calendar.busy
    assert [(event.start, event.summary.split()[0]) for event in calendar.events] == [
        (at("2026-11-24 16:00"), "Bakjour"),
        (at("2026-11-25 08:00"), "Primärjour"),
        (at("2026-11-25 16:00"), "Bakjour"),
    ]


def test_a_duty_is_the_same_event_whoever_has_it() -> None:
    before = published(SERVICE, shift())
    after = published(SERVICE, shift(who="bo-b"))
    both = published(SERVICE, shift(), shift(who="bo-b"))
    assert before.events[0].uid == after.events[0].uid
    assert len({event.uid for event in both.events}) == 2
    assert published(feed(id="g", service="kardiologi"), shift()).events[0].uid != before.events[0].uid  # fmt: skip


def test_a_number_has_its_label() -> None:
    labelled = role_phone("kardiologi", number="08-465 004 15", label="Jourtelefon")
    calendar = duty_calendar(feed(person="anna-a", contacts=True), HOURS, snapshot(region(shift(), role_phones=(labelled,))), NOW)  # fmt: skip
    assert calendar.events[0].description == f"Jourtelefon: {phone('08-465 004 15').text()}"


def test_the_hours_are_whole_local_days_and_said() -> None:
    hours = usual_hours(NOW)
    assert hours == between("2024-11-22 00:00", "2027-02-23 00:00")
    assert usual_hours(NOW + timedelta(hours=9)) == hours
    calendar = duty_calendar(SERVICE, hours, snapshot(region(shift())), NOW, cut=True)
    assert calendar.description == "Visar pass från fre 22 nov 2024 00:00 till tis 23 feb 00:00. Fler visas när katalogen kan nås igen."  # fmt: skip
