"""/nummer: the numbers of a unit, for those who may have them."""

from dataclasses import replace
from datetime import date

import pytest

from directory.catalogue.phones import Audience
from directory.catalogue.units import UnitKind
from tests.builders import person, phone, small_region, unit
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


def test_every_unit_kind_has_a_word() -> None:
    assert all(kind.value.islower() for kind in UnitKind)
