"""Every letter says until when it is of use and whether a delay harms, where it is made."""

import ast
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.apart.failing import Apart
from bot.letters.digests import digest, put_digests
from directory.letters.outbox import Claimed, Delivery, DeliveryState, Letter, Urgency
from directory.letters.preferences import by_time, undisturbed
from directory.letters.subscriptions import Topic
from directory.store.memory_outbox import MemoryOutbox
from tests.builders import at
from tests.chat import open_chat
from tests.paths import ROOT
from tests.stories.shifts import EVENING, offered

URGENT, USUAL = Urgency.URGENT, Urgency.USUAL
NOW = at("2026-11-24 07:00")
LETTER = Letter(topic=Topic("jour"), title="Ändrad jour")
DAY = timedelta(days=1)
BEGINS, OVER = at("2026-11-26 16:00"), at("2026-11-27 07:30")
LEFT = "Ett pass är lämnat utan ersättare"
MAKES = {"Delivery", "Occasion", "deliver"}


def _made() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name in MAKES and {"key", "letter"} & {word.arg for word in node.keywords}:
                    yield f"{file.relative_to(ROOT)}:{node.lineno}", node


def test_every_letter_says_its_end_and_its_urgency() -> None:
    made = list(_made())
    assert len(made) >= 15
    silent = [
        where
        for where, call in made
        if not {"ends", "urgency"} <= {word.arg for word in call.keywords}
    ]
    assert silent == []


async def test_an_offer_is_told_until_it_expires_and_its_outcome_until_the_shift_is_over() -> None:
    chat = await open_chat(now=EVENING)
    await offered(chat, vem="anna-a")
    [asked] = chat.deliveries
    await (await chat.user("anna-a").types("/pass")).taps("Nej tack")
    answered = chat.deliveries[-1]
    assert (asked.ends, answered.ends) == (BEGINS, OVER)
    assert (asked.urgency, answered.urgency) == (USUAL, USUAL)


async def test_an_empty_shift_is_urgent_until_it_is_over() -> None:
    chat = await open_chat(now=EVENING)
    bo = await (await chat.user("bo-b").types("/pass")).taps("Mer")
    await bo.taps("Lämna utan ersättare")
    await bo.taps("Lämna obemannat")
    [delivery] = [one for one in chat.deliveries if one.letter.title == LEFT]
    assert (delivery.recipient, delivery.ends, delivery.urgency) == ("karin-k", OVER, URGENT)


@given(st.integers(0, 60 * 72))
def test_what_breaks_the_night_waits_for_no_channel(minutes: int) -> None:
    night, happens = at("2026-11-24 23:00"), at("2026-11-24 23:00") + timedelta(minutes=minutes)
    if undisturbed(night, happens) == night:
        assert by_time(night, happens) is URGENT


# -- digests --------------------------------------------------------------------------------------


def _item(ends: datetime | None, urgency: Urgency = USUAL) -> Claimed:
    return Claimed(
        id=f"{ends}{urgency}",
        recipient="karin-k",
        letter=LETTER,
        made=NOW,
        attempts=0,
        tried=(),
        doubtful_on=None,
        ends=ends,
        urgency=urgency,
    )


@pytest.mark.parametrize(
    ("items", "ends", "urgency"),
    [
        ([_item(NOW + DAY), _item(NOW + 2 * DAY)], NOW + 2 * DAY, USUAL),
        ([_item(NOW + DAY), _item(None)], None, USUAL),
        ([_item(NOW + DAY, URGENT), _item(NOW + 2 * DAY)], NOW + 2 * DAY, URGENT),
    ],
    ids=["the last end", "no end", "one urgent"],
)
def test_a_digest_is_of_use_as_long_as_one_of_its_items(
    items: list[Claimed], ends: datetime | None, urgency: Urgency
) -> None:
    delivery = digest("karin-k", items, NOW).delivery
    assert (delivery.ends, delivery.urgency) == (ends, urgency)


async def test_what_is_too_late_stands_in_no_digest() -> None:
    outbox = MemoryOutbox()
    late = Delivery(
        key="late",
        recipient="karin-k",
        letter=LETTER,
        made=NOW,
        due=NOW,
        together=True,
        ends=NOW,
    )
    await outbox.put([late])
    assert await put_digests(outbox, Apart("digests"), NOW) == 0
    assert (await outbox.counts())[DeliveryState.EXPIRED] == 1
