"""Whatever the bytes are, the answer is rows and Swedish sentences, never an exception."""

import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from directory.sources.rosters.reading import read_roster
from directory.sources.rosters.row import LARGEST, RosterReading
from directory.walltime.days import local
from tests.directory.sources.rosters.stories import (
    PEOPLE,
    SENIOR,
    calendar,
    context,
    timed,
    workbook,
)

ASKED = context(first=date(2026, 3, 1), last=date(2026, 4, 30), role=SENIOR)
IDS = {person.id for person in PEOPLE} | {None}


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")


def zipped(*names: str, content: bytes = b"<x/>") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        for name in names:
            parts.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "fault"),
    [
        (b"", "jour.csv", "Filen är tom"),
        (b" \r\n\t ", "jour.csv", "Filen är tom"),
        (b"\xef\xbb\xbf", "jour.csv", "Filen är tom"),
        (b"\xff\xfe", "jour.csv", "Filen är tom"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "jour.xls", "ingen kalkylbok"),
        (b"%PDF-1.7 ...", "jour.pdf", "PDF"),
        (b"<!DOCTYPE html><html>logga in", "jour.ics", "webbsida"),
        (b"\n\n  <HTML><body>", "jour.csv", "webbsida"),
        ("\ufeff<html>".encode("utf-16"), "jour.csv", "webbsida"),
        (b"<html><table><tr><td>Datum", "jour.xls", "heter som en kalkylbok men är en webbsida"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; type=text/html",
            "jour.xls",
            "webbsida",
        ),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "jour.xls", "XML 2003"),
        (
            b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "jour.xlsx",
            "XML 2003",
        ),
        (b'<?xml version="1.0"?><office:document office:version="1.2">', "jour.ods", "(.fods)"),
        (LOCKED, "jour.xlsx", "låst med lösenord"),
        (LOCKED, "jour.xls", "låst med lösenord"),
        (b"ID;PWXL;N;E", "jour.slk", "SYLK"),
        (b"\x89PNG\r\n", "jour.xlsx", "bild"),
        (zipped("xl/workbook.bin"), "jour.xlsb", "binär kalkylbok"),
        (zipped("word/document.xml"), "jour.docx", "dokument och ingen kalkylbok"),
        (
            zipped("content.xml", "META-INF/manifest.xml", content=b"<encryption-data/>"),
            "jour.ods",
            "låst med lösenord",
        ),
        (zipped("content.xml", content=b"<!DOCTYPE x []><x/>"), "jour.ods", "ingen kalkylbok"),
        (zipped("content.xml", content=b"<x"), "jour.ods", "ingen kalkylbok"),
        (b"hej", "jour.ods", "heter .ods men är ingen kalkylbok"),
        (b"x" * (LARGEST + 1), "jour.csv", "10 MB"),
        (b"hej", "jour.xlsx", "ingen kalkylbok"),
        (b"hej", "jour.ics", "ingen kalender"),
        (b"datum;namn\n\x00\x01", "jour.csv", "Rad 2: "),
        ("datum;namn\nÃ¥ke".encode(), "jour.csv", "Å, ä och ö"),
    ],
)
def test_what_is_no_roster_at_all(data: bytes, name: str, fault: str) -> None:
    reading = read_roster(data, name, ASKED)
    assert reading.rows == ()
    assert fault in reading.faults[0]


def check(reading: RosterReading) -> None:
    """What holds for every reading."""
    for row in reading.rows:
        assert row.place
        assert row.person in IDS
        assert not (row.is_gap and row.person)
        assert not row.unknown_person or row.problem
        assert "  " not in row.problem
        if row.start:
            assert ASKED.first <= local(row.start).date() <= ASKED.last
        if not row.problem:
            assert row.role is not None
            assert row.start is not None
            assert row.end is not None
            assert row.start < row.end
            assert bool(row.person) != row.is_gap
    starts = [row.start for row in reading.rows if row.start]
    assert starts == sorted(starts)
    assert (reading.first is None) == (reading.last is None)
    assert "Filen gick inte att läsa." not in " ".join(
        reading.faults
    )  # the last resort is for what nobody foresaw


NAMES = st.sampled_from(["jour.ics", "jour.csv", "mars 2026.xlsx", ""])


@given(st.binary(max_size=400), NAMES)
def test_any_bytes(data: bytes, name: str) -> None:
    check(read_roster(data, name, ASKED))


@given(st.binary(max_size=200))
def test_any_bytes_that_begin_as_a_calendar(data: bytes) -> None:
    check(read_roster(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + data, "x", ASKED))


PIECES = (
    *("BEGIN:VCALENDAR", "END:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "END:VALARM", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:Jourtid"),
    *("UID:1", "UID:2", "SEQUENCE:1", "SEQUENCE:x", "STATUS:CANCELLED", "METHOD:CANCEL", "SUMMARY:Bakjour: AA", "SUMMARY:XY", "SUMMARY:-", "SUMMARY", "END", "BEGIN", "END:"),
    *("DTSTART:20260328T200000", "DTSTART:20260328T190000Z", "DTSTART;TZID=Europe/Stockholm:20260325T200000", "DTSTART;VALUE=DATE:20260328", "DTSTART:x"),
    *("DTSTART;TZID=Jourtid:20260325T200000", "DTSTART:00010101T000000", "DTSTART:99991231T235959Z", "DTEND:20260329T080000", "DTEND;VALUE=DATE:20260330"),
    *("DTEND:20260328T070000Z", "DURATION:PT12H", "DURATION:P1D", "DURATION:-PT1H", "DURATION:P9999999999D", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY;COUNT=3"),
    *("RRULE:FREQ=DAILY;UNTIL=20260330", "RRULE:FREQ=YEARLY;BYWEEKNO=99", "RRULE:FREQ=MONTHLY;BYMONTHDAY=-40", "RRULE:FREQ=DAILY;BYDAY=9MO", "RRULE:", "RRULE:FREQ=DAILY;UNTIL=x"),
    *("RDATE:20260401T200000", "RDATE;VALUE=DATE:20260401", "RDATE;VALUE=PERIOD:20260402T200000/PT3H", "EXDATE:20260328T200000", "EXDATE;VALUE=DATE:20260329", "EXDATE:,"),
    *("RECURRENCE-ID:20260329T200000", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260329T180000Z", "RECURRENCE-ID;VALUE=DATE:20260329", "RECURRENCE-ID:x"),
    *("ATTENDEE:mailto:bo.bjorn@region.example", "ATTENDEE;CN=:x", "ORGANIZER:", "CATEGORIES:Bakjour,Jour", "DTSTAMP:20260101T000000Z", " fold"),
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(st.sampled_from(PIECES), max_size=25), st.booleans())
@example(["DTSTART;VALUE=DATE:20260328", "RRULE:FREQ=DAILY", "RECURRENCE-ID:20260329T200000"], True)
def test_any_pieces_of_a_calendar(pieces: list[str], tidy: bool) -> None:
    text = calendar(pieces) if tidy else "\r\n".join(["BEGIN:VCALENDAR", *pieces])
    check(read_roster(text.encode(), "jour.ics", ASKED))


CELLS = st.sampled_from(
    [
        *("", "Datum", "Dag", "Vecka", "Från", "Till", "Tid", "Roll", "Namn", "Initialer", "Bakjour", "PJ", "Bakjour 16-07", "Jour", "slutdatum", "Mars 2026"),
        *("2026-03-24", "24/3", "mån 24/3", "tis", "v.13", "13", "24", "46105", "46105,5", "32/3", "9999-12-31", "29/2", "16:00", "16-07", "24:00", "16–", "25"),
        *("2026-03-24 16:00", "2026-03-24T16:00:00Z", "2026-03-24T16:00:00+25:99", "AA", "EE", "XY", "AA/BB", "Anna Asp", "-", "vakant", "L", "BJ", "=A1", "#N/A"),
    ]
)  # fmt: skip
TABLES = st.lists(st.lists(CELLS, min_size=1, max_size=6), min_size=1, max_size=7)


@settings(max_examples=400)
@given(TABLES, st.sampled_from(";,\t"), NAMES)
def test_any_table(table: list[list[str]], separator: str, name: str) -> None:
    text = "\n".join(separator.join(line) for line in table)
    check(read_roster(text.encode(), name, ASKED))


@settings(max_examples=40)
@given(TABLES)
def test_any_workbook(table: list[list[str]]) -> None:
    check(read_roster(workbook(Mars=table), "jour.xlsx", ASKED))


BOOK = workbook(Mars=[("datum", "roll", "namn"), ("24/3", "bakjour", "AA")])
ICS = calendar(timed("20260324T160000", "20260325T073000", "RRULE:FREQ=DAILY;COUNT=3")).encode()


def broken(data: bytes) -> Callable[[int, int], bytes]:
    return lambda place, byte: (
        data[: place % len(data)] + bytes([byte]) + data[place % len(data) + 1 :]
    )


@settings(max_examples=200)
@example(ICS, ICS.rindex(b":"), 10)  # a lone END
@given(st.sampled_from([BOOK, ICS]), st.integers(0, 10_000), st.integers(0, 255))
def test_one_wrong_byte(data: bytes, place: int, byte: int) -> None:
    check(read_roster(broken(data)(place, byte), "x", ASKED))


@given(st.sampled_from([BOOK, ICS]), st.integers(0, 10_000))
def test_a_file_that_was_cut_off(data: bytes, length: int) -> None:
    check(read_roster(data[: length % len(data)], "x", ASKED))
