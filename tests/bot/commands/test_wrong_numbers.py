"""”Numret fungerade inte”: two taps at most, seen by coordinators, closed by them."""

from dataclasses import replace
from datetime import date

from directory.catalogue.phones import Phone
from directory.counting.wrong_numbers import WRONG_NUMBERS
from directory.region import Region
from tests.builders import phone, small_region
from tests.chat import Chat, open_chat
from tests.stories.gone_store import FlakyRepository

LINE = phone("0980-319 230", label="Läkarlinje", verified=date(2026, 10, 3))
OTHER = phone("0980-319 231", label="Reception")


def region(*phones: Phone) -> Region:
    small = small_region()
    units = (replace(u, phones=phones) if u.id == "bjorken" else u for u in small.units)
    return replace(small, units=tuple(units))


def numbers(chat: Chat) -> list[str]:
    return [one.number for one in chat.snapshot.of(WRONG_NUMBERS)]


async def test_the_only_number_of_a_unit_takes_one_tap() -> None:
    chat = await open_chat(region(LINE))
    hanna = await chat.user("hanna-h").types("/nummer björken")
    await hanna.taps("Numret fungerade inte")
    assert hanna.lines[0].startswith("Noterat: 0980-319 230 till Björkens hälsocentral")
    assert numbers(chat) == ["0980-319 230"]


async def test_one_of_several_takes_two_and_the_others_are_shown() -> None:
    chat = await open_chat(region(LINE, OTHER))
    hanna = await chat.user("hanna-h").types("/nummer björken")
    await hanna.taps("Numret fungerade inte")
    await hanna.taps("0980-319 230")
    assert numbers(chat) == ["0980-319 230"]
    assert "Ring i stället" in hanna.sees
    assert "0980-319 231" in hanna.sees


async def test_a_number_of_a_role_is_reported_from_the_answer() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/konsult kardiologi")
    await hanna.taps("Numret fungerade inte")
    await hanna.taps("08-465 004 13")
    assert numbers(chat) == ["08-465 004 13"]


async def test_a_person_reports_a_number_once_a_day() -> None:
    chat = await open_chat(region(LINE))
    for user in ("hanna-h", "hanna-h", "karin-k"):
        one = await chat.user(user).types("/nummer björken")
        await one.taps("Numret fungerade inte")
    assert len(numbers(chat)) == 2


async def test_coordinators_see_when_it_was_checked_and_close_it() -> None:
    chat = await open_chat(region(LINE))
    for user in ("hanna-h", "karin-k"):
        await (await chat.user(user).types("/nummer björken")).taps("Numret fungerade inte")
    karin = await chat.user("karin-k").types("/ejsvar")
    assert "Numret fungerade inte, 90 dagar: 1" in karin.sees
    assert "0980-319 230 Läkarlinje, 2 gånger" in karin.sees
    assert "kontrollerat 3 okt 2026" in karin.sees
    await karin.taps("0980-319 230")
    await karin.taps("Numret stämmer")
    assert numbers(chat) == []
    assert "Numret fungerade inte" not in (await karin.types("/ejsvar")).sees


async def test_a_unit_and_its_numbers_are_listed_alone() -> None:
    chat = await open_chat(region(LINE))
    await (await chat.user("hanna-h").types("/nummer björken")).taps("Numret fungerade inte")
    karin = await chat.user("karin-k").types("/ejsvar björken")
    assert "0980-319 230" in karin.sees
    assert "0980-319 230" not in (await karin.types("/ejsvar kardiologi")).sees


async def test_a_clinician_does_not_see_the_list() -> None:
    chat = await open_chat(region(LINE))
    hanna = await chat.user("hanna-h").types("/nummer björken")
    await hanna.taps("Numret fungerade inte")
    assert "0980-319 230" not in (await hanna.types("/ejsvar")).sees


async def test_what_cannot_be_saved_says_so_and_still_shows_what_to_ring() -> None:
    store = FlakyRepository()
    chat = await open_chat(region(LINE, OTHER), repository=store)
    hanna = await chat.user("hanna-h").types("/nummer björken")
    await hanna.taps("Numret fungerade inte")
    store.gone = True
    await hanna.taps("0980-319 230")
    assert hanna.lines[0] == "Rapporten kunde inte sparas just nu."
    assert "0980-319 231" in hanna.sees
