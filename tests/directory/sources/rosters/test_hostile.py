"""Whatever a file becomes when it is read, it stays within the limits of its process and is a fault
with a sentence."""

import asyncio
from collections.abc import Iterator

import pytest

from bot.incoming.isolated_reading import IsolatedReading
from directory.sources.isolated import ROSTER, TOO_MUCH, RosterFile
from directory.sources.rosters.at_once import MOST_AT_ONCE
from directory.sources.rosters.row import RosterReading
from tests.directory.sources.rosters.hostile import HOSTILE, book, event, zone
from tests.directory.sources.rosters.stories import calendar, context, read, rows, timed


@pytest.fixture(scope="module")
def reading() -> Iterator[IsolatedReading]:
    isolated = IsolatedReading()
    yield isolated
    asyncio.run(isolated.close())


async def of(reading: IsolatedReading, content: bytes, name: str = "jour") -> RosterReading:
    return await reading.roster(RosterFile(content, name, context()))


def test_a_roster_has_half_a_gigabyte_and_some_seconds() -> None:
    assert ROSTER.limits.memory == 512 << 20
    assert ROSTER.limits.seconds <= 20


@pytest.mark.parametrize("kind", HOSTILE)
async def test_what_becomes_too_much_is_said(reading: IsolatedReading, kind: str) -> None:
    make, says = HOSTILE[kind]
    content = make()
    assert len(content) < 10_000_000
    answer = await of(reading, content)
    assert answer.rows == ()
    assert says in answer.faults[0]


async def test_what_no_bound_foresees_ends_at_the_limits(reading: IsolatedReading) -> None:
    """Dates that hold on every day of eighty years, each worked out for years to come."""
    days = ["DTSTART;VALUE=DATE:20250101", "DTEND;VALUE=DATE:20990101", "SUMMARY:Bakjour: AA"]
    lists = [f"EXDATE;VALUE=DATE:{20250101 + n}" for n in range(20)]
    many = calendar(*[[*days, *lists, f"UID:{n}"] for n in range(9_000)]).encode()
    answer = await of(reading, many)
    assert answer.rows == ()
    assert len(answer.faults) == 1


@pytest.mark.parametrize("rule", ["FREQ=SECONDLY", "FREQ=DAILY", "FREQ=YEARLY\nRRULE:FREQ=HOURLY"])
def test_a_zone_whose_clocks_change_all_the_time_is_unknown(rule: str) -> None:
    own = event()
    own[0] = own[0].replace("Europe/Stockholm", "Egen")
    [row] = read(calendar(own, head=zone(f"RRULE:{rule}")), "jour.ics").rows
    assert "Tidszonen ”Egen” är okänd" in row.problem


def test_a_rule_of_many_words_is_not_followed() -> None:
    [row] = read(calendar(event(1, f"RRULE:FREQ=DAILY;BYDAY={'MO,' * 200}MO")), "jour.ics").rows
    assert "går inte att läsa" in row.problem


def test_a_picture_in_an_event_does_not_matter_but_a_time_of_that_length_does() -> None:
    long = "A" * 150_000
    picture = timed("20260324T160000", "20260325T073000", f"ATTACH;ENCODING=BASE64:{long}")
    assert rows(calendar(picture), "jour.ics")[0][3] == "anna-a"
    [row] = read(calendar(event(1, f"EXDATE:{long}")), "jour.ics").rows
    assert "går inte att läsa" in row.problem


async def test_drawings_that_are_no_whole_xml_and_pictures_are_passed_over(
    reading: IsolatedReading,
) -> None:
    parts = {"xl/drawings/vmlDrawing1.vml": b"<xml><br></xml>", "xl/media/image1.png": b"\x89PNG<<"}
    answer = await of(reading, book(parts=parts))
    assert [row.person for row in answer.rows] == ["anna-a"]


async def test_what_is_no_roster_is_not_repeated(reading: IsolatedReading) -> None:
    for content in (b"losenord: hemligt\nnyckel: 4711\n", b"hemligt;1;2\n" * 9, b'{"hemligt": 1}'):
        answer = await of(reading, content)
        assert answer.rows == ()
        assert answer.faults
        assert "hemligt" not in repr(answer)


@pytest.mark.parametrize("end", ["", "24/3"])
async def test_a_long_text_where_a_date_stands_is_no_date(
    reading: IsolatedReading, end: str
) -> None:
    """Each dash in it might part two days."""
    table = (
        f"datum;tid;roll;namn\n{'24/3 - ' * 14_000}{end};16-07;bakjour;AA\n25/3;16-07;bakjour;BB\n"
    )
    first, second = (await of(reading, table.encode(), "jour.csv")).rows
    assert {first.person, second.person} == {"anna-a", "bo-b"}
    assert any("är inget datum" in row.problem for row in (first, second))


@pytest.mark.parametrize("count", [MOST_AT_ONCE, MOST_AT_ONCE + 1])
def test_more_at_once_than_any_service_has_are_no_roster(count: int) -> None:
    people = "".join(f"24/3;16-07;bakjour;Namn Nummer{n}\n" for n in range(count))
    next_night = "".join(f"25/3;07-16;bakjour;Namn Nummer{n}\n" for n in range(MOST_AT_ONCE))
    reading = read(f"datum;tid;roll;namn\n{people}{next_night}")
    if count > MOST_AT_ONCE:
        assert "Fler än 100 skulle vara bakjour samtidigt" in reading.faults[0]
    else:
        assert len(reading.rows) == 2 * MOST_AT_ONCE


def test_the_sentence_of_the_last_resort_says_what_to_do() -> None:
    assert "Dela den" in TOO_MUCH
