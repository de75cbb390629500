"""A unit named anywhere, or a kind of unit, leads to numbers; a subject at a place does not."""

from dataclasses import replace

import pytest

from directory.catalogue.units import UnitKind
from directory.region import Region
from tests.builders import at, phone, small_region, unit
from tests.chat import open_chat

NIGHT = at("2026-11-24 23:00")


@pytest.mark.parametrize(
    "typed",
    [
        "björken",
        "bjorken",
        "björkens hälsocentral",
        "hc björken",
        "ring björkens hälsocentral",
        "vad är numret till björken",
        "telefon till vårdcentralen björken tack",
        "norra hälsocentralen",
    ],
)
@pytest.mark.parametrize("command", ["", "/konsult "])
async def test_a_unit_named_anywhere_shows_its_numbers(typed: str, command: str) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(f"{command}{typed}")
    assert seen.lines[0].startswith("Björkens hälsocentral")


async def test_a_misspelt_name_is_said_to_have_been_read_as_another() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult bjürkens")
    assert seen.lines[0] == "Läste det som Björkens hälsocentral."
    assert seen.lines[1].startswith("Björkens hälsocentral")


@pytest.mark.parametrize("typed", ["kardiologi granvik", "bakjour medicin på granviks lasarett"])
async def test_a_unit_beside_a_subject_is_its_place(typed: str) -> None:
    chat = await open_chat()
    sees = (await chat.user("hanna-h").types(f"/konsult {typed}")).sees
    assert "Bakjour" in sees
    assert "Vill du ha en jour" not in sees


async def test_a_hospital_offers_its_on_call_services_below_its_numbers() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult granviks lasarett")
    assert seen.lines[0].startswith("Granviks lasarett")
    assert "Vill du ha en jour på Granviks lasarett?" in seen.lines
    await seen.taps("Kardiologi Granvik · Granviks lasarett")
    assert seen.lines[0].startswith("Kardiologi Granvik · Granviks lasarett")


@pytest.mark.parametrize(
    "typed", ["vårdcentral", "hälsocentralerna", "vc", "HC", "halsocentral", "hälsocentalen"]
)
async def test_a_kind_of_unit_lists_them_with_numbers(typed: str) -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types(f"/konsult {typed}")
    assert seen.lines[0] == "Hälsocentraler"
    assert "Ekens hälsocentral" in seen.sees
    assert "bara för" not in seen.sees


async def test_private_ones_only_when_these_are_asked_for() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult privata vårdcentraler")
    assert "Ekens hälsocentral" in seen.lines[1]
    assert "Björkens" not in seen.sees


async def test_a_patient_at_a_centre_is_a_question_about_the_patient() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult patient på vårdcentralen med hjärtsvikt")
    assert seen.lines[0].startswith("Kardiologi")


async def test_a_name_that_is_unknown_beside_a_kind_is_said() -> None:
    chat = await open_chat()
    seen = await chat.user("hanna-h").types("/konsult hälsocentralen kvasten")
    assert seen.lines[0] == "Förstod inte ”kvasten”, svaret gäller resten."
    assert "Hälsocentraler" in seen.lines


def with_hours(hours: str) -> Region:
    region = small_region()
    on_call = unit(
        "jour",
        name="Jourmottagningen Granvik",
        kind=UnitKind.OTHER,
        phones=(phone("0980-319 250", hours="jourtid"),),
    )
    centre = phone("0980-319 230")
    units = tuple(
        replace(one, hours=hours, phones=(centre,)) if one.id == "bjorken" else one
        for one in region.units
    )
    return replace(region, units=(*units, on_call))


async def test_a_closed_unit_says_until_when_and_whom_to_call_instead() -> None:
    chat = await open_chat(with_hours("mån–fre 08–17"), NIGHT)
    seen = await chat.user("hanna-h").types("/konsult björken")
    assert seen.lines[1].startswith("Stängt nu, öppnar 08:00; i stället: ")
    assert "Jourmottagningen Granvik 0980-319 250" in seen.lines[1]
    assert "eller Växeln" in seen.lines[1]


async def test_hours_that_cannot_be_read_stand_as_they_are_written() -> None:
    chat = await open_chat(with_hours("enligt anslag"), NIGHT)
    sees = (await chat.user("hanna-h").types("/konsult björken")).sees
    assert "Stängt" not in sees
    assert "enligt anslag" in sees


async def test_the_moment_that_was_asked_about_decides() -> None:
    chat = await open_chat(with_hours("mån–fre 08–17"), NIGHT)
    sees = (await chat.user("hanna-h").types("/konsult björken i morgon kl 10")).sees
    assert "Stängt" not in sees
