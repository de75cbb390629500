"""Urgent advice and its withdrawal: those who follow are told at once, each of them once."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.shortages.advice.matters import ADVICE_MATTERS
from bot.shortages.advice.urgent import urgent_advice
from directory.changes import Keep
from directory.letters.matters import is_so_by
from directory.letters.outbox import Delivery, Urgency
from directory.letters.subscriptions import Pace, Subscription
from directory.shortages.advice.advice import AdviceState, ReplacementAdvice
from directory.shortages.following.topic import SHORTAGE_NEWS
from tests.bot.shortages.advice.looking import advice, jobs_of, runs
from tests.bot.shortages.stories import NOW
from tests.chat import Chat
from tests.shortages import an_advice
from tests.stories.advice import advised, presses

DAY = timedelta(days=1)
SIGNED = an_advice(AdviceState.SIGNED, now=NOW, urgent=True, not_for="Under 18 år.")
NEW = "Brådskande ersättningsråd: Estradiol (G03CA03)"
WITHDRAWN = "Brådskande: ett ersättningsråd är återkallat: Estradiol (G03CA03)"
FOLLOWED = {"hanna-h": "atc:G03", "julia-j": "substans:östradiol", "eva-e": "läkemedel:plåstret", "karin-k": "atc:J01"}  # fmt: skip


async def follow(chat: Chat, chosen: Mapping[str, str], pace: Pace = Pace.DAILY) -> None:
    wishes = [
        Subscription(follower=who, topic=SHORTAGE_NEWS, target=target, pace=pace, made=NOW)
        for who, target in chosen.items()
    ]  # fmt: skip
    await chat.store.apply(list(map(Keep, wishes)), actor="t", now=NOW)
    await chat.live.refresh()


async def followed(*kept: ReplacementAdvice) -> Chat:
    chat = await advised(*kept)
    await follow(chat, FOLLOWED)
    return chat


async def tells(chat: Chat) -> None:
    """Two processes that know nothing, twice."""
    for _ in range(2):
        await runs(chat, [*jobs_of(chat, urgent_advice), *jobs_of(chat, urgent_advice)])


def stored(chat: Chat) -> list[Delivery]:
    return [one.delivery for one in chat.outbox.stored.values() if one.delivery.letter.topic == SHORTAGE_NEWS]  # fmt: skip


def told(chat: Chat) -> list[tuple[str, str]]:
    return [(one.recipient, one.letter.title) for one in stored(chat)]


async def test_all_who_follow_what_it_is_about_are_told_at_once_and_once() -> None:
    chat = await followed(SIGNED)
    await tells(chat)
    assert told(chat) == [(one, NEW) for one in ("eva-e", "hanna-h", "julia-j")]
    letter = stored(chat)[0]
    assert letter.letter.words == (
        "Råd från Kvinnosjukdomar, skrivet av Anna Asp, godkänt av Bo Björn 20 aug 2026.",
        "I stället: Gel i motsvarande dos.",
        "Inte för: Under 18 år.",
        "Källor: Läkemedelsboken",
        "Rådet gäller till och med 18 nov 2026.",
    )
    assert (letter.urgency, letter.due, letter.ends) == (Urgency.URGENT, NOW, SIGNED.over)


async def test_what_is_not_urgent_is_left_to_the_digests() -> None:
    calm = an_advice(AdviceState.SIGNED, now=NOW)
    chat = await followed(calm)
    await tells(chat)
    await presses(chat.user("bo-b"), "råd-återkalla", calm, skäl="Fel dos.")
    await tells(chat)
    assert told(chat) == []


async def test_those_who_have_turned_it_off_are_not_told() -> None:
    chat = await followed(SIGNED)
    await follow(chat, {"hanna-h": "atc:G03"}, Pace.OFF)
    await tells(chat)
    assert [who for who, _ in told(chat)] == ["eva-e", "julia-j"]


async def test_who_begins_to_follow_later_is_not_told_of_it_as_news() -> None:
    chat = await followed(SIGNED)
    await tells(chat)
    await follow(chat, {"hanna-h": "atc:G03"}, Pace.OFF)
    await follow(chat, {"cecilia-c": "atc:G03"})
    chat.forgets_letters()
    await tells(chat)
    assert told(chat) == []


async def test_who_follows_no_longer_but_was_told_hears_of_the_withdrawal() -> None:
    chat = await followed(SIGNED)
    await tells(chat)
    await follow(chat, {"hanna-h": "atc:G03"}, Pace.OFF)
    await follow(chat, {"cecilia-c": "atc:G03"})
    await presses(chat.user("bo-b"), "råd-återkalla", SIGNED, skäl="Fel dos.")
    before = len(told(chat))
    await tells(chat)
    assert told(chat)[before:] == [(one, WITHDRAWN) for one in ("cecilia-c", "eva-e", "hanna-h", "julia-j")]  # fmt: skip
    letter = stored(chat)[-1]
    assert letter.letter.words == (
        "Bo Björn har återkallat rådet från Kvinnosjukdomar: Fel dos.",
        "Rådet gäller inte längre.",
    )
    assert letter.urgency is Urgency.URGENT


async def test_the_group_is_not_told_twice_of_what_it_has_done_itself() -> None:
    chat = await followed(SIGNED)
    await follow(chat, {"anna-a": "atc:G03", "bo-b": "atc:G03"})
    await tells(chat)
    await presses(chat.user("bo-b"), "råd-återkalla", SIGNED, skäl="Fel dos.")
    await tells(chat)
    assert {who for who, _ in told(chat)} == {"eva-e", "hanna-h", "julia-j"}


async def test_what_is_withdrawn_before_it_is_told_is_told_as_withdrawn_alone() -> None:
    chat = await followed(SIGNED)
    await presses(chat.user("bo-b"), "råd-återkalla", SIGNED, skäl="Fel dos.")
    await tells(chat)
    assert {title for _, title in told(chat)} == {WITHDRAWN}


async def test_a_letter_that_waits_is_not_sent_once_the_advice_is_withdrawn() -> None:
    chat = await followed(SIGNED)
    await tells(chat)
    is_so = is_so_by(ADVICE_MATTERS, lambda: chat.snapshot)
    [first, *_] = stored(chat)
    assert is_so(first.letter, chat.clock.now)
    await presses(chat.user("bo-b"), "råd-återkalla", SIGNED, skäl="Fel dos.")
    assert not is_so(first.letter, chat.clock.now)
    await tells(chat)
    assert is_so(stored(chat)[-1].letter, chat.clock.now)


async def test_a_new_urgent_version_is_told_as_such() -> None:
    chat = await followed(SIGNED)
    await tells(chat)
    await presses(chat.user("bo-b"), "råd-förnya", SIGNED)
    await presses(chat.user("bo-b"), "råd-skicka", advice(chat))
    await presses(chat.user("anna-a"), "råd-godkänn", advice(chat))
    await tells(chat)
    assert [title for who, title in told(chat) if who == "hanna-h"] == [
        NEW,
        "Brådskande: ny version av ett ersättningsråd: Estradiol (G03CA03)",
    ]


@pytest.mark.parametrize(
    ("first", "moment", "due"),
    [
        (0, datetime(2026, 8, 20, 22, tzinfo=UTC), datetime(2026, 8, 20, 22, tzinfo=UTC)),
        (1, datetime(2026, 8, 20, 22, tzinfo=UTC), datetime(2026, 8, 21, 5, tzinfo=UTC)),
        (1, datetime(2026, 8, 20, 21, 59, tzinfo=UTC), None),
        (0, NOW + 59 * DAY, NOW + 59 * DAY),
        (0, NOW + 61 * DAY, None),
    ],
    ids=["at night", "a day begins", "the day before", "after a standstill", "after too long"],
)
async def test_when_it_is_told(first: int, moment: datetime, due: datetime | None) -> None:
    planned = an_advice(AdviceState.SIGNED, now=NOW, urgent=True, first=(NOW + first * DAY).date())
    chat = await followed(planned)
    await chat.passes(moment)
    await tells(chat)
    assert {one.due for one in stored(chat)} == ({due} if due else set())


async def test_a_product_that_the_file_has_forgotten_is_found_by_its_code() -> None:
    lost = replace(SIGNED.content.concerns[0], products=("borta",), name="Borta")
    chat = await followed(an_advice(AdviceState.SIGNED, now=NOW, urgent=True, concerns=(lost,)))
    await tells(chat)
    assert [who for who, _ in told(chat)] == ["hanna-h"]
