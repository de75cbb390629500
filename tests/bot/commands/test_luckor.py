"""”/jour luckor”: what is amiss, for whom, by service, and what to do."""

from dataclasses import replace
from datetime import time
from typing import Any

from bot.desk.front import FrontDesk
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.region import Region
from tests.builders import at, phone, rotation, service, shift, small_region, unit
from tests.chat import User, open_chat


def one_gap(**fields: Any) -> Region:
    """Bakjour for kardiologi around the clock but for Friday evening; medicin is complete."""
    whole = [
        shift("2026-11-10 00:00", 24 * 8),
        shift("2026-11-18 00:00", 24 * 8),
        shift("2026-11-26 00:00", 40),
        shift("2026-11-28 00:00", 24 * 8),
        shift("2026-12-06 00:00", 24 * 8),
    ]
    day = {"start": time(8), "end": time(8)}
    full = [
        rotation("medicin", "eva-e", **day),
        rotation("medicin", "gun-g", role=Role.PRIMARY_ON_CALL, **day),
    ]
    return small_region(**{"rotations": tuple(full), "shifts": tuple(whole)} | fields)


async def test_a_coordinator_sees_the_gap_of_her_clinic_and_what_to_do() -> None:
    chat = await open_chat(one_gap())
    seen = await chat.user("karin-k").types("/jour luckor")
    assert seen.lines[:3] == [
        "Luckor de närmaste 14 dagarna · 2 jourer",
        "Kardiologi Granvik · Granviks lasarett",
        "fre 27 nov 16:00–00:00  Bakjour  obemannat",
    ]
    assert "Obemannat: lägg in någon i schemat" in seen.sees
    assert "Internmedicin" not in seen.sees


async def test_one_subject_a_unit_and_nothing_amiss() -> None:
    chat = await open_chat(one_gap())
    karin = chat.user("karin-k")
    assert "Bakjour" in (await karin.types("/jour luckor kardiologi")).sees
    assert "Bakjour" in (await karin.types("/jour luckor granviks lasarett")).sees
    seen = await karin.types("/jour Luckor medicin")
    assert (
        seen.sees
        == "Luckor de närmaste 14 dagarna: inga (Internmedicin Granvik · Granviks lasarett)."
    )
    assert (await karin.types("/jour luckor xyzzy")).lines[
        0
    ] == "Jag hittar ingen jour för ”xyzzy”."


def elsewhere() -> tuple[Region, Service]:
    far = service(
        "ortopedi",
        name="Ortopedi Fjärran",
        specialty="ortopedi",
        unit="fjarran",
        hospital="fjarran",
    )
    region = one_gap()
    units = (*region.units, unit("fjarran", name="Fjärrans sjukhus", hospital="fjarran"))
    empty = shift("2026-11-25 08:00", 8, of="ortopedi", who="")
    return replace(
        region, units=units, services=(*region.services, far), shifts=(*region.shifts, empty)
    ), far


async def test_others_see_their_own_hospital_only() -> None:
    region, _ = elsewhere()
    chat = await open_chat(region)
    assert "Ortopedi" in (await chat.user("karin-k").types("/jour luckor ortopedi")).sees
    assert "Ortopedi" in (await chat.user("sofia-s").types("/jour luckor ortopedi")).sees
    anna = chat.user("anna-a")
    assert "Kardiologi" in (await anna.types("/jour luckor")).sees
    assert (await anna.types("/jour luckor ortopedi")).sees == (
        "Du ser luckor på din egen enhet och ditt eget sjukhus."
    )


async def test_a_hidden_name_is_for_those_who_answer_for_the_roster() -> None:
    region = one_gap()
    people = tuple(replace(p, show_name=False) if p.id == "bo-b" else p for p in region.people)
    twice = (*region.shifts, shift("2026-11-30 08:00", 2, who="bo-b"))
    chat = await open_chat(replace(region, people=people, shifts=twice))
    assert (
        "Anna Asp, Bo Björn" in (await chat.user("karin-k").types("/jour luckor kardiologi")).sees
    )
    hidden = await chat.user("cecilia-c").types("/jour luckor kardiologi")
    assert "dubbelt bemannat" in hidden.sees
    assert "Bo Björn" not in hidden.sees


async def test_a_stranger_is_told_to_name_something() -> None:
    chat = await open_chat(one_gap())
    assert "Skriv ett ämne eller en enhet" in (await chat.user().types("/jour luckor")).lines[0]


async def test_many_faults_are_folded() -> None:
    days = tuple(shift(f"2026-11-{day} 08:00", 1) for day in (25, 26, 27, 28, 29, 30))
    days += tuple(shift(f"2026-12-0{day} 08:00", 1) for day in range(1, 9))
    chat = await open_chat(one_gap(shifts=days))
    seen = await chat.user("karin-k").types("/jour luckor kardiologi")
    assert "Visa 3 till" in seen.sees


async def test_a_moment_whose_shifts_are_not_in_memory() -> None:
    chat = await open_chat(one_gap(shifts=(shift("2027-03-02 08:00", 1),)))
    karin = chat.user("karin-k")
    later = FrontDesk(
        chat.live, lambda: at("2027-03-01 12:00"), chat.count, phone("08-465 004 99"), chat.reads
    )
    seen = await User(later, karin.visitor).types("/jour luckor kardiologi")
    assert "tis 2 mar 09:00" in seen.sees
