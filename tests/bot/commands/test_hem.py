"""The first page: what the home unit asks for most, own shifts, what is new, settings."""

from bot.cards import Press
from directory.counting.lookups import Lookup
from directory.store.memory import MemoryStore
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat


async def first_page(chat: Chat, person: str) -> str:
    user = chat.user(person)
    user.card = (await chat.desk.press(user.visitor, Press("hem"), {})).card
    return user.sees


async def test_before_anything_was_asked_the_services_that_answer_are_shown() -> None:
    seen = await first_page(await open_chat(), "hanna-h")
    assert "Jourer som svarar för er" in seen
    assert "Kardiologi Granvik" in seen


async def test_what_the_unit_asks_for_most_comes_first() -> None:
    store = MemoryStore()
    asked = ["medicin", "medicin", "kardiologi", "borta"]
    await store.count([Lookup(TUESDAY_DAYTIME, "konsult", "answer", s, "bjorken") for s in asked])
    await store.count(
        [Lookup(at("2026-01-01 12:00"), "konsult", "answer", "kardiologi", "bjorken")] * 9
    )
    seen = await first_page(await open_chat(repository=store), "hanna-h")
    assert "Ni använder mest" in seen
    assert seen.index("Internmedicin Granvik") < seen.index("Kardiologi Granvik")


async def test_a_specialist_sees_her_own_shifts() -> None:
    seen = await first_page(await open_chat(), "cecilia-c")
    assert "Dina pass" in seen
    assert "nu, till 17:00" in seen


async def test_a_coordinator_sees_what_to_follow_up_and_others_do_not() -> None:
    chat = await open_chat()
    await (await chat.user("hanna-h").types("/konsult kardiologi")).taps("Fick ej svar")
    coordinator, other = await first_page(chat, "karin-k"), await first_page(chat, "hanna-h")
    assert "Fick ej svar, 7 dagar:  1" in coordinator
    assert "Att följa upp" in coordinator
    assert "Fick ej svar, 7 dagar" not in other


async def test_without_a_home_unit_it_is_asked_for() -> None:
    seen = await first_page(await open_chat(), "")
    assert "Välj en hemenhet" in seen
    assert "[Välj hemenhet]" in seen


async def test_the_first_page_is_no_command_to_type() -> None:
    chat = await open_chat()
    assert "/hem" not in (await chat.user("karin-k").types("/hjalp")).sees
