"""A pilot: its days, for whom it is, and that every hour of it follows at once."""

from dataclasses import replace
from datetime import date

import pytest

from directory.catalogue.people import Profession
from directory.catalogue.units import Unit
from directory.hours.availability import Diary, availability
from directory.hours.eligibility import ANYONE, Eligibility
from directory.hours.kept import Booked, Offered, diary
from directory.hours.pilots import NO_PILOTS, Pilot, Pilots
from directory.hours.sittings import sittings
from directory.walltime.days import Calendar
from tests.builders import at, between, unit
from tests.directory.hours.making import a_booking, a_pilot, an_hour

SPRING = between("2026-03-01 00:00", "2026-06-30 00:00")
EARLIER = at("2026-01-05 08:00")
FYREN, BJORKEN = unit("hc-fyren", municipality="Havsåker"), unit("bjorken", municipality="Granvik")
NURSES = Eligibility(professions=frozenset({Profession.NURSE}))
FYREN_ONLY = Eligibility(units=frozenset({"hc-fyren"}))
PILOT = a_pilot(date(2026, 3, 3), date(2026, 3, 17))


def _days(pilot: Pilot, hours: str = "tis 13–14", **fields: date) -> list[str]:
    hour = an_hour(hours, pilot=pilot.id, **fields)  # type: ignore[arg-type]  # dates of it
    return [f"{s.day:%d/%m}" for s in sittings(hour, SPRING, Calendar(), Pilots([pilot]))]


def test_both_its_first_and_its_last_day_are_held() -> None:
    assert _days(PILOT) == ["03/03", "10/03", "17/03"]


def test_what_begins_on_the_last_evening_is_held_whole() -> None:
    hour = an_hour("tis 22–02", pilot=PILOT.id)
    *_, last = sittings(hour, SPRING, Calendar(), Pilots([PILOT]))
    assert last.end == at("2026-03-18 02:00")


def test_the_shorter_of_the_hour_and_the_pilot_holds() -> None:
    assert _days(PILOT, first=date(2026, 3, 4), last=date(2026, 3, 10)) == ["10/03"]


def test_an_hour_of_no_pilot_is_held_whatever_the_pilots() -> None:
    assert len(list(sittings(an_hour("tis 13–14"), SPRING, Calendar(), Pilots([PILOT])))) == 17


def test_an_hour_of_an_unknown_pilot_is_not_held_and_is_nobodys() -> None:
    hour = an_hour("tis 13–14", pilot="gone")
    assert not list(sittings(hour, SPRING, Calendar(), Pilots([PILOT])))
    assert not availability(hour, Diary(), SPRING, Calendar(), EARLIER)
    assert not NO_PILOTS.may_use(hour, FYREN, Profession.NURSE)


def test_what_is_booked_stays_when_the_pilot_ends_sooner() -> None:
    hour, booking = an_hour("tis 13–14", pilot=PILOT.id), a_booking(at("2026-03-17 13:00"))
    shortened = replace(PILOT, last=date(2026, 3, 16))
    in_the_way = diary("gun-ek", Offered([hour], (), [shortened]), Booked([booking]))
    slots = availability(hour, in_the_way, SPRING, Calendar(), EARLIER)
    assert {f"{slot.start:%d/%m}" for slot in slots} == {"03/03", "10/03", "17/03"}
    assert slots[-1].start == booking.start


@pytest.mark.parametrize(
    ("of_hour", "of_pilot", "who", "profession", "may"),
    [
        (ANYONE, ANYONE, None, None, True),
        (ANYONE, FYREN_ONLY, FYREN, Profession.PHYSICIAN, True),
        (ANYONE, FYREN_ONLY, BJORKEN, Profession.PHYSICIAN, False),
        (ANYONE, FYREN_ONLY, None, Profession.PHYSICIAN, False),
        (FYREN_ONLY, ANYONE, BJORKEN, Profession.PHYSICIAN, False),
        (NURSES, FYREN_ONLY, FYREN, Profession.NURSE, True),
        (NURSES, FYREN_ONLY, FYREN, Profession.PHYSICIAN, False),
        (NURSES, FYREN_ONLY, BJORKEN, Profession.NURSE, False),
    ],
)
def test_an_hour_in_a_pilot_is_for_those_whom_both_allow(
    of_hour: Eligibility,
    of_pilot: Eligibility,
    who: Unit | None,
    profession: Profession | None,
    may: bool,
) -> None:
    hour = an_hour("tis 13–14", eligible=of_hour, pilot=PILOT.id)
    pilots = Pilots([replace(PILOT, eligible=of_pilot)])
    assert pilots.may_use(hour, who, profession) is may


def test_widening_a_pilot_opens_all_its_hours_at_once() -> None:
    narrow = replace(PILOT, eligible=FYREN_ONLY)
    hours = [an_hour("tis 13–14", id_=f"bup-{number}", pilot=PILOT.id) for number in range(3)]
    wide = replace(narrow, eligible=replace(FYREN_ONLY, municipalities=frozenset({"Granvik"})))
    for pilot, open_ in ((narrow, 0), (wide, 3)):
        assert [Pilots([pilot]).may_use(h, BJORKEN, None) for h in hours].count(True) == open_


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": "  "}, "namn"),
        ({"last": date(2026, 3, 2)}, "Sista dagen"),
        ({"owners": frozenset()}, "ansvarar"),
    ],
    ids=["no name", "ends first", "nobody's"],
)
def test_a_pilot_that_cannot_be_kept_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(PILOT, **fields)  # type: ignore[arg-type]  # fields of it
