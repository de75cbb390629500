"""/tid: what is offered to the asker, and what of it they may see."""

import pytest

from bot.cards import Press
from bot.commands.tid.words import closed_span_words
from directory.hours.eligibility import Eligibility
from tests.builders import between
from tests.chat import TUESDAY_DAYTIME, Chat, open_chat
from tests.stories.tid import bookable, drop_in, lay

TITLE = "Kardiologi Granvik · Granviks lasarett, video"
ONLY_THE_OAK = Eligibility(units=frozenset({"eken"}))


async def test_nothing_is_open() -> None:
    chat = await open_chat()
    gp = await chat.user("hanna-h").types("/tid")
    assert "Inga konsulttider är öppna för er den närmaste veckan." in gp.sees


async def test_the_coming_week_first_things_first() -> None:
    chat = await open_chat()
    await lay(chat, bookable(), drop_in())
    gp = await chat.user("hanna-h").types("/tid")
    assert [line for line in gp.lines if "Kardiologi" in line] == [
        "–  Kardiologi Granvik · Granviks lasarett, telefon  nu, till 16:00",
        "–  Kardiologi Granvik · Granviks lasarett, video    ons 13:00–15:00, 4 lediga",
    ]


async def test_one_hour_with_what_it_is_not_for() -> None:
    chat = await open_chat()
    await lay(chat, bookable())
    gp = await (await chat.user("hanna-h").types("/tid")).taps(TITLE)
    assert gp.lines[0] == f"{TITLE} · ons 13–15, bokas, 30 minuter"
    assert "Inte för: akut sjuka" in gp.sees
    assert "https://video.example.org/kardiologi" in gp.sees


async def test_what_is_for_other_centres_is_not_seen_however_it_is_asked_for() -> None:
    chat = await open_chat()
    await lay(chat, bookable(eligible=ONLY_THE_OAK))
    for person in ("hanna-h", ""):
        who = await chat.user(person).types("/tid")
        assert "Kardiologi" not in who.sees
        assert "är inte öppen för din enhet" in await _forged(chat, person)
    assert TITLE in await _forged(chat, "bo-b")


async def _forged(chat: Chat, person: str) -> str:
    user = chat.user(person)
    user.card = (await user.desk.press(user.visitor, _SEE, {})).card
    return user.sees


_SEE = Press("tid", action="visa", data={"tid": "kard-1"})


async def test_an_hour_that_is_gone() -> None:
    chat = await open_chat()
    assert "Konsulttiden finns inte längre." in await _forged(chat, "hanna-h")


async def test_words_that_are_not_understood() -> None:
    chat = await open_chat()
    gp = await chat.user("hanna-h").types("/tid blurr")
    assert "Jag förstår inte ”blurr”." in gp.sees


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2026-11-25 00:00", "2026-11-26 00:00", "ons hela dagen"),
        ("2026-11-25 00:00", "2026-11-28 00:00", "ons–fre"),
        ("2026-12-24 00:00", "2026-12-25 00:00", "tor 24 dec hela dagen"),
        ("2026-11-25 13:00", "2026-11-25 15:00", "ons 13:00–15:00"),
        ("2026-11-24 14:05", "2026-11-25 00:00", "nu, till 00:00"),
    ],
)
def test_whole_days_that_are_closed_are_said_as_days(start: str, end: str, words: str) -> None:
    assert closed_span_words(between(start, end), TUESDAY_DAYTIME) == words
