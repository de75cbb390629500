"""Documents are read in a process of their own: one that hangs or swells stops no other."""

from bot.incoming.isolated_reading import read_isolated
from directory.sources.agreements.result import AgreementReading, Document

GOOD = Document("hypertoni.md", "# Hypertoni\n\n## Remiss\nÖver 160 trots tre preparat.\n".encode())


def headings(reading: AgreementReading) -> list[str]:
    return [section.heading for section in reading.agreement.sections] if reading.agreement else []


async def test_documents_come_back_in_their_order_with_their_side_files() -> None:
    sided = Document("kol.md", b"# KOL\n\n## Behandling\nText.\n", "ägare: lungkliniken\n".encode())
    first, second, third = await read_isolated([GOOD, Document("tom.md", b""), sided])
    assert headings(first) == ["Remiss"]
    assert second.agreement is None
    assert second.faults
    assert third.agreement is not None
    assert third.agreement.head.owner == "lungkliniken"


async def test_nothing_to_read_needs_no_process() -> None:
    assert await read_isolated([]) == []


async def test_one_that_takes_too_long_is_a_fault_and_the_others_are_read() -> None:
    slow = Document("stor.md", b"# A\n\n" + b"* a [b](c) *d* `e` <f> " * 75_000)
    readings = await read_isolated([GOOD, slow, GOOD], slowest=5.0)
    assert headings(readings[0]) == headings(readings[2]) == ["Remiss"]
    assert readings[1].agreement is None
    assert "för lång tid" in readings[1].faults[0]


async def test_a_process_that_dies_is_a_fault() -> None:
    unpicklable = [GOOD, "inget dokument", GOOD]
    readings = await read_isolated(unpicklable)  # type: ignore[arg-type]  # the process fails at it
    assert [bool(headings(reading)) for reading in readings] == [True, False, True]
