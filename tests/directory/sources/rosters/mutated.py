"""Rosters with damage: bytes changed, cut, doubled and moved, in the file or in a part of its zip.

`python -m tests.directory.sources.rosters.mutated 5000` reads so many, each in a process of its own
as uploads are, and tells of every one that its reader did not get through by itself.
"""

import asyncio
import io
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, time
from random import Random

from bot.incoming.isolated_reading import IsolatedReading
from directory.sources.isolated import TOO_MUCH, RosterFile
from directory.sources.rosters.row import RosterReading
from tests.directory.sources.rosters.books import Page, ods, xls, xlsx
from tests.directory.sources.rosters.stories import calendar, context, timed

_TABLE = "datum;tid;roll;namn\n24/3;16-07:30;bakjour;AA\n25/3;16–;mellanjour;Anna Asp\n26/3;;;-\n"
_MATRIX = "Mars 2026;Bakjour;Mellanjour\nmån 23/3;AA;BB\ntis 24/3;CC/AA;\nv. 14;AA;Eva Ek\n"
_SERIES = (
    "RRULE:FREQ=WEEKLY;BYDAY=MO,TU;UNTIL=20260601T000000Z",
    "EXDATE:20260331T160000",
    "UID:1",
)
_EVENT = timed("20260324T160000", "20260325T073000", *_SERIES)
_CHANGED = timed("20260406T180000", "20260407T073000", "UID:1", "RECURRENCE-ID:20260406T160000")
_ZONE = "BEGIN:VTIMEZONE\nTZID:Egen\nBEGIN:STANDARD\nDTSTART:19701025T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\nEND:VTIMEZONE"  # fmt: skip
_PAGES = (
    Page(
        name="Mars",
        rows=(
            ("Datum", "Bakjour", "Mellanjour", "Anm"),
            (date(2026, 3, 23), "AA", "BB", None),
            (date(2026, 3, 24), "AA", "CC", "byte"),
            (date(2026, 3, 25), "Eva Ek", None, 3.5),
        ),
        merges=(((1, 1), (2, 1)),),
        struck=frozenset({(3, 1)}),
        partly={(2, 2): "BB"},
        comments={(1, 2): "sjuk"},
        hidden_rows=frozenset({3}),
    ),
    Page(
        name="Lista",
        rows=(
            ("datum", "från", "till", "roll", "namn"),
            (date(2026, 3, 26), time(16), time(7, 30), "bakjour", "AA"),
        ),
    ),
)
_PIECES = (
    *(b"\0", b"\xff\xfe", b"\n", b'"', b";" * 50, b"<", b"/>", b"</row>", b"&#0;", b"&amp;" * 9),
    *(
        b"999999999999",
        b"-1",
        b"1e308",
        b"NaN",
        b"\xc3\xa5",
        "\u202e".encode(),
        b"BEGIN:VEVENT\r\n",
    ),
    *(b"END:VCALENDAR\r\n", b"RRULE:FREQ=YEARLY\r\n", b"COUNT=9999", b"INTERVAL=0", b"PT99999H"),
    *(b"(" * 200, b" - " * 200, b"2026-02-30", b"31/12", b"24:00", b"v.53", b"A" * 5_000),
)


def whole() -> dict[str, bytes]:
    """A roster of each kind that is read, by the name of its file."""
    return {
        "jour.csv": _TABLE.encode(),
        "mars.csv": _MATRIX.encode("cp1252"),
        "jour.ics": calendar(_EVENT, _CHANGED, head=_ZONE).encode(),
        "mars.xlsx": xlsx(*_PAGES),
        "mars.ods": ods(*_PAGES),
        "mars.xls": xls(*_PAGES),
    }


def mutated(data: bytes, random: Random) -> bytes:
    """The file with one to six damages; of a zip mostly in what one of its parts unpacks to."""
    if data.startswith(b"PK") and random.random() < 0.9:
        return _in_a_part(data, random)
    for _ in range(random.randint(1, 6)):
        data = _damaged(data, random)
    return data


def _in_a_part(data: bytes, random: Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        names = old.namelist()
        chosen = random.choice(names)
        for name in names:
            content = old.read(name)
            for _ in range(random.randint(1, 6) if name == chosen else 0):
                content = _damaged(content, random)
            new.writestr(name, content)
    return made.getvalue()


def _damaged(data: bytes, random: Random) -> bytes:
    start, end = sorted(random.randint(0, len(data)) for _ in range(2))
    end = min(end, start + random.choice((1, 4, 40, 4_000)))
    match random.randrange(6):
        case 0:
            return data[:start] + bytes([random.randrange(256)]) + data[start + 1 :]
        case 1:
            return data[:start] + data[end:]
        case 2:
            return data[:end] + data[start:end] * random.choice((1, 2, 50)) + data[end:]
        case 3:
            return data[:start] + random.choice(_PIECES) + data[start:]
        case 4:
            return data[:start] + random.choice(_PIECES) + data[end:]
        case _:
            other = random.randint(0, len(data))
            return data[:other] + data[start:end] + data[other:]


def damaged_files(count: int, seed: int) -> Iterator[RosterFile]:
    """So many damaged rosters of all kinds, the same each time."""
    random, files = Random(seed), whole()
    names = list(files)
    for number in range(count):
        name = names[number % len(names)]
        yield RosterFile(mutated(files[name], random), name, context())


def is_got_through(answer: RosterReading) -> bool:
    """Whether the reader came to an end by itself, and knew what it said."""
    says = " ".join(answer.faults)
    return TOO_MUCH not in says and "Filen gick inte att läsa." not in says


async def _report(count: int, seed: int) -> None:
    reading, said = IsolatedReading(), Counter[str]()
    async with reading.running():
        for number, file in enumerate(damaged_files(count, seed)):
            answer = await reading.roster(file)
            said["rows" if answer.rows else (answer.faults or ("nothing",))[0][:60]] += 1
            if not is_got_through(answer):
                sys.stdout.write(f"{seed}:{number} {file.name} {answer.faults}\n")
    for says, times in said.most_common():
        sys.stdout.write(f"{times:6} {says}\n")


if __name__ == "__main__":
    asyncio.run(_report(int(sys.argv[1]), int(sys.argv[2]) if sys.argv[2:] else 1))
