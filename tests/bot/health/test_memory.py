"""What is said of the picture in memory and of the store, and when a process must get no requests."""

from datetime import timedelta

import pytest

from bot.health.condition import Condition
from bot.health.health import Health, is_ready
from bot.health.memory import StoreWrites
from tests.chat import TUESDAY_DAYTIME
from tests.clock import HandClock
from tests.stories.gone_store import flaky_chat


async def test_while_the_store_is_gone_it_is_told_and_the_process_goes_on_answering() -> None:
    chat, store = await flaky_chat()
    health = Health(chat.clock)
    health.watch([chat.live])
    assert [(one.line, one.ok) for one in health.conditions()] == [
        ("snapshot", True),
        ("store", True),
    ]
    store.gone = True
    chat.clock.moves(seconds=31)
    await chat.live.look()
    snapshot, told = health.conditions()
    assert (snapshot.ok, told.ok, told.since) == (True, False, TUESDAY_DAYTIME)
    assert told.says.startswith("Databasen har inte svarat sedan tis 24 nov 14:05.")
    assert is_ready([snapshot, told])
    store.gone = False
    await chat.live.look()
    assert all(one.ok for one in health.conditions())


@pytest.mark.parametrize(("days", "ready"), [(0, True), (20, True), (22, False), (400, False)])
async def test_memory_that_does_not_reach_the_present_minute_is_not_ready(
    days: int, ready: bool
) -> None:
    chat, store = await flaky_chat()
    store.gone = True
    health = Health(chat.clock)
    health.watch([chat.live])
    chat.clock.moves(days=days)
    conditions = health.conditions()
    assert is_ready(conditions) is ready
    assert ("når inte till nu" in conditions[0].says) is not ready


def test_only_what_is_needed_makes_a_process_not_ready() -> None:
    away = Condition(line="email", ok=False, says="E-post: ingen kontakt.")
    assert is_ready([]) and is_ready([away])
    assert not is_ready([away, Condition(line="snapshot", ok=False, says="Nej.", needed=True)])


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("SQLITE_FULL", "nekas (SQLITE_FULL)"),
        ("SQLITE_READONLY", "nekas (SQLITE_READONLY)"),
        ("53100", "nekas (53100)"),
        ("25006", "nekas (25006)"),
        ("", "ingen kontakt"),
        ("57P01", "ingen kontakt (57P01)"),
        ("SQLITE_BUSY", "ingen kontakt (SQLITE_BUSY)"),
    ],
)
def test_a_write_that_fails_is_told_until_one_is_taken(code: str, says: str) -> None:
    clock = HandClock(TUESDAY_DAYTIME)
    writes = StoreWrites(clock)
    [unused] = writes.conditions(clock())
    assert unused.ok
    writes.note(None)
    clock.moves(minutes=1)
    writes.note(code)
    [full] = writes.conditions(clock())
    assert (full.ok, full.good) == (False, TUESDAY_DAYTIME)
    assert full.since == TUESDAY_DAYTIME + timedelta(minutes=1)
    assert f"{says} sedan" in full.says and "Är disken full eller skrivskyddad?" in full.says
    writes.note(None)
    [well] = writes.conditions(clock())
    assert well.ok
