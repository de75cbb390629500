"""Faults in rosters: a promised hour that nobody covers is always found, a covered one never."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from directory.catalogue.phones import PhoneKind
from directory.catalogue.roles import Role
from directory.catalogue.services import Service, ServiceKind
from directory.catalogue.units import Unit
from directory.region import Region
from directory.rosters.line import Line
from directory.rosters.override import Override, OverrideKind
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written, read_somebody
from directory.snapshot import Snapshot
from directory.staffing.faults import AHEAD, FaultKind, RosterFault, roster_faults
from directory.walltime.days import Calendar, TimeClass
from directory.walltime.hours import Hours
from directory.walltime.opening import WorkingHours, time_class
from tests.builders import (
    Fields,
    at,
    chain_step,
    held,
    override,
    person,
    phone,
    region,
    role_phone,
    rotation,
    service,
    shift,
    unit,
)

NOW = at("2026-11-24 12:00")
LINE = ("kardiologi", Role.SENIOR_ON_CALL)
UNIT: Unit = unit("bjorken")
PEOPLE = (
    person("anna-a", show_number=True, phones=(phone("070-174 06 05", kind=PhoneKind.MOBILE),)),
    person("bo-b", phones=(phone("070-174 06 06", kind=PhoneKind.MOBILE),)),
    person("cecilia-c", show_number=True, phones=(phone("fråga växeln", kind=PhoneKind.TEXT),)),
)


def small(*shifts: Shift, of: Service | None = None, **fields: Any) -> Region:
    """One service with one roster, the bakjour's, and a number for whoever has it."""
    parts: Fields = {
        "units": (UNIT,),
        "people": PEOPLE,
        "services": (of or service(),),
        "chain_steps": (chain_step(), chain_step(time_class=TimeClass.OFFICE)),
        "role_phones": (role_phone(),),
        "shifts": shifts,
    }
    return region(**parts | fields)


def picture(of: Region, now: datetime, *overrides: Override) -> Snapshot:
    window = Hours(now - timedelta(days=9), now + timedelta(days=29))
    return Snapshot(of, held(*overrides), window=window, loaded_at=now)


def faults(of: Region, *overrides: Override, now: datetime = NOW) -> list[RosterFault]:
    return list(roster_faults(picture(of, now, *overrides), now, now + AHEAD))


def spans(found: Sequence[RosterFault], kind: FaultKind) -> list[tuple[datetime, datetime]]:
    return [(one.start, one.end) for one in found if one.kind is kind]


ALWAYS = (
    shift("2026-11-10 00:00", 24 * 8),
    *(
        shift(f"2026-{month}-{day} 00:00", 24 * 8)
        for month, day in (("11", "18"), ("11", "26"), ("12", "04"), ("12", "12"))
    ),
)


def test_a_roster_that_is_full_has_no_fault() -> None:
    assert faults(small(*ALWAYS)) == []


def test_hours_that_nobody_covers_are_one_gap_whatever_the_time_class() -> None:
    roster = [one for one in ALWAYS if one.start != at("2026-11-26 00:00")]
    [gap] = faults(small(*roster))
    assert (gap.kind, gap.start, gap.end) == (
        FaultKind.UNCOVERED,
        at("2026-11-26 00:00"),
        at("2026-12-04 00:00"),
    )
    assert gap.id == f"obemannat|kardiologi|bakjour||{gap.start.isoformat()}"


def test_a_shift_without_a_person_and_a_left_shift_are_gaps() -> None:
    nobody = shift("2026-11-26 00:00", 24 * 8, who="")
    vacant = small(*(nobody if one.start == nobody.start else one for one in ALWAYS))
    assert len(faults(vacant)) == 1
    left = override(
        start="2026-11-27 08:00", hours=3, person="", kind=OverrideKind.LEAVES, instead_of="anna-a"
    )
    assert spans(faults(small(*ALWAYS), left), FaultKind.UNCOVERED) == [
        (at("2026-11-27 08:00"), at("2026-11-27 11:00"))
    ]


def test_one_who_is_busy_for_an_hour_has_not_left_a_gap() -> None:
    busy = override(start="2026-11-27 08:00", hours=1, person="", kind=OverrideKind.BUSY)
    assert faults(small(*ALWAYS), busy) == []


def test_a_line_with_only_a_phone_is_no_gap() -> None:
    assert faults(small()) == []


def test_a_step_that_is_only_for_when_somebody_is_rostered_promises_nothing() -> None:
    optional = (
        chain_step(if_rostered=True),
        chain_step(time_class=TimeClass.OFFICE, if_rostered=True),
    )
    assert faults(small(shift(), chain_steps=optional)) == []


def test_the_promise_of_another_service_is_that_one_s() -> None:
    other = service("medicin", specialty="internmedicin")
    steps = (
        chain_step("medicin", 1, of_service="kardiologi"),
        chain_step("medicin", 1, time_class=TimeClass.OFFICE, of_service="kardiologi"),
    )
    own = shift("2026-11-25 08:00", 2, of="medicin")  # a roster that its own chain never asks
    both = small(*ALWAYS[:2], own, services=(service(), other))
    both = replace(both, chain_steps=(*both.chain_steps, *steps))
    assert {one.service for one in faults(both)} == {"kardiologi"}


def test_an_earlier_promised_step_does_not_excuse_a_later_one() -> None:
    first = (
        chain_step(role=Role.PRIMARY_ON_CALL),
        chain_step(time_class=TimeClass.OFFICE, role=Role.PRIMARY_ON_CALL),
    )
    later = chain_step(position=2), chain_step(position=2, time_class=TimeClass.OFFICE)
    primary = [replace(one, role=Role.PRIMARY_ON_CALL) for one in ALWAYS]
    found = faults(small(*primary, ALWAYS[0], chain_steps=(*first, *later)))
    assert {one.role for one in found} == {Role.SENIOR_ON_CALL}


def test_a_service_with_opening_hours_promises_those_and_keeps_red_days() -> None:
    hours = WorkingHours.parse("mån–fre 08–16")
    team = service(kind=ServiceKind.MOBILE_TEAM, hours=hours)
    now = at("2026-12-23 17:00")
    found = faults(small(of=team, rotations=(rotation(until=date(2026, 1, 6)),)), now=now)
    assert [one.start for one in found][:3] == [
        at("2026-12-28 08:00"),
        at("2026-12-29 08:00"),
        at("2026-12-30 08:00"),
    ]
    assert at("2027-01-06 08:00") not in {one.start for one in found}


def test_one_without_a_number_that_may_be_shown_is_told_for_all_her_hours() -> None:
    roster = [
        replace(one, person="bo-b") if one.start == at("2026-11-26 00:00") else one
        for one in ALWAYS
    ]
    [fault] = faults(small(*roster, role_phones=()))
    assert (fault.kind, fault.people) == (FaultKind.NO_NUMBER, ("bo-b",))
    assert (fault.start, fault.end) == (at("2026-11-26 00:00"), at("2026-12-04 00:00"))


def test_words_are_no_number() -> None:
    roster = [replace(one, person="cecilia-c") for one in ALWAYS]
    [fault] = faults(small(*roster, role_phones=()))
    assert (fault.kind, fault.people) == (FaultKind.NO_NUMBER, ("cecilia-c",))
    words = role_phone(number="via växeln", kind=PhoneKind.TEXT)
    assert faults(small(*roster, role_phones=(words,))) != []


def test_two_on_duty_are_told_unless_the_role_is_doubled() -> None:
    twice = (*ALWAYS, shift("2026-11-30 08:00", 4, who="bo-b"))
    [fault] = faults(small(*twice))
    assert (fault.kind, fault.people) == (FaultKind.OVERLAP, ("anna-a", "bo-b"))
    assert (fault.start, fault.end) == (at("2026-11-30 08:00"), at("2026-11-30 12:00"))
    doubled = service(doubled_roles=frozenset({Role.SENIOR_ON_CALL}))
    assert faults(small(*twice, of=doubled)) == []


def test_an_override_that_no_longer_fits_is_one_fault_that_does_not_move() -> None:
    took = override(start="2026-11-27 08:00", hours=6, person="bo-b", instead_of="cecilia-c")
    named = small(*ALWAYS)
    for now in (NOW, at("2026-11-27 10:00")):
        [fault] = [one for one in faults(named, took, now=now) if one.kind is FaultKind.MISFIT]
        assert (fault.start, fault.people) == (at("2026-11-27 08:00"), ("cecilia-c", "bo-b"))
        assert fault.why == "den som ändringen gäller har inte passet då"
    gone = replace(took, service="nothing")
    assert faults(named, gone) == []


def test_one_who_is_busy_and_another_beside_her_are_not_two_who_answer() -> None:
    twice = (*ALWAYS, shift("2026-11-30 08:00", 4, who="bo-b"))
    busy = override(
        start="2026-11-30 08:00", hours=4, person="", kind=OverrideKind.BUSY, instead_of="anna-a"
    )
    assert faults(small(*twice), busy) == []


def test_a_gap_that_has_begun_keeps_its_name_from_tick_to_tick() -> None:
    ids = [
        {one.id for one in faults(small(ALWAYS[1]), now=NOW + timedelta(days=2, hours=hours))}
        for hours in (16, 20, 31, 47)
    ]
    assert ids[0] == ids[1] == ids[2] == ids[3] != set()


def test_a_night_over_a_change_of_clocks_leaves_no_hour_out() -> None:
    for night in ("2026-10-24", "2026-03-28"):
        now = at(f"{night} 12:00")
        daily = rotation("kardiologi", "anna-a", start=time(8), end=time(8))
        assert faults(small(rotations=(daily,)), now=now) == []


# -- against the minute hand --------------------------------------------------------------

STEP = timedelta(minutes=30)
DAYS = 4
_role = st.sampled_from([Role.SENIOR_ON_CALL, Role.PRIMARY_ON_CALL])
_who = st.sampled_from(["", "anna-a", "bo-b", "cecilia-c"])


@st.composite
def _shifts(draw: st.DrawFn, now: datetime) -> list[Shift]:
    shifts = []
    for _ in range(draw(st.integers(0, 12))):
        start = now + draw(st.integers(-48, DAYS * 48)) * STEP
        length = draw(st.integers(1, 60)) * STEP
        shifts.append(
            Shift("kardiologi", draw(_role), read_somebody(draw(_who)), start, start + length)
        )
    return shifts


@st.composite
def _regions(draw: st.DrawFn, now: datetime) -> Region:
    steps = [
        chain_step(
            position=position, time_class=time_class_, role=role, if_rostered=draw(st.booleans())
        )
        for time_class_ in TimeClass
        for position, role in enumerate((Role.PRIMARY_ON_CALL, Role.SENIOR_ON_CALL), start=1)
        if draw(st.booleans())
    ]
    kind = draw(st.sampled_from([ServiceKind.ON_CALL, ServiceKind.SUBACUTE]))
    hours = draw(st.sampled_from(["mån–fre 08–16", "alla dagar 08–20", ""]))
    doubled = frozenset({Role.PRIMARY_ON_CALL}) if draw(st.booleans()) else frozenset()
    of = service(kind=kind, hours=WorkingHours.parse(hours), doubled_roles=doubled)
    phones = (role_phone(),) if draw(st.booleans()) else ()
    return small(*draw(_shifts(now)), of=of, chain_steps=tuple(steps), role_phones=phones)


@st.composite
def _overrides(draw: st.DrawFn, now: datetime) -> Override:
    kind = draw(st.sampled_from(OverrideKind))
    who = {OverrideKind.LEAVES: "", OverrideKind.TAKES_OVER: "bo-b"}.get(kind, draw(_who))
    start = now + draw(st.integers(-20, DAYS * 40)) * STEP
    return replace(
        override(kind=kind, person=who, role=draw(_role), instead_of=draw(_who)),
        id=str(draw(st.integers(0, 10**9))),
        start=start,
        end=start + draw(st.integers(1, 30)) * STEP,
    )


FaultRow = tuple[FaultKind, Role, tuple[str, ...]]


def _by_hand(of: Region, picture_: Snapshot, moment: datetime) -> Iterator[FaultRow]:
    """What is wrong at one moment, asked in the plainest way."""
    [only] = of.services
    at_ = time_class(moment, only.hours, Calendar())
    if at_ is TimeClass.ON_CALL and not only.kind.always_answers:
        return
    for role in {step.role for step in picture_.chain(only, at_) if step.role}:
        duties = picture_.rosters.duties(Line(only.id, role), moment)
        if duties is None:
            continue
        steps = [step for step in picture_.chain(only, at_) if step.role is role]
        on = [duty for duty in duties if duty.person]
        if not on and not all(step.if_rostered for step in steps):
            yield FaultKind.UNCOVERED, role, ()
        for duty in on:
            has_line = role is Role.SENIOR_ON_CALL and bool(of.role_phones)
            if not has_line and duty.person != "anna-a":
                yield FaultKind.NO_NUMBER, role, (as_written(duty.person),)
        several = tuple(sorted({as_written(duty.person) for duty in on if not duty.busy}))
        if len(several) > 1 and role not in only.doubled_roles:
            yield FaultKind.OVERLAP, role, several


@given(st.data())
@settings(max_examples=60)
def test_the_same_is_found_as_by_looking_at_every_half_hour(data: st.DataObject) -> None:
    now = at(
        data.draw(
            st.sampled_from(
                ["2026-11-24 12:00", "2026-03-27 20:00", "2026-10-23 20:00", "2026-12-23 08:00"]
            )
        )
    )
    of = data.draw(_regions(now))
    on_top = tuple(data.draw(st.lists(_overrides(now), max_size=3)))
    seen = picture(of, now, *on_top)
    found = roster_faults(seen, now, now + timedelta(days=DAYS))
    assert len({one.id for one in found}) == len(found)
    for number in range(DAYS * 48):
        moment = now + number * STEP
        told = {
            (f.kind, f.role, f.people)
            for f in found
            if f.start <= moment < f.end and f.kind is not FaultKind.MISFIT
        }
        assert told == set(_by_hand(of, seen, moment)), moment
