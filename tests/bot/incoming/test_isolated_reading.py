"""Files are read in processes of their own: one that hangs or swells stops no other."""

import asyncio
import os
import pickle
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.incoming.isolated_reading import AT_ONCE, IsolatedReading
from bot.rosters.publishing import Rostering
from directory.catalogue.roles import Role
from directory.rosters.somebody import Outsider
from directory.sources.agreements.reading import read_agreement
from directory.sources.agreements.result import AgreementReading, Document
from directory.sources.isolated import (
    AGREEMENT,
    ROSTER,
    SHORTAGES,
    TOO_MUCH,
    TOO_MUCH_OF_THE_AUTHORITY,
    FileKind,
    ReadingLimits,
    RosterFile,
)
from directory.sources.rosters.reading import read_roster
from directory.sources.rosters.row import RosterReading
from directory.sources.shortages.reading import read_shortages
from tests.directory.sources.rosters.stories import calendar, context, timed, workbook
from tests.shortages import a_row, as_xml
from tests.stories.rosters import NO_ANSWERS, read_roster_here, roster, roster_chat

GOOD = Document("hypertoni.md", "# Hypertoni\n\n## Remiss\nÖver 160 trots tre preparat.\n".encode())
SLOW = Document("stor.md", b"# A\n\n" + b"* a [b](c) *d* `e` <f> " * 75_000)
HEADER = ("datum", "från", "till", "roll", "namn")
BOOK = workbook(Mars=[HEADER, ("24/3", 16, "0730", "bakjour", "AA"), ("25/3", 16, 7, "x", "Qq")])
MANY = "\n".join(
    ["datum;tid;roll;namn", *(f"{n % 28 + 1}/3;16-07;bakjour;Q{n}" for n in range(999))]
)
TABLE = "datum;tid;roll;namn\n24/3;16-07;bakjour;Qq\n25/3;x;;\n"
EVENT = calendar(timed("20260324T160000", "20260325T073000"))
IMPATIENT = replace(AGREEMENT, limits=ReadingLimits(memory=2 << 30, seconds=1))


def in_march(content: bytes | str, name: str = "jour.xlsx") -> RosterFile:
    remembered = {"qq": Outsider("Nils Norén", "hjartkliniken")}
    data = content if isinstance(content, bytes) else content.encode()
    return RosterFile(data, name, context(remembered=remembered, role=Role.MIDDLE_ON_CALL))


@pytest.fixture(scope="module")
def reading() -> Iterator[IsolatedReading]:
    isolated = IsolatedReading()
    yield isolated
    asyncio.run(isolated.close())


def headings(reading: AgreementReading) -> list[str]:
    return [section.heading for section in reading.agreement.sections] if reading.agreement else []


async def test_documents_come_back_in_their_order_with_their_side_files(
    reading: IsolatedReading,
) -> None:
    sided = Document("kol.md", b"# KOL\n\n## Behandling\nText.\n", "ägare: lungkliniken\n".encode())
    first, second, third = await reading.agreements([GOOD, Document("tom.md", b""), sided])
    assert headings(first) == ["Remiss"]
    assert second.agreement is None
    assert second.faults
    assert third.agreement is not None
    assert third.agreement.head.owner == "lungkliniken"


@pytest.mark.parametrize(
    ("content", "name"),
    [(BOOK, "jour.xlsx"), (EVENT, "jour.ics"), (TABLE, "jour.csv"), (MANY, "jour.csv"), (b"", "")],
)
async def test_a_roster_crosses_as_it_was_read(
    reading: IsolatedReading, content: bytes | str, name: str
) -> None:
    file = in_march(content, name)
    assert await reading.roster(file) == read_roster(file.content, name, file.context)


async def test_what_a_region_says_crosses_too(reading: IsolatedReading) -> None:
    chat = await roster_chat()
    apart = Rostering(chat.repository, chat.live, chat.clock, reading.roster)
    here = Rostering(chat.repository, chat.live, chat.clock, read_roster_here)
    incoming = roster(content=b"datum;roll;namn\n2026-11-25;bakjour;AA\n2026-11-26;bakjour;BB\n")
    preview = await apart.preview(incoming, NO_ANSWERS)
    assert preview == await here.preview(incoming, NO_ANSWERS)
    assert len(preview.plan.new) == 2


def test_an_answer_is_whole_or_none() -> None:
    file = in_march(MANY, "jour.csv")
    roster = read_roster(file.content, file.name, file.context)
    agreement = read_agreement(b"# A\n\n" + b"## B\nText.\n" * 500, "a.md")
    both: list[tuple[FileKind[Any], object]] = [(ROSTER, roster), (AGREEMENT, agreement)]
    for kind, read in both:
        lines = b"".join(kind.written(read))
        assert kind.read(lines) == read
        assert lines.count(b"\n") > 3
        for end in (0, 1, len(lines) // 2, lines.index(b"\n") + 1, len(lines) - 1):
            with pytest.raises(ValueError, match="end"):
                kind.read(lines[:end])
        with pytest.raises(ValueError, match="Invalid JSON"):
            kind.read(pickle.dumps(read) + b"\n\n")


async def test_nothing_to_read_needs_no_process() -> None:
    reading = IsolatedReading()
    assert await reading.agreements([]) == []
    assert reading.pid is None


async def test_one_that_takes_too_long_is_a_fault_and_the_others_are_read() -> None:
    reading = IsolatedReading(agreement=IMPATIENT)
    async with reading.running():
        readings = await reading.agreements([GOOD, SLOW, GOOD])
    assert [headings(read) for read in readings] == [["Remiss"], [], ["Remiss"]]
    assert readings[1].faults == (TOO_MUCH,)


async def test_a_process_that_dies_is_a_fault(reading: IsolatedReading) -> None:
    odd = [GOOD, "inget dokument", GOOD]
    readings = await reading.agreements(odd)  # type: ignore[arg-type]  # the process fails at it
    assert [bool(headings(read)) for read in readings] == [True, False, True]
    assert readings[1].faults == (TOO_MUCH,)


async def test_where_the_process_with_the_readers_has_been_ended_a_new_one_reads() -> None:
    reading = IsolatedReading()
    async with reading.running():
        assert reading.pid
        os.kill(reading.pid, signal.SIGKILL)
        os.waitid(os.P_PID, reading.pid, os.WEXITED | os.WNOWAIT)
        assert (await reading.roster(in_march(BOOK))).rows


async def test_no_process_is_left_when_reading_is_closed() -> None:
    reading = IsolatedReading()
    async with reading.running():
        pid = reading.pid
    assert pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@contextmanager
def held(pid: int) -> Iterator[None]:
    """The process does nothing during the block."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


async def test_questions_are_answered_while_rosters_are_being_read(
    reading: IsolatedReading,
) -> None:
    chat = await roster_chat()
    rostering = Rostering(chat.repository, chat.live, chat.clock, reading.roster)
    await rostering.preview(roster("AA", "BB", "CC"), NO_ANSWERS)
    assert reading.pid
    with held(reading.pid):
        many = [
            asyncio.create_task(rostering.preview(roster("AA", "BB", "CC"), NO_ANSWERS))
            for _ in range(AT_ONCE + 2)
        ]
        for _ in range(20):
            asked = await chat.user("anna-a").types("/konsult kardiologi")
            assert "Kardiologi" in asked.sees
        assert not any(one.done() for one in many)
    previews = await asyncio.gather(*many)
    assert [len(preview.plan.new) for preview in previews] == [3] * len(many)


async def test_one_who_gives_up_waiting_leaves_the_others_their_turn(
    reading: IsolatedReading,
) -> None:
    await reading.roster(in_march(BOOK))
    assert reading.pid
    with held(reading.pid):
        many = [asyncio.create_task(reading.roster(in_march(BOOK))) for _ in range(AT_ONCE * 2)]
        await asyncio.sleep(0)
        for one in many:
            one.cancel()
        await asyncio.gather(*many, return_exceptions=True)
    assert (await reading.roster(in_march(BOOK))).rows


def test_a_reading_that_holds_nothing_crosses() -> None:
    assert ROSTER.read(b"".join(ROSTER.written(RosterReading()))) == RosterReading()


# -- shortages ------------------------------------------------------------------------------


async def test_shortages_cross_whole_and_what_is_too_much_is_refused(
    reading: IsolatedReading,
) -> None:
    file = as_xml(a_row(pack=str(number), cause="Ökad efterfrågan") for number in range(450))
    assert await reading.shortages(file) == read_shortages(file)
    bomb = b'<!DOCTYPE a [<!ENTITY b "hahaha">]><a>&b;</a>'
    assert await reading.shortages(bomb) == read_shortages(bomb)
    small = replace(SHORTAGES, limits=ReadingLimits(memory=1 << 24, seconds=60))
    isolated = IsolatedReading(shortages=small)
    assert (await isolated.shortages(file)).faults == (TOO_MUCH_OF_THE_AUTHORITY,)
    assert "Dela" not in TOO_MUCH_OF_THE_AUTHORITY
    await isolated.close()


def libraries_of(reading: IsolatedReading) -> set[str]:
    """The packages whose libraries the process that has the readers loaded has opened."""
    opened = Path(f"/proc/{reading.pid}/maps").read_text("utf-8")
    return set(re.findall(r"/site-packages/(\w+)/", opened))


async def test_who_reads_one_file_loads_one_reader_and_the_next_when_it_is_needed() -> None:
    reading = IsolatedReading()
    try:
        [only] = (await reading.shortages(as_xml([a_row()]))).rows
        assert only == a_row()
        first = libraries_of(reading)
        assert "lxml" in first
        assert headings((await reading.agreements([GOOD]))[0]) == ["Remiss"]
        assert libraries_of(reading) > first
    finally:
        await reading.close()
