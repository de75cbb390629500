"""What works in the background ends in good order, and no fault of it is lost."""

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.background.running import beside, cancelled, ended, happens


async def test_work_goes_on_beside_the_block_and_no_longer() -> None:
    steps: list[int] = []

    async def work() -> None:
        while True:
            steps.append(len(steps))
            await asyncio.sleep(0)

    async with beside(work):
        while len(steps) < 3:
            await asyncio.sleep(0)
    done = len(steps)
    await asyncio.sleep(0.01)
    assert len(steps) == done


async def test_work_that_fails_is_logged_at_once_and_raised_at_the_end() -> None:
    failed = asyncio.Event()

    async def work() -> None:
        failed.set()
        raise KeyError("gone")

    with capture_logs() as logs, pytest.raises(KeyError):
        async with beside(work):
            await failed.wait()
            await asyncio.sleep(0)
            logged_at_once = len(logs)
    assert logged_at_once == len(logs) == 1


async def test_a_fault_of_the_block_is_raised_as_it_is() -> None:
    with pytest.raises(ValueError, match="of the block"):
        async with beside(asyncio.Event().wait):
            raise ValueError("of the block")


async def test_late_tasks_are_broken_off_and_counted() -> None:
    opened = asyncio.Event()
    soon, never = asyncio.create_task(opened.wait()), asyncio.create_task(asyncio.Event().wait())
    opened.set()
    assert await ended([soon, never], within=0.05) == 1
    assert never.cancelled() and soon.result()
    assert await ended([]) == 0


async def test_all_have_ended_when_they_are_broken_off() -> None:
    cleaned: list[str] = []

    async def work() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0)
            cleaned.append("up")

    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await cancelled([task])
    assert cleaned == ["up"]


async def test_whether_an_event_has_come_in_time() -> None:
    event = asyncio.Event()
    assert not await happens(event, 0.01)
    event.set()
    assert await happens(event, 0.01)
