"""Undoing a swap: alone within ten minutes, later only if the other agrees; and who did it."""

from datetime import timedelta

from directory.swaps.kept import OFFERS
from directory.swaps.offer import OfferState
from tests.builders import at
from tests.chat import Chat, User, open_chat
from tests.stories.shifts import EVENING, THURSDAY, offered, presses

SHIFT = "Bakjour, Kardiologi Granvik · Granviks lasarett, tor 26 nov 16:00–07:30."


async def agreed(minutes_ago: int = 11) -> tuple[Chat, User, User]:
    """Bo has given Thursday's night to Anna, so long ago; no letter is left."""
    chat = await open_chat(now=EVENING)
    bo = chat.user("bo-b")
    await offered(chat, vem="anna-a")
    anna = await (await chat.user("anna-a").types("/pass")).taps("Ta passet")
    assert "Var och en av er kan ångra det till 18:10." in anna.sees
    await chat.passes(EVENING + timedelta(minutes=minutes_ago))
    chat.forgets_letters()
    return chat, bo, anna


async def undoes(user: User) -> User:
    return await (await user.types("/pass")).taps("Ångra bytet")


async def test_within_ten_minutes_each_of_them_undoes_it_at_once_and_both_are_told_by_whom() -> (
    None
):
    chat, bo, _ = await agreed(minutes_ago=10)
    await undoes(bo)
    assert chat.on_duty(THURSDAY) == ["bo-b"]
    for person in ("anna-a", "bo-b"):
        assert chat.letters(person)[-2:] == ["Bytet är ångrat.", "Bo Björn har gjort ändringen."]


async def test_later_the_other_is_asked_and_it_stands_until_they_agree() -> None:
    chat, bo, anna = await agreed()
    await undoes(bo)
    assert bo.lines[0] == "Anna Asp får frågan om bytet ska ångras. Bytet står kvar tills dess."
    assert chat.on_duty(THURSDAY) == ["anna-a"]
    assert chat.all_letters == {
        "anna-a": [
            "Bo Björn vill ångra bytet",
            SHIFT,
            "Bo Björn frågar om ni ska ångra det. Bytet står kvar om du inte svarar.",
        ]
    }
    assert "Anna Asp är tillfrågad om att ångra: bakjour" in (await bo.types("/pass")).sees
    assert "Ångra bytet" not in bo.sees
    again = await presses(bo, "ångra", offer=the_offer(chat))
    assert again.lines[0].startswith("Anna Asp har fått frågan och inte svarat än.")
    assert "1 fråga om att ångra" in (await anna.types("/hem")).sees
    assert "Bo Björn vill ångra bytet" in (await anna.types("/pass")).sees
    await anna.taps("Ja, ångra")
    assert chat.on_duty(THURSDAY) == ["bo-b"]
    assert chat.letters("bo-b")[-1] == "Anna Asp har gjort ändringen."


async def test_who_was_asked_may_keep_it_and_then_it_may_be_asked_again() -> None:
    chat, bo, anna = await agreed()
    await undoes(bo)
    await (await anna.types("/pass")).taps("Nej, behåll")
    assert chat.on_duty(THURSDAY) == ["anna-a"]
    assert chat.letters("bo-b") == [
        "Anna Asp vill behålla bytet",
        SHIFT,
        "Bytet står kvar.",
        "Anna Asp har svarat.",
    ]
    chat.forgets_letters()
    await chat.passes(EVENING + timedelta(minutes=30))
    await undoes(bo)
    assert chat.letters("anna-a")[0] == "Bo Björn vill ångra bytet"


async def test_without_an_answer_it_stands_and_when_the_shift_has_begun_nothing_can_be_changed() -> (
    None
):
    chat, bo, anna = await agreed()
    await undoes(bo)
    await chat.passes(at("2026-11-26 16:00"))
    late = await presses(anna, "ångra", offer=the_offer(chat))
    assert late.lines[0] == "Passet har börjat. Bytet kan inte ändras längre."
    assert chat.on_duty(THURSDAY) == ["anna-a"]
    kept = await presses(anna, "behåll", offer=the_offer(chat))
    assert kept.lines[0].startswith("Ingen frågar längre")


async def test_a_coordinator_undoes_it_without_asking_and_both_are_told_who_did() -> None:
    chat, _, _ = await agreed(minutes_ago=60)
    await presses(chat.user("karin-k"), "ångra", offer=the_offer(chat))
    assert chat.on_duty(THURSDAY) == ["bo-b"]
    for person in ("anna-a", "bo-b"):
        assert chat.letters(person)[-1] == "Karin Kulle (samordnare) har gjort ändringen."


async def test_nobody_else_may_undo_it_or_answer_for_them() -> None:
    chat, bo, _ = await agreed()
    await undoes(bo)
    for action in ("ångra", "behåll"):
        seen = await presses(chat.user("david-d"), action, offer=the_offer(chat))
        assert seen.lines[0].startswith("Andras pass ändras av samordnaren")
    assert (await presses(bo, "behåll", offer=the_offer(chat))).lines[0].startswith("Andras pass")
    assert chat.on_duty(THURSDAY) == ["anna-a"]


def the_offer(chat: Chat) -> str:
    [offer] = chat.live.present().of(OFFERS)
    assert offer.state is OfferState.DONE
    return offer.id


# -- the letters of what is settled ----------------------------------------------------------


async def test_an_offer_that_is_taken_has_no_buttons_in_anybody_s_inbox() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat)
    david, anna = chat.user("david-d"), chat.user("anna-a")
    assert "[Ta passet]" in (await david.types("/inkorg")).sees
    await (await anna.types("/inkorg")).taps("Ta passet")
    seen = (await david.types("/inkorg")).sees
    assert "[Ta passet]" not in seen
    assert "Anna Asp tog passet tis 24 nov 18:00." in seen


async def test_withdrawn_declined_and_expired_offers_say_so() -> None:
    chat = await open_chat(now=EVENING)
    bo = await offered(chat, vem="anna-a")
    anna = chat.user("anna-a")
    await presses(bo, "återta", offer=open_offer(chat))
    seen = (await anna.types("/inkorg")).sees
    assert "Erbjudandet togs tillbaka tis 24 nov 18:00." in seen and "Ta passet]" not in seen
    await chat.passes(EVENING + timedelta(minutes=1))
    await offered(chat, vem="anna-a")
    await presses(anna, "avböj", offer=open_offer(chat))
    assert "Anna Asp tackade nej tis 24 nov 18:01." in (await anna.types("/inkorg")).sees
    await chat.passes(EVENING + timedelta(minutes=2))
    await offered(chat, vem="david-d")
    await chat.passes(at("2026-11-26 16:00"))
    david = await chat.user("david-d").types("/inkorg")
    assert "Erbjudandet gällde till tor 26 nov 16:00." in david.sees
    assert "Ta passet]" not in david.sees


def open_offer(chat: Chat) -> str:
    [offer] = [o for o in chat.live.present().of(OFFERS) if o.state is OfferState.OPEN]
    return offer.id
