"""What a decision about advice tells the group: to whom, how soon, and whether it still is so."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.shortages.advice.matters import ADVICE_MATTERS
from directory.letters.matters import is_so_by
from directory.letters.outbox import Delivery, Urgency
from directory.shortages.advice.advice import AdviceState, ends_after
from tests.bot.shortages.stories import NOW
from tests.chat import Chat
from tests.shortages import a_group, an_advice
from tests.stories.advice import advised, presses

DRAFT = an_advice(now=NOW)
WAITING = an_advice(AdviceState.WAITING, now=NOW)
SIGNED = an_advice(AdviceState.SIGNED, now=NOW)
ALL_THREE = a_group("anna-a", "bo-b", "eva-e")


def is_so(letter: Delivery, chat: Chat) -> bool:
    return is_so_by(ADVICE_MATTERS, lambda: chat.snapshot)(letter.letter, chat.clock.now)


async def test_the_other_members_are_told_of_a_draft_with_a_way_straight_to_it() -> None:
    chat = await advised(DRAFT, group=ALL_THREE)
    await presses(chat.user("anna-a"), "råd-skicka", DRAFT)
    assert [one.recipient for one in chat.deliveries] == ["bo-b", "eva-e"]
    letter = chat.deliveries[0].letter
    assert letter.title == "Ett ersättningsråd väntar på att godkännas: Estradiol (G03CA03)"
    assert letter.words[0] == "Anna Asp har skrivit version 1 för Kvinnosjukdomar."
    [button] = letter.buttons
    assert (button.command, button.action, button.data) == ("rest", "råd", (("råd", "a1-1"),))
    [bo] = [one for one in chat.deliveries if one.recipient == "bo-b"]
    assert bo.ends == ends_after(DRAFT.content.last)
    assert bo.urgency is Urgency.USUAL
    seen = await presses(chat.user("bo-b"), button.action, DRAFT)
    assert "Gel i motsvarande dos." in seen.sees


async def test_a_second_press_tells_nobody_again_and_a_new_sending_does() -> None:
    chat = await advised(DRAFT)
    anna, bo = chat.user("anna-a"), chat.user("bo-b")
    await presses(anna, "råd-skicka", DRAFT)
    await presses(anna, "råd-skicka", DRAFT)
    assert len(chat.deliveries) == 1
    await presses(bo, "råd-tillbaka", DRAFT, skäl="Vilken dos?")
    chat.clock.moves(seconds=20)
    await presses(anna, "råd-skicka", DRAFT)
    assert [one.recipient for one in chat.deliveries] == ["bo-b", "anna-a", "bo-b"]


async def test_the_writer_is_told_when_it_is_approved() -> None:
    chat = await advised(WAITING)
    await presses(chat.user("bo-b"), "råd-godkänn", WAITING)
    assert chat.letters("anna-a") == [
        "Ditt ersättningsråd är godkänt: Estradiol (G03CA03)",
        "Bo Björn har godkänt texten som den stod. Rådet gäller till och med 18 nov 2026.",
    ]
    assert chat.letters("bo-b") == []


async def test_the_writer_is_told_what_is_to_be_changed() -> None:
    chat = await advised(WAITING)
    await presses(chat.user("bo-b"), "råd-tillbaka", WAITING, skäl="Vilken dos?")
    assert "Bo Björn har skickat tillbaka version 1: Vilken dos?" in chat.letters("anna-a")
    [letter] = chat.deliveries
    assert is_so(letter, chat)
    await presses(chat.user("anna-a"), "råd-kasta", DRAFT)
    assert not is_so(letter, chat)


async def test_the_others_are_told_of_a_withdrawal_by_whom_and_why() -> None:
    chat = await advised(SIGNED, group=ALL_THREE)
    await presses(chat.user("bo-b"), "råd-återkalla", SIGNED, skäl="Fel dos.")
    assert [one.recipient for one in chat.deliveries] == ["anna-a", "eva-e"]
    assert "Bo Björn har återkallat version 1 för Kvinnosjukdomar: Fel dos." in chat.letters(
        "eva-e"
    )


@pytest.mark.parametrize(
    ("who", "action", "data"),
    [
        ("bo-b", "råd-godkänn", {}),
        ("bo-b", "råd-tillbaka", {"skäl": "Vilken dos?"}),
        ("anna-a", "råd-kasta", {}),
    ],
)
async def test_a_draft_that_waits_no_longer_is_told_to_nobody_more(
    who: str, action: str, data: dict[str, str]
) -> None:
    chat = await advised(DRAFT)
    await presses(chat.user("anna-a"), "råd-skicka", DRAFT)
    [letter] = chat.deliveries
    assert is_so(letter, chat)
    await presses(chat.user(who), action, DRAFT, **data)
    assert not is_so(letter, chat)


async def test_an_approval_that_is_taken_back_before_it_is_told_is_not_told() -> None:
    chat = await advised(WAITING)
    await presses(chat.user("bo-b"), "råd-godkänn", WAITING)
    [approval] = chat.deliveries
    assert is_so(approval, chat)
    await presses(chat.user("bo-b"), "råd-återkalla", WAITING, skäl="Fel dos.")
    assert [is_so(one, chat) for one in chat.deliveries] == [False, True]


NIGHT = datetime(2026, 8, 20, 21, 0, tzinfo=UTC)
MORNING = datetime(2026, 8, 21, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("urgent", "due", "urgency"),
    [(False, MORNING, Urgency.USUAL), (True, NIGHT, Urgency.URGENT)],
)
async def test_only_what_is_urgent_comes_at_night(
    urgent: bool, due: datetime, urgency: Urgency
) -> None:
    draft = an_advice(now=NOW, urgent=urgent)
    chat = await advised(draft)
    await chat.passes(NIGHT)
    await presses(chat.user("anna-a"), "råd-skicka", draft)
    [letter] = chat.deliveries
    assert (letter.due, letter.urgency) == (due, urgency)
    assert letter.letter.title.startswith("Brådskande") is urgent


async def test_who_has_left_the_directory_is_not_written_to() -> None:
    chat = await advised(DRAFT, group=a_group("anna-a", "bo-b", "borta-b"))
    await presses(chat.user("anna-a"), "råd-skicka", DRAFT)
    assert [one.recipient for one in chat.deliveries] == ["bo-b"]
    assert chat.deliveries[0].made - NOW < timedelta(minutes=1)
