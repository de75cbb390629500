"""A damaged roster of any kind is rows and sentences, within the memory and time of one reading."""

from bot.incoming.isolated_reading import IsolatedReading
from tests.directory.sources.rosters.mutated import damaged_files, is_got_through, whole

CASES, SEED = 240, 20261124


async def test_damaged_rosters_of_every_kind_are_got_through() -> None:
    reading = IsolatedReading()
    async with reading.running():
        for number, file in enumerate(damaged_files(CASES, SEED)):
            answer = await reading.roster(file)
            assert is_got_through(answer), (number, file.name, answer.faults)


async def test_undamaged_ones_are_read() -> None:
    reading = IsolatedReading()
    async with reading.running():
        for file in damaged_files(len(whole()), SEED):
            answer = await reading.roster(type(file)(whole()[file.name], file.name, file.context))
            assert not answer.faults, file.name
            assert any(row.person for row in answer.rows), file.name
