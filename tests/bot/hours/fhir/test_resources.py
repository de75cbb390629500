"""Hours as Schedule and Slot: by the official definitions, in the states of the one availability."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from bot.access import Asker
from bot.hours.fhir.bundles import collection
from bot.hours.fhir.capability import capability
from bot.hours.fhir.outcomes import SearchRefusedError, outcome
from bot.hours.fhir.searching import Query, Searcher
from directory.catalogue.people import Access
from directory.hours.bookings import Booking
from directory.hours.closures import Closure, ClosureReason
from directory.hours.eligibility import Eligibility
from directory.hours.holds import Hold
from directory.hours.kept import BOOKED, OFFERED, Booked, Offered
from directory.hours.offered import ConsultationHour, SlotPlan
from directory.hours.weeks import Weeks
from directory.parts import Parts
from directory.snapshot import Snapshot
from tests.bot.hours.fhir.official import assert_official
from tests.builders import at, between, person, small_region
from tests.directory.hours.making import HALF_HOURS, a_booking, a_closure, a_hold, an_hour

NOW = at("2026-03-02 09:00")  # a Monday
TUESDAY = date(2026, 3, 3)
GUN = person("gun-ek", unit="hjartkliniken", hsa_id="SE2321000016-1G1K")
PER = person("per-lund", unit="bjorken")
UNIT = next(unit for unit in small_region().units if unit.id == "bjorken")
Value = ConsultationHour | Booking | Closure | Hold


def hour(
    words: str, id_: str = "ger-1", slots: SlotPlan | None = HALF_HOURS, **fields: Any
) -> ConsultationHour:
    usual = {"service": "kardiologi", "about": "Svår hjärtsvikt", "not_about": "Akut"}
    return replace(an_hour(words, id_=id_, slots=slots), **(usual | fields))


def once(words: str, day: date = TUESDAY, **fields: Any) -> ConsultationHour:
    return hour(words, first=day, last=day, **fields)


def picture(*values: Value) -> Snapshot:
    def of(kind: type) -> list[Any]:
        return [one for one in values if isinstance(one, kind)]

    parts = Parts(
        {
            OFFERED: Offered(of(ConsultationHour), of(Closure)),
            BOOKED: Booked(of(Booking), of(Hold)),
        }
    )
    small = small_region()
    region = replace(small, people=(*small.people, GUN, PER))
    window = between("2026-01-01 00:00", "2027-01-01 00:00")
    return Snapshot(region, parts, window=window, loaded_at=NOW)


def searcher(*values: Value, who: Asker | None = None, now: datetime = NOW) -> Searcher:
    return Searcher(who, picture(*values), now)


def slots(searches: Searcher, *query: tuple[str, str]) -> list[Mapping[str, Any]]:
    page = searches.slots(query)
    bundle = page.bundle("https://konsult.example/fhir", query, NOW)
    assert_official(bundle)
    found = [one.resource for one in page.found if one.mode == "match"]
    assert len({one["id"] for one in found}) == len(found)
    return found


def states(searches: Searcher, *query: tuple[str, str]) -> list[tuple[str, str]]:
    return [(one["start"][11:16], one["status"]) for one in slots(searches, *query)]


# -- time -----------------------------------------------------------------------------------


def test_a_wednesday_at_one_is_at_twelve_and_then_at_eleven_in_utc() -> None:
    held = hour("ons 13–13:30", first=date(2026, 3, 25), last=date(2026, 4, 1))
    assert [one["start"] for one in slots(searcher(held))] == [
        "2026-03-25T13:00:00+01:00",
        "2026-04-01T13:00:00+02:00",
    ]


def test_a_series_of_some_weeks_has_slots_in_those_only_and_says_so() -> None:
    first = frozenset({Weeks.FIRST})
    held = hour("ons 13–13:30", first=date(2026, 3, 1), last=date(2026, 4, 30), weeks=first)
    assert [one["start"] for one in slots(searcher(held))] == [
        "2026-03-04T13:00:00+01:00",
        "2026-04-01T13:00:00+02:00",
    ]
    [schedule] = [one.resource for one in searcher(held).schedules(()).found]
    assert "ons 13–13:30, första onsdagen i månaden" in str(schedule)


@pytest.mark.parametrize(
    ("day", "count"), [(date(2026, 3, 29), 4), (date(2026, 10, 25), 8), (date(2026, 3, 22), 6)]
)
def test_the_nights_of_the_clock_have_the_slots_that_they_have_time_for(
    day: date, count: int
) -> None:
    night = once("sön 01–04", day)
    now = at(f"{day - timedelta(days=7)} 09:00")
    found = slots(searcher(night, now=now))
    assert len(found) == count
    for one in found:
        lasts = datetime.fromisoformat(one["end"]) - datetime.fromisoformat(one["start"])
        assert lasts == timedelta(minutes=30)


def test_a_night_is_one_slot_by_its_instants_and_red_days_have_none() -> None:
    night = once("tis 22–02", slots=None)
    [only] = slots(searcher(night))
    assert (only["start"], only["end"]) == (
        "2026-03-03T22:00:00+01:00",
        "2026-03-04T02:00:00+01:00",
    )
    assert "availableTime" not in json.dumps(only)
    fridays = hour("fre 13–13:30", first=date(2026, 3, 27), last=date(2026, 4, 10))
    assert [one["start"][:10] for one in slots(searcher(fridays))] == ["2026-03-27", "2026-04-10"]
    also = hour("fre 13–13:30 även röda dagar", first=date(2026, 4, 3), last=date(2026, 4, 3))
    assert len(slots(searcher(also))) == 1


# -- states ---------------------------------------------------------------------------------


def test_each_state_has_its_status() -> None:
    held = a_hold(at("2026-03-03 13:30"), at("2026-03-03 11:00"))
    booked = a_booking(at("2026-03-03 14:00"))
    ill = a_closure()  # 13:00–13:30
    closed = replace(a_closure(ClosureReason.CLOSED), id="c2", start=at("2026-03-03 14:30"), end=at("2026-03-03 15:00"))  # fmt: skip
    searches = searcher(once("tis 13–15:30"), held, booked, ill, closed)
    assert states(searches) == [
        ("13:00", "busy-unavailable"),
        ("13:30", "busy-tentative"),
        ("14:00", "busy"),
        ("14:30", "busy-unavailable"),
        ("15:00", "free"),
    ]
    said = {one["start"][11:16]: one["comment"] for one in slots(searches)}
    assert said["13:00"] == "video, inställd på grund av sjukdom"
    assert said["14:30"] == "video, inställd"
    assert states(searches, ("status", "free,busy-tentative")) == [
        ("13:30", "busy-tentative"),
        ("15:00", "free"),
    ]


def test_what_is_held_for_the_asker_is_free_to_them() -> None:
    held = a_hold(at("2026-03-03 13:00"), at("2026-03-03 11:00"))
    mine = searcher(once("tis 13–13:30"), held, who=Asker("web:per-lund", PER, unit=UNIT))
    assert states(mine) == [("13:00", "free")]


def test_what_is_given_back_or_over_is_not_free() -> None:
    now = at("2026-03-03 13:10")
    assert states(searcher(once("tis 13–14:30"), now=now)) == [
        ("13:00", "busy-unavailable"),
        ("13:30", "busy-unavailable"),
        ("14:00", "free"),
    ]


def test_a_drop_in_hour_is_free_but_for_what_is_closed_of_it() -> None:
    searches = searcher(once("tis 12:30–15", slots=None), a_closure())
    assert states(searches) == [
        ("12:30", "free"),
        ("13:00", "busy-unavailable"),
        ("13:30", "free"),
    ]
    over = searcher(once("tis 12:30–15", slots=None), now=at("2026-03-03 15:00"))
    assert states(over) == [("12:30", "busy-unavailable")]


# -- what it holds --------------------------------------------------------------------------


def test_nothing_tells_who_has_booked_or_what_about() -> None:
    booked = a_booking(at("2026-03-03 13:00"))
    searches = searcher(once("tis 13–15"), booked)
    text = json.dumps(searches.everything(searches.widest()), ensure_ascii=False)
    assert '"busy"' in text
    for secret in (booked.booked_by, booked.unit, booked.topic):
        assert secret not in text


def test_a_schedule_names_its_service_and_who_holds_it_by_identifiers() -> None:
    searches = searcher(once("tis 13–15"))
    [schedule] = [one.resource for one in searches.schedules(()).found]
    assert_official(schedule)
    service, role = schedule["actor"]
    assert service["identifier"] == {"system": "urn:konsult:tjanst", "value": "kardiologi"}
    assert role == {
        "type": "PractitionerRole",
        "identifier": {"system": "urn:oid:1.2.752.29.4.19", "value": "SE2321000016-1G1K"},
    }
    assert schedule["specialty"][0]["coding"][0]["display"] == "Kardiologi"
    assert schedule["planningHorizon"] == {
        "start": "2026-03-03T00:00:00+01:00",
        "end": "2026-03-04T00:00:00+01:00",
    }
    assert schedule["comment"].endswith("För: Svår hjärtsvikt Inte för: Akut")


def test_whoever_does_not_show_their_name_is_not_named() -> None:
    searches = searcher(once("tis 13–15", specialist="hemlig"))
    assert len(searches.schedules(()).found[0].resource["actor"]) == 1


def test_everything_else_is_official_too() -> None:
    assert_official(capability("https://konsult.example/fhir"))
    assert_official(outcome("Nej.", "invalid", parameter="start"))
    assert_official(collection([], "", NOW))
    searches = searcher(once("tis 13–15"), hour("ons 9–10", id_="a" * 65 + "_å", slots=None))
    for base in ("", "https://konsult.example/fhir"):
        everything = searches.everything(searches.widest())
        assert_official(collection(everything, base, NOW))
    kinds = Counter(one["resourceType"] for one in everything)
    assert kinds["Schedule"] == 2
    assert kinds["Slot"] > 10


# -- searches -------------------------------------------------------------------------------

ONE, OTHER = hour("tis 13–14"), hour("ons 13–14", id_="med-1", service="medicin")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ([("start", "2026-03-03")], 2),
        ([("start", "ge2026-03-03"), ("start", "lt2026-03-05")], 4),
        ([("start", "2026-03-03,2026-03-04")], 4),
        ([("start", "2026-03-03T13:00:00+01:00")], 1),
        ([("start", "2026-03-03T12:00Z")], 1),
        ([("start", "gt2026-03-03T12:00:00Z"), ("start", "le2026-03-03")], 1),
        ([("start", "2026-03-03"), ("schedule", "Schedule/med-1")], 0),
        ([("start", "2026-03-04"), ("schedule", "med-1")], 2),
        (
            [("start", "2026-03"), ("service-type", "urn:konsult:tjanst|medicin"), ("_count", "3")],
            3,
        ),
        ([("start", "2026-03-04"), ("specialty", "internmedicin,kardiologi")], 2),
        ([("start", "2026-03-04"), ("specialty", "ortopedi")], 0),
        ([("start", "2026-03-04"), ("status", "busy")], 0),
        ([("start", "2020"), ("_format", "json"), ("_sort", "start")], 0),
    ],
)
def test_a_search_finds_what_it_asks_for(query: Query, count: int) -> None:
    assert len(slots(searcher(ONE, OTHER), *query)) == count


@pytest.mark.parametrize(
    ("query", "parameter", "code", "status"),
    [
        (("start", "2026-03-03T13:00:00"), "start", "invalid", 400),
        (("start", "imorgon"), "start", "invalid", 400),
        (("start:missing", "true"), "", "not-supported", 400),
        (("patient", "1"), "", "not-supported", 400),
        (("status", "ledig"), "status", "invalid", 400),
        (("_count", "-1"), "_count", "invalid", 400),
        (("_count", "٣"), "_count", "invalid", 400),
        (("_format", "xml"), "_format", "not-supported", 406),
        (("_include", "Slot:actor"), "_include", "not-supported", 400),
        (("_sort", "-start"), "_sort", "not-supported", 400),
    ],
)
def test_what_is_not_understood_is_refused(
    query: tuple[str, str], parameter: str, code: str, status: int
) -> None:
    with pytest.raises(SearchRefusedError) as refused:
        searcher(ONE).slots([query])
    told = refused.value
    assert (told.parameter, told.code, told.status) == (parameter, code, status)
    assert_official(outcome(str(told), told.code, parameter=told.parameter))


def test_a_long_answer_comes_in_parts_each_slot_once() -> None:
    searches, seen = searcher(ONE, OTHER), []
    query: Query | None = [("start", "ge2026-03-03"), ("start", "lt2026-04-01"), ("_count", "3")]
    total = searches.slots(query or ()).total
    while query is not None:
        page = searches.slots(query)
        seen += [one.resource["id"] for one in page.found]
        assert page.told == ""
        query = page.next_query
    assert len(seen) == len(set(seen)) == total == 18


def test_an_open_search_says_how_far_it_reaches() -> None:
    assert "2026-03-01T00:00:00+01:00 till 2026-06-01" in searcher(ONE).slots([]).told
    assert searcher(ONE).slots([("start", "ge2026-03-03")]).told


def test_the_schedule_comes_along_when_it_is_asked_for() -> None:
    page = searcher(ONE).slots([("start", "2026-03-03"), ("_include", "Slot:schedule")])
    assert [(one.mode, one.resource["resourceType"]) for one in page.found] == [
        ("match", "Slot"),
        ("match", "Slot"),
        ("include", "Schedule"),
    ]
    assert page.total == 2


# -- rights ---------------------------------------------------------------------------------

CHOSEN = once("tis 13–13:30", eligible=Eligibility(units=frozenset({"bjorken"})))


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        (Asker("web:per-lund", PER, unit=UNIT), True),
        (Asker("web:x", person("x", unit="annan")), False),
        (Asker("web:x", None, home=UNIT), False),
        (Asker("web:gun-ek", GUN), True),
        (Asker("web:y", person("y", access=frozenset({Access.COORDINATOR}))), True),
        (None, True),
    ],
    ids=["chosen", "another", "by choice only", "holds it", "coordinates", "operator"],
)
def test_an_hour_for_chosen_centres_is_there_for_those_who_may_see_it(
    who: Asker | None, sees: bool
) -> None:
    searches = searcher(CHOSEN, who=who)
    slot = searcher(CHOSEN).slots([]).found[0].resource["id"]
    assert bool(searches.slots([]).total) is sees
    assert bool(searches.schedules([]).total) is sees
    assert (searches.schedule("ger-1") is not None) is sees
    assert (searches.slot(slot) is not None) is sees
