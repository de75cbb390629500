"""`konsult export hours-report` as an operator meets it."""

import asyncio
import csv
import re
from dataclasses import replace
from pathlib import Path

from directory.changes import Keep
from directory.hours.line import called
from directory.kinds import Kept
from directory.store.engine import create_engine
from directory.store.store import SqlStore
from tests.builders import at
from tests.directory.hours.making import MADE, a_booking, a_pilot, a_place, an_hour
from tests.stories.terminal import Terminal

PILOT = a_pilot()


def _has_hours(terminal: Terminal) -> None:
    hour = replace(an_hour("tis 13–15", pilot=PILOT.id), service="geriatrik-norra")
    line = replace(an_hour("mån 9–16", slots=None, id_="ort-1"), service="ortopedi-norra")
    bookings = [
        a_booking(at(f"2026-03-{day:02} 13:00"), id_=f"b{day}") for day in (3, 10, 17, 24, 31)
    ]
    place = called(a_place(at("2026-03-02 10:00")), "gun-ek", at("2026-03-02 10:20"))

    async def write() -> None:
        engine = create_engine(f"sqlite+aiosqlite:///{terminal.folder}/var/konsult.db")
        kept: list[Kept] = [PILOT, hour, line, *bookings, place]
        await SqlStore(engine).apply([Keep(one) for one in kept], actor="test", now=MADE)
        await engine.dispose()

    asyncio.run(write())


def _table(file: Path) -> list[list[str]]:
    return list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_a_quarter_is_written_as_workbook_tables_and_charts(terminal: Terminal) -> None:
    _has_hours(terminal)
    said = terminal.konsult("export", "hours-report", "ut", "--quarter", "2026-1")
    files = sorted(path.name for path in (terminal.folder / "ut").iterdir())
    assert files == sorted(said.split())
    assert {Path(name).suffix for name in files} == {".xlsx", ".csv", ".svg", ".png"}
    assert all(name.startswith("konsulttider-kvartal-1-2026") for name in files)
    series = _table(terminal.folder / "ut/konsulttider-kvartal-1-2026-serie.csv")
    column = series[0].index("bokade")
    assert sorted(row[column] for row in series[1:]) == ["0", "5"]
    assert not re.search("gun", (terminal.folder / f"ut/{files[-1]}").name)


def test_a_pilot_is_reported_for_its_whole_time_and_its_own_hours(terminal: Terminal) -> None:
    _has_hours(terminal)
    terminal.konsult("export", "hours-report", "ut", "--pilot", PILOT.id, "--no-charts")
    assert not list((terminal.folder / "ut").glob("*diagram*"))
    (series,) = (terminal.folder / "ut").glob("*-serie.csv")
    assert series.name.startswith("konsulttider-forsoket-videotider-for-barn")
    assert len(_table(series)) == 2
    (about,) = (terminal.folder / "ut").glob("*-om-rapporten.csv")
    assert "2026-03-01 till och med 2026-05-31" in about.read_text("utf-8-sig")


def test_what_cannot_be_reported_is_refused_with_what_can(terminal: Terminal) -> None:
    _has_hours(terminal)
    for arguments, says in (
        (("--quarter", "2026-5"), "Ett kvartal är 1, 2, 3 eller 4."),
        (("--quarter", "hösten"), "Skriv kvartalet som 2026-4."),
        (("--quarter", "2019-1"), "Inga konsulttider finns i kvartal 1 2019."),
        (("--pilot", "x"), f"De som finns: {PILOT.id} ({PILOT.name})."),
        (("--pilot", PILOT.id, "--quarter", "2026-1"), "antingen --quarter eller --pilot"),
    ):
        terminal.konsult("export", "hours-report", "ut", *arguments, code=1)
        assert says in terminal.complaints
    assert not (terminal.folder / "ut").exists()


def test_a_folder_that_cannot_be_written_is_said(terminal: Terminal) -> None:
    _has_hours(terminal)
    (terminal.folder / "ut").write_text("en fil")
    terminal.konsult("export", "hours-report", "ut", "--quarter", "2026-1", code=1)
    assert "går inte att skriva" in terminal.complaints
