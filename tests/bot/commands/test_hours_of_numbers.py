"""The hours of numbers are obeyed and said on every card."""

import re
from dataclasses import replace

import pytest

from bot.desk.sent import asker_of
from directory.catalogue.phones import Phone, PhoneKind
from directory.catalogue.roles import Role
from directory.region import Region
from tests.builders import at, phone, role_phone, small_region
from tests.chat import open_chat

DAY_TEXT, NIGHT_TEXT = "kl 08–16 vardagar", "mån–fre 16–08, lör–sön dygnet runt"
NOON, NIGHT, CHRISTMAS = "2026-11-24 12:00", "2026-11-24 23:00", "2026-12-25 12:00"


def with_senior_phones(*hours: str) -> Region:
    region = small_region()
    others = tuple(row for row in region.role_phones if row.line != role_phone("kardiologi").line)
    own = tuple(
        role_phone("kardiologi", position=n, number=f"08-465 004 7{n}", hours=text)
        for n, text in enumerate(hours)
    )
    return replace(region, role_phones=(*others, *own))


async def senior_line(region: Region, wall: str, question: str = "bakjour kardiologi") -> str:
    chat = await open_chat(region, at(wall))
    seen = await chat.user("hanna-h").types(f"/konsult {question}")
    return next(line for line in seen.lines if "Bakjour" in line)


@pytest.mark.parametrize("wall", [NIGHT, CHRISTMAS])
async def test_by_night_the_night_number_is_first_and_the_other_says_when(wall: str) -> None:
    line = await senior_line(with_senior_phones(DAY_TEXT, NIGHT_TEXT), wall)
    assert line.index("08-465 004 71") < line.index("08-465 004 70")
    assert f"08-465 004 70 ({DAY_TEXT}, stängt nu, öppnar " in line


async def test_by_day_the_day_number_is_first() -> None:
    line = await senior_line(with_senior_phones(NIGHT_TEXT, DAY_TEXT), NOON)
    assert line.index("08-465 004 71") < line.index("08-465 004 70")
    assert "stängt nu, öppnar 16:00" in line


async def test_another_time_that_was_asked_about_decides() -> None:
    region = with_senior_phones(DAY_TEXT, NIGHT_TEXT)
    line = await senior_line(region, NOON, "bakjour kardiologi i natt kl 23")
    assert line.index("08-465 004 71") < line.index("08-465 004 70")
    assert "stängt då" in line


async def test_words_that_are_no_hours_stand_beside_the_number() -> None:
    line = await senior_line(with_senior_phones("fråga efter Anna"), NIGHT)
    assert "08-465 004 70" in line
    assert "fråga efter Anna" in line
    assert "stängt" not in line


async def test_a_role_whose_only_number_is_closed_says_so_and_leads_on() -> None:
    line = await senior_line(with_senior_phones(DAY_TEXT), NIGHT)
    assert "stängt nu, öppnar 08:00" in line
    assert "gå vidare till nästa steg" in line


def _unit_phones(*phones: Phone) -> Region:
    region = small_region()
    units = tuple(
        replace(unit, phones=phones) if unit.id == "bjorken" else unit for unit in region.units
    )
    return replace(region, units=units)


async def test_of_a_unit_s_numbers_the_one_that_answers_is_first() -> None:
    region = _unit_phones(
        phone("0980-319 230", hours="vard 08–16"), phone("0980-319 231", hours="jourtid")
    )
    chat = await open_chat(region, at(NIGHT))
    sees = (await chat.user("hanna-h").types("/nummer björken")).sees
    assert sees.index("0980-319 231") < sees.index("0980-319 230")
    assert "vard 08–16, stängt nu, öppnar 08:00" in sees


async def test_the_schedule_shows_the_number_that_answers_during_the_shift() -> None:
    region = with_senior_phones(DAY_TEXT, NIGHT_TEXT)
    chat = await open_chat(region, at(NIGHT))
    sees = (await chat.user("hanna-h").types("/jour kardiologi")).sees
    bakjour = next(line for line in sees.splitlines() if str(Role.SENIOR_ON_CALL.heading) in line)
    assert "08-465 004 71" in bakjour


@pytest.mark.parametrize(("wall", "answers"), [(NOON, "08-465 004 01"), (NIGHT, "08-465 004 03")])
async def test_the_switchboard_is_reached_on_the_number_that_answers(
    wall: str, answers: str
) -> None:
    region = small_region()
    phones = (
        phone("08-465 004 01", kind=PhoneKind.SWITCHBOARD, hours="vard 07–21"),
        phone("08-465 004 03", kind=PhoneKind.SWITCHBOARD, hours="övrig tid"),
    )
    units = tuple(
        replace(unit, phones=phones) if unit.id == "vaxel" else unit for unit in region.units
    )
    chat = await open_chat(replace(region, units=units), at(wall))
    hanna = chat.user("hanna-h")
    for question in ("/konsult kardiologi", "/jour", "xyzzy"):
        sees = (await hanna.types(question)).sees
        said = re.findall(r"08-465 004 0[13]", sees[sees.index("äxeln") :])
        assert said[0] == answers, question
    assert answers in chat.desk.in_need(asker_of(hanna.visitor, chat.snapshot)).text
