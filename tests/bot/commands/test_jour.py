"""/jour: the roster of a service, a day or a hospital."""

from directory.catalogue.phones import Audience
from tests.builders import at, role_phone, shift, small_region
from tests.chat import open_chat


async def test_the_roster_of_a_day_and_night() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/jour medicin")
    assert seen.lines == [
        "Internmedicin Granvik · Granviks lasarett · tis 14:05 – ons 14:05",
        "tis 16:00–07:30  Primärjour  Eva Ek    08-465 004 30",
        "tis 16:00–07:30  Bakjour     Gun Gran  08-465 004 31",
        "Schema inläst 14:05",
    ]


async def test_a_whole_day_is_asked_for_by_its_name() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/jour medicin lördag")
    assert seen.lines[0].endswith("lör 00:00 – sön 00:00")


async def test_a_gap_is_visible_in_the_roster() -> None:
    chat = await open_chat(now=at("2026-11-25 18:00"))
    seen = await chat.user("hanna-h").types("/jour medicin")
    assert "obemannat" in seen.sees


async def test_all_rosters_of_a_hospital_at_once() -> None:
    chat = await open_chat(now=at("2026-11-24 20:00"))
    seen = await chat.user("hanna-h").types("/jour granviks lasarett")
    assert seen.lines[0] == "Jour Granviks lasarett · tis 20:00"
    assert len(seen.lines) == 4


async def test_a_personal_number_is_not_in_a_roster_of_another_day() -> None:
    chat = await open_chat(small_region(role_phones=()), now=at("2026-11-24 18:00"))
    for day in ("onsdag", "torsdag", "fredag", "lördag", "söndag"):
        assert (
            "070-174 06 05"
            not in (await chat.user("hanna-h").types(f"/jour kardiologi {day}")).sees
        )


async def test_a_personal_number_is_in_the_roster_while_its_owner_is_on_duty() -> None:
    """Also where the function has a number, if the asker may not see that one."""
    hidden = role_phone(number="08-465 004 13", audience=Audience.COORDINATORS)
    night = shift(who="anna-a")
    region = small_region(role_phones=(hidden,), rotations=(), shifts=(night,))
    chat = await open_chat(region, now=night.start)
    hanna = await chat.user("hanna-h").types("/jour kardiologi")
    assert hanna.lines[1] == "till 07:30  Bakjour  Anna Asp  070-174 06 05"
    karin = await chat.user("karin-k").types("/jour kardiologi")
    assert karin.lines[1] == "till 07:30  Bakjour  Anna Asp  08-465 004 13"
