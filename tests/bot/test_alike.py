"""An answer that is remembered for the minute: the same as one that is not, and nobody else's."""

from datetime import timedelta
from functools import partial

import pytest

from bot.cards import Card
from bot.commands import COMMANDS
from bot.commands.registry import find_command, press_of_words
from bot.desk.sent import Sent, asker_of
from bot.region.demo import demo_region
from directory.query import answered
from directory.snapshot.memory import Memory, MemoryOfMoment
from directory.walltime.days import local
from tests.builders import at
from tests.chat import TUESDAY_DAYTIME, Chat, User, open_chat

ASKED = """
kardiologi
hjärtsvikt
ortopedi södra i natt
bakjour medicin
kardiologi 24/12 08:00
pizza
allergi
barn med astma
stroke
numret till fyren
närmaste vårdcentral
psykiatri
akuten norra
primärjour kirurgi
hjälp
"""


async def demo_chat() -> Chat:
    return await open_chat(demo_region(local(TUESDAY_DAYTIME).date()), now=TUESDAY_DAYTIME)


def people(chat: Chat) -> list[User]:
    """Those of the demo, with all kinds of rights and home units, and somebody without a row."""
    return [chat.user(id_) for id_ in ("", *chat.snapshot.settings.demo_people)]


async def unshared(chat: Chat, user: User, text: str) -> Card:
    """What the command answers to the asker themselves, nothing remembered of others."""
    snapshot = chat.snapshot.with_parts(chat.snapshot.parts)
    sent = Sent(user.visitor, press_of_words(text, COMMANDS, snapshot), {})
    command = find_command(sent.press.command, COMMANDS)
    assert command is not None
    who, now = asker_of(user.visitor, snapshot), chat.clock()
    reply = await answered(
        lambda known: command.answer(sent.request(who, now, known), snapshot), chat.reads
    )
    return reply.card


@pytest.mark.parametrize("text", ASKED.split("\n")[1:-1])
async def test_everybody_gets_what_they_would_have_got_alone(text: str) -> None:
    chat = await demo_chat()
    for seconds in (0, 59, 60):
        await chat.passes(TUESDAY_DAYTIME + timedelta(seconds=seconds))
        for user in people(chat):
            assert (await user.types(text)).card == await unshared(chat, user, text)


async def test_those_who_are_alike_share_an_answer_within_the_minute() -> None:
    chat = await demo_chat()
    first = (await chat.user().types("kardiologi")).card
    await chat.passes(TUESDAY_DAYTIME + timedelta(seconds=59))
    assert (await chat.user().types("kardiologi")).card is first
    await chat.passes(TUESDAY_DAYTIME + timedelta(seconds=60))
    assert "14:06" in (await chat.user().types("kardiologi")).sees


async def test_each_question_is_counted_though_its_answer_is_remembered() -> None:
    chat = await demo_chat()
    for _ in range(3):
        await chat.user("hanna-h").types("kardiologi")
    assert len(chat.counted) == 3


async def test_who_goes_off_duty_is_not_in_the_answer_of_the_next_minute() -> None:
    chat = await open_chat(now=at("2026-11-24 07:29"))
    before = (await chat.user("hanna-h").types("kardiologi")).sees
    await chat.passes(at("2026-11-24 07:30"))
    assert (await chat.user("hanna-h").types("kardiologi")).sees != before


async def test_what_is_written_within_the_minute_counts_at_once() -> None:
    chat = await demo_chat()
    asker = chat.user()
    assert "flera ställen" in (await asker.types("ortopedi")).sees
    await asker.types("/jag björken")
    assert "flera ställen" not in (await asker.types("ortopedi")).sees


def test_a_full_memory_lets_go_and_goes_on() -> None:
    memory = Memory(2)
    made: list[int] = []

    def make(key: int) -> int:
        made.append(key)
        return key

    keys = (1, 1, 2, 2, 3, 3, 1)
    assert [memory.value(key, partial(make, key)) for key in keys] == list(keys)
    assert made == [1, 2, 3, 1]
    assert len(memory) <= 2


def test_what_is_remembered_of_a_moment_is_gone_when_another_is_asked_about() -> None:
    memory = MemoryOfMoment(9)
    first = memory.at(TUESDAY_DAYTIME)
    assert first.value("who", lambda: "Anna") == "Anna"
    later = memory.at(TUESDAY_DAYTIME + timedelta(minutes=1))
    assert later.value("who", lambda: "Bo") == "Bo"
    assert memory.at(TUESDAY_DAYTIME).value("who", lambda: "Cia") == "Cia"
