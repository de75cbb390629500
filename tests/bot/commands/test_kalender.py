"""/kalender: an address for one's own calendar program, shown once, taken back for good."""

import re

import pytest

from bot.cards import Press
from directory.calendars.address import feed_id
from directory.calendars.kept import FEEDS
from tests.chat import Chat, User, open_chat
from tests.stories.gone_store import flaky_chat

_ADDRESS = re.compile(r"https://konsult\.example\.org/kalender/([A-Za-z0-9_-]{32})\.ics")


def secret_in(user: User) -> str:
    (secret,) = _ADDRESS.findall(user.sees)
    return str(secret)


def feed_ids(chat: Chat) -> set[str]:
    return {feed.id for feed in chat.snapshot.of(FEEDS)}


async def test_an_address_is_shown_once_and_only_its_hash_is_kept() -> None:
    chat = await open_chat()
    anna = await chat.user("anna-a").types("/kalender")
    assert anna.lines[0] == "Mina pass · i din kalender"
    await anna.taps("Gör en adress")
    secret = secret_in(anna)
    assert "visas inte igen" in anna.sees
    assert feed_ids(chat) == {feed_id(secret)}

    await anna.taps("Visa alla adresser")
    assert "Adress 1: utan kontaktuppgifter, gjord tis 24 nov 14:05" in anna.sees
    assert secret not in anna.sees
    assert secret not in repr(chat.store.audit)


async def test_with_numbers() -> None:
    chat = await open_chat()
    anna = await chat.user("anna-a").types("/kalender")
    await anna.taps("Gör en adress med nummer")
    assert anna.lines[0] == "Mina pass · med nummer"
    assert "Adress 1: med nummer" in (await anna.taps("Visa alla adresser")).sees


async def test_taking_back_asks_once_more_and_cannot_be_undone() -> None:
    chat = await open_chat()
    anna = await (await chat.user("anna-a").types("/kalender")).taps("Gör en adress")
    await (await anna.taps("Visa alla adresser")).taps("Återkalla adress 1")
    assert "Det går inte att ångra." in anna.sees and len(feed_ids(chat)) == 1

    await anna.taps("Behåll")
    assert "Adress 1" in anna.sees
    await (await anna.taps("Återkalla adress 1")).taps("Ja, återkalla")
    assert anna.lines[0] == "Adressen är återkallad och visar inget mer."
    assert feed_ids(chat) == set()


async def test_what_another_has_taken_back_meanwhile_is_said() -> None:
    chat = await open_chat()
    anna = await (await chat.user("anna-a").types("/kalender")).taps("Gör en adress")
    await (await anna.taps("Visa alla adresser")).taps("Återkalla adress 1")
    other = chat.user("anna-a")
    other.card = anna.card
    await anna.taps("Ja, återkalla")
    assert (await other.taps("Ja, återkalla")).lines[0] == "Adressen är redan återkallad."


async def test_the_roster_of_the_own_unit() -> None:
    chat = await open_chat()
    anna = await chat.user("anna-a").types("/kalender kardiologi")
    assert anna.lines[0] == "Jour Kardiologi Granvik · Granviks lasarett · i din kalender"
    await anna.taps("Gör en adress med namn och nummer")
    secret_in(anna)
    (feed,) = chat.snapshot.of(FEEDS)
    assert (feed.service, feed.person, feed.contacts) == ("kardiologi", "", True)
    assert "Adress" not in (await anna.types("/kalender")).sees.split("Gör en adress")[0]


@pytest.mark.parametrize("who", ["karin-k", "sofia-s"])
async def test_coordinators_and_switchboards_may_publish_any_roster(who: str) -> None:
    chat = await open_chat()
    seen = await chat.user(who).types("/kalender medicin")
    assert seen.lines[0].startswith("Jour Internmedicin Granvik")


async def test_others_see_and_take_back_an_address_of_their_service() -> None:
    chat = await open_chat()
    await (await chat.user("anna-a").types("/kalender kardiologi")).taps("Gör en adress")
    karin = await chat.user("karin-k").types("/kalender kardiologi")
    assert "utan kontaktuppgifter, gjord tis 24 nov 14:05 av Anna Asp" in karin.sees
    await (await karin.taps("Återkalla adress 1")).taps("Ja, återkalla")
    assert feed_ids(chat) == set()


async def test_nobody_else_may() -> None:
    chat = await open_chat()
    hanna = await chat.user("hanna-h").types("/kalender kardiologi")
    assert "är för dem som hör till enheten, samordnare och växeln." in hanna.sees
    for action in ("visa", "gör", "återkalla", "slut"):
        forged = Press("kalender", action=action, data={"service": "kardiologi"})
        card = (await chat.desk.press(hanna.visitor, forged, {})).card
        assert "är för dem som hör till enheten" in repr(card)
    assert feed_ids(chat) == set()


async def test_another_s_address_cannot_be_taken_back_by_a_forged_button() -> None:
    chat = await open_chat()
    anna = await (await chat.user("anna-a").types("/kalender")).taps("Gör en adress")
    await (await anna.taps("Visa alla adresser")).taps("Återkalla adress 1")
    bo = chat.user("bo-b")
    bo.card = anna.card
    await bo.taps("Ja, återkalla")
    assert "redan återkallad" in bo.sees and len(feed_ids(chat)) == 1


async def test_several_rosters_are_a_choice_and_none_is_said() -> None:
    chat = await open_chat()
    karin = await chat.user("karin-k").types("/kalender granviks lasarett")
    await karin.taps("Internmedicin Granvik · Granviks lasarett")
    assert karin.lines[0].startswith("Jour Internmedicin")
    assert "Jag hittar ingen jour för ”xyzzy”." in (await karin.types("/kalender xyzzy")).sees


async def test_whoever_is_not_in_the_directory_has_no_shifts() -> None:
    chat = await open_chat()
    assert "Du finns inte i katalogen" in (await chat.user().types("/kalender")).sees


async def test_there_is_an_end_to_the_addresses() -> None:
    chat = await open_chat()
    anna = chat.user("anna-a")
    for _ in range(10):
        await (await anna.types("/kalender")).taps("Gör en adress")
    await anna.types("/kalender")
    assert "Det finns redan 10 adresser." in anna.sees
    forged = Press("kalender", action="gör")
    await chat.desk.press(anna.visitor, forged, {})
    assert len(feed_ids(chat)) == 10


async def test_an_address_that_was_not_saved_is_not_shown() -> None:
    chat, store = await flaky_chat()
    anna = await chat.user("anna-a").types("/kalender")
    store.gone = True
    await anna.taps("Gör en adress")
    assert anna.lines[0] == "Det kunde inte sparas just nu. Försök igen om en stund."
    assert "/kalender/" not in anna.sees
