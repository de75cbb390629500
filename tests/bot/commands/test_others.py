"""/nummer, /jour, /jag, /ejsvar and /hjalp."""

from dataclasses import replace
from datetime import date

import pytest

from directory.phones import Audience
from directory.units import UnitKind
from tests.builders import at, person, phone, role_phone, shift, small_region, unit
from tests.chat import open_chat


async def test_a_unit_s_numbers_with_source_and_age() -> None:
    region = small_region()
    line = phone(
        "0980-319 230",
        label="Läkarlinje",
        source="KIV",
        verified=date(2026, 10, 3),
        hours="vard 8–16",
    )
    units = tuple(replace(u, phones=(line,)) if u.id == "bjorken" else u for u in region.units)
    chat = await open_chat(replace(region, units=units))
    seen = await chat.user("karin-k").types("/nummer björken")
    assert "0980-319 230  Läkarlinje  vard 8–16 · kontrollerat 3 okt (KIV)" in seen.sees


@pytest.mark.parametrize(
    "typed", ["/nummer björken", "/vc björken", "/vc norra hälsocentralen", "/nummer bjorken"]
)
async def test_a_unit_is_found_by_its_name_its_former_name_and_without_accents(typed: str) -> None:
    chat = await open_chat()
    assert (await chat.user().types(typed)).lines[0].startswith("Björkens hälsocentral")


async def test_a_private_centre_is_served_alike_and_said_to_be_private() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/nummer eken")
    assert seen.lines[0] == "Ekens hälsocentral · hälsocentral, privat (Ekens Läkare AB) · Åsbo"
    assert "0980-319 210" in seen.sees


async def test_a_number_for_one_kind_of_asker_is_shown_to_those_only() -> None:
    region = small_region()
    secret = phone("0980-319 240", audience=Audience.EMERGENCY, label="Akutlinje")
    units = tuple(
        replace(u, phones=(*u.phones, secret)) if u.id == "bjorken" else u for u in region.units
    )
    emergency = person("eskil-e", unit="akuten")
    chat = await open_chat(replace(region, units=units, people=(*region.people, emergency)))
    sees = {
        who: "319 240" in (await chat.user(who).types("/nummer björken")).sees
        for who in ("hanna-h", "eskil-e", "karin-k", "")
    }
    assert sees == {"hanna-h": False, "eskil-e": True, "karin-k": True, "": False}


async def test_who_holds_a_function_at_a_unit() -> None:
    chat = await open_chat()
    seen = await chat.user("karin-k").types("/nummer MLA björken")
    assert "MLA:  Ivar Is" in seen.sees
    assert (
        "Ingen verksamhetschef är inlagd"
        in (await seen.types("/nummer verksamhetschef björken")).sees
    )


async def test_a_clinic_is_found_by_its_subject() -> None:
    chat = await open_chat()
    assert (await chat.user().types("/nummer hjärtkliniken")).lines[0].startswith("Hjärtkliniken")


async def test_a_unit_without_a_number_still_gives_one_to_call() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/nummer hjärtkliniken")
    assert seen.lines[1].startswith("Inget nummer till Hjärtkliniken")
    assert "Växeln Granviks lasarett\n08-465 004 01" in seen.sees


async def test_several_units_are_a_choice() -> None:
    region = small_region()
    other = unit("bjorken-2", name="Björkens hälsocentral Väst", municipality="Åsbo")
    chat = await open_chat(replace(region, units=(*region.units, other)))
    seen = await chat.user().types("/nummer björk")
    assert "Björkens hälsocentral (Granvik)" in seen.sees
    assert "Björkens hälsocentral Väst (Åsbo)" in seen.sees


async def test_nothing_found_is_said_with_a_number_to_call() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/nummer xyzzy")
    assert seen.lines[0] == "Jag hittar ingen enhet som heter ”xyzzy”."
    assert "08-465 004 01" in seen.sees


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


async def test_a_home_unit_is_found_by_search_and_changes_the_answers() -> None:
    chat = await open_chat()
    stranger = await chat.user().types("/jag")
    assert "ingen vald" in stranger.sees
    await stranger.taps("Sök", enhet="ekn")
    assert "Ingen enhet heter ”ekn”" in stranger.sees
    await stranger.taps("Sök", enhet="eken")
    await stranger.types("/jag")
    assert "Ekens hälsocentral (Åsbo)" in stranger.sees
    await stranger.taps("Ta bort")
    assert "ingen vald" in (await stranger.types("/jag")).sees


async def test_a_home_unit_that_does_not_exist_keeps_what_was_typed() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/jag hemenhet qqqqqq")
    assert "Ingen enhet heter ”qqqqqq”" in seen.sees
    empty = await seen.taps("Sök", enhet=" ")
    assert "Skriv namnet på din enhet" in empty.sees


async def test_help_explains_one_command() -> None:
    chat = await open_chat()
    seen = await chat.user().types("/hjalp vc")
    assert seen.lines[0] == "/nummer <enhet eller funktion>"
    assert "Samma sak: /vc" in seen.sees


async def test_missed_contacts_of_one_subject() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Fick ej svar")
    karin = await chat.user("karin-k").types("/ejsvar medicin")
    assert karin.sees == "Inga missade kontakter för ”medicin” de senaste 30 dagarna."
    assert "30 dagar: 1" in (await karin.types("/ejsvar kardiologi")).sees


async def test_every_unit_kind_has_a_word() -> None:
    assert all(kind.value.islower() for kind in UnitKind)
