"""The first page: what the home unit asks for most, own shifts, what is new, settings."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

from bot.cards import Choices, Press
from directory.catalogue.people import Access
from directory.counting.lookups import Lookup
from directory.store.memory import MemoryStore
from tests.builders import at, person, small_region
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat


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
    await store.count(
        Counter(Lookup(TUESDAY_DAYTIME, "konsult", "answer", s, "bjorken") for s in asked)
    )
    long_ago = at("2026-01-01 12:00")
    await store.count({Lookup(long_ago, "konsult", "answer", "kardiologi", "bjorken"): 9})
    seen = await first_page(await open_chat(repository=store), "hanna-h")
    assert "Ni använder mest" in seen
    assert seen.index("Internmedicin Granvik") < seen.index("Kardiologi Granvik")


async def test_a_specialist_sees_her_own_shifts() -> None:
    seen = await first_page(await open_chat(), "cecilia-c")
    assert "Dina pass" in seen
    assert "nu, till 17:00" in seen


async def test_a_coordinator_sees_what_waits_with_counts_and_others_do_not() -> None:
    chat = await open_chat()
    await (await chat.user("hanna-h").types("/konsult kardiologi")).taps("Fick ej svar")
    coordinator, other = await first_page(chat, "karin-k"), await first_page(chat, "hanna-h")
    assert "Väntar på dig som samordnare" in coordinator
    assert "–  1 missad kontakt" in coordinator
    assert "luckor i schemat" in coordinator
    assert "Väntar på dig som samordnare" not in other


async def test_each_row_leads_to_its_list() -> None:
    chat = await open_chat()
    await (await chat.user("hanna-h").types("/konsult kardiologi")).taps("Fick ej svar")
    await chat.user("hanna-h").types("/jour qwertologi")
    await chat.counts()
    karin = await at_home(chat, "karin-k")
    rows = {
        option.label: option.press
        for part in karin.card.parts
        if isinstance(part, Choices)
        for option in part.options
    }
    [gaps] = [label for label in rows if "luckor" in label]
    count = int(gaps.split()[0])
    seen = await karin.taps(gaps)
    assert seen.lines[0].startswith("Luckor de närmaste 14 dagarna")
    assert len(
        [line for line in seen.lines if "obemannat" in line or "inget nummer" in line]
    ) >= min(count, 12)
    assert (
        (await pressed(chat, "karin-k", rows["1 missad kontakt"]))
        .lines[0]
        .startswith("Fick ej svar")
    )
    assert (
        "qwertologi"
        in (await pressed(chat, "karin-k", rows["1 ord som inte gick att förstå"])).sees
    )


async def test_a_coordinator_is_only_shown_what_is_theirs() -> None:
    """Kardiologi has a coordinator of its own at the clinic; medicin is the hospital's."""
    access = frozenset({Access.CLINICIAN, Access.COORDINATOR})
    region = small_region()
    people = (
        *region.people,
        person("lena-l", name="Lena Lo", unit="medicinkliniken", access=access),
    )
    chat = await open_chat(replace(region, people=people))
    await (await chat.user("hanna-h").types("/konsult kardiologi")).taps("Fick ej svar")
    assert "1 missad kontakt" in await first_page(chat, "karin-k")
    assert "missad kontakt" not in await first_page(chat, "lena-l")


async def test_a_roster_that_is_old_waits_too() -> None:
    chat = await open_chat()
    await chat.passes(TUESDAY_DAYTIME + timedelta(hours=30))
    karin = await at_home(chat, "karin-k")
    assert "schema som är gammalt" in karin.sees or "scheman som är gamla" in karin.sees
    [label] = [
        option.label
        for part in karin.card.parts
        if isinstance(part, Choices)
        for option in part.options
        if "gam" in option.label
    ]
    assert "har inte uppdaterats sedan" in (await karin.taps(label)).sees


async def at_home(chat: Chat, person_id: str) -> User:
    return await pressed(chat, person_id, Press("hem"))


async def pressed(chat: Chat, person_id: str, press: Press) -> User:
    user = chat.user(person_id)
    user.card = (await chat.desk.press(user.visitor, press, {})).card
    return user


async def test_without_a_home_unit_it_is_asked_for() -> None:
    seen = await first_page(await open_chat(), "")
    assert "Välj en hemenhet" in seen
    assert "[Välj hemenhet]" in seen


async def test_the_first_page_is_no_command_to_type() -> None:
    chat = await open_chat()
    assert "/hem" not in (await chat.user("karin-k").types("/hjalp")).sees
