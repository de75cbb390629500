"""What the agreements say on the card of /konsult: only what is sure and holds, never for a number."""

from dataclasses import replace
from typing import Any

import pytest

from bot.cards import More
from directory.agreements.document import Agreement
from directory.catalogue.roles import Role
from directory.region import Region
from directory.walltime.days import TimeClass
from tests.agreements import (
    agreement,
    agreement_chat,
    blood_pressure,
    heart_failure,
    migraine,
    section,
    version,
)
from tests.builders import at, chain_step, small_region
from tests.chat import open_chat

SAYS = (
    "Överenskommelse: Remiss vid hjärtsvikt – Remittera nyupptäckt hjärtsvikt med NT-proBNP över "
    "900 inom 2 veckor. Ska inte remitteras: • stabil hjärtsvikt utan förändrade symtom • patient i "
    "livets slut (Hjärtsvikt i samverkan, gäller till 14 nov 2027)"
)
TRIPTAN = "Triptan ges vid anfall"


def _pinning(pinned: str, **fields: Any) -> Region:
    region = small_region()
    cardiology = replace(region.services[0], pinned_section=pinned, **fields)
    return replace(region, services=(cardiology, *region.services[1:]))


async def test_what_fits_the_words_stands_after_before_the_call() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/konsult hjärtsvikt")
    before = next(n for n, line in enumerate(hanna.lines) if line.startswith("Före samtalet"))
    more = hanna.lines.index("– Mer: överenskommelse –")
    assert more > before and hanna.lines[more + 1] == SAYS
    numbers = [line for line in hanna.lines[:before] if line[:1].isdigit()]
    assert "08-465 004 10" in numbers[0] and "Växeln" in numbers[-1]


async def test_the_card_is_still_short() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/konsult hjärtsvikt")
    visible = [part for part in hanna.card.parts if not isinstance(part, More)]
    assert len(visible) - 1 <= 10  # the actions aside


async def test_the_whole_section_is_one_tap_away() -> None:
    hanna = await (await agreement_chat()).user("hanna-h").types("/konsult hjärtsvikt")
    await hanna.taps("Läs avsnittet")
    assert "Ska inte remitteras:" in hanna.sees


@pytest.mark.parametrize(
    "typed", ["kardiologi", "kardiologen", "Kardiologi Granvik", "bakjour kardiologi", "kardiolgi", "kardiologi i natt", "kardiologjouren"]
)  # fmt: skip
async def test_a_name_alone_is_not_searched_for(typed: str) -> None:
    named = heart_failure()
    named = replace(named, sections=(replace(named.sections[0], heading="Kardiologi"),))
    hanna = await (await agreement_chat(version(named))).user("hanna-h").types(f"/konsult {typed}")
    assert "Kardiologi Granvik" in hanna.sees
    assert "Överenskommelse" not in hanna.sees and "Läs avsnittet" not in hanna.sees


@pytest.mark.parametrize(
    "document",
    [
        heart_failure(valid_to=at("2026-11-23 12:00").date()),
        heart_failure(valid_from=at("2026-11-25 12:00").date()),
        heart_failure(valid_to=None),
    ],
)
async def test_what_does_not_hold_or_does_not_say_is_not_shown(document: Agreement) -> None:
    hanna = (
        await (await agreement_chat(version(document))).user("hanna-h").types("/konsult hjärtsvikt")
    )
    assert "Kardiologi Granvik" in hanna.sees and "Överenskommelse" not in hanna.sees


async def test_what_is_only_near_is_not_shown() -> None:
    hanna = (await agreement_chat()).user("hanna-h")
    await hanna.types("/konsult hjärtsvikt aldosteron")
    assert "Överenskommelse" not in hanna.sees


async def test_a_mention_is_shown_only_from_a_document_about_the_whole_specialty() -> None:
    text = "SGLT2-hämmare väljs vid hjärtsvikt."
    held = {"valid_to": at("2027-11-14 12:00").date()}
    for title, shown in (
        ("Diabetes mellitus", False),
        ("Koronarsjukdom", False),
        ("Hjärtsvikt", False),
        ("Kardiologi", True),
    ):
        one = agreement("d", title, section("Läkemedelsval", text), **held)
        hanna = (
            await (await agreement_chat(version(one))).user("hanna-h").types("/konsult hjärtsvikt")
        )
        assert (text in hanna.sees) is shown, title
    one = agreement("d", "Kardiologi", section("Val", text), specialties=("urologi",), **held)
    hanna = await (await agreement_chat(version(one))).user("hanna-h").types("/konsult hjärtsvikt")
    assert text not in hanna.sees


async def test_where_only_the_service_was_named_its_own_section_is_shown_as_the_clinic_s() -> None:
    held = migraine(valid_to=at("2027-11-14 12:00").date())
    chat = await agreement_chat(version(held), region=_pinning("migran#Triptaner"))
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert TRIPTAN in hanna.sees
    await hanna.taps("Fick ej svar")
    assert TRIPTAN in hanna.sees


async def test_words_go_before_the_service_s_own_section() -> None:
    held = migraine(valid_to=at("2027-11-14 12:00").date())
    both = version(held), version(heart_failure())
    chat = await agreement_chat(*both, region=_pinning("migran#Triptaner"))
    hanna = await chat.user("hanna-h").types("/konsult hjärtsvikt")
    assert SAYS in hanna.sees and TRIPTAN not in hanna.sees


@pytest.mark.parametrize(
    "pinned", ["rmr-hypertoni#Sekundär hypertoni", "migran#Triptaner", "migran#Finns inte", "x#y", "migran", "#"]
)  # fmt: skip
async def test_a_pinned_section_that_does_not_hold_is_not_shown(pinned: str) -> None:
    chat = await agreement_chat(
        version(migraine()), version(blood_pressure()), region=_pinning(pinned)
    )
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    assert "Kardiologi Granvik" in hanna.sees and "Överenskommelse" not in hanna.sees


async def test_a_choice_keeps_the_words() -> None:
    region = small_region()
    other = replace(region.services[0], id="kardiologi-2", name="Kardiologi Mottagning")
    chat = await agreement_chat(
        region=replace(region, services=(*region.services, other), terms=())
    )
    hanna = await chat.user("hanna-h").types("/konsult hjärtsvikt")
    assert "på flera ställen" in hanna.lines[0]
    await hanna.taps("Kardiologi Granvik · Granviks lasarett")
    assert SAYS in hanna.sees


async def test_a_choice_among_specialties_keeps_them_too() -> None:
    title, text = "Hypertoni", "Remittera högt blodtryck trots tre läkemedel."
    held = {"valid_to": at("2027-11-14 12:00").date()}
    chat = await agreement_chat(version(agreement("h", title, section("Blodtryck", text), **held)))
    hanna = await chat.user("hanna-h").types("/konsult högt blodtryck")
    assert "Vilken?" in hanna.sees
    await hanna.taps("Kardiologi")
    assert text in hanna.sees


async def test_a_long_sentence_is_not_cut_but_its_heading_shown() -> None:
    long = heart_failure()
    text = "Remittera " + "och remittera " * 60 + "till hjärtsvikt."
    block = long.sections[0].blocks[0]._replace(text=text)
    long = replace(long, sections=(replace(long.sections[0], blocks=(block,)),))
    hanna = await (await agreement_chat(version(long))).user("hanna-h").types("/konsult hjärtsvikt")
    line = next(line for line in hanna.lines if line.startswith("Överenskommelse"))
    assert line == (
        "Överenskommelse: Remiss vid hjärtsvikt (Hjärtsvikt i samverkan, gäller till 14 nov 2027)"
    )


async def test_where_there_is_room_for_it_below_every_number_it_is_in_sight() -> None:
    step = chain_step("kardiologi", 1, role=Role.SENIOR_ON_CALL, time_class=TimeClass.OFFICE)
    chat = await agreement_chat(region=replace(small_region(), chain_steps=(step,)))
    hanna = await chat.user("hanna-h").types("/konsult hjärtsvikt")
    assert "Växeln" in hanna.lines[hanna.lines.index(SAYS) - 2]
    assert not [line for line in hanna.lines if line.startswith("– Visa")]


async def test_without_agreements_the_card_is_as_before() -> None:
    hanna = await (await open_chat()).user("hanna-h").types("/konsult hjärtsvikt")
    assert "Överenskommelse" not in hanna.sees and "Läs avsnittet" not in hanna.sees
