"""A path with a typo makes no folder, no file and no demo; each way in says so in one sentence."""

from pathlib import Path

import pytest

from bot.environment.database_file import database_faults, sqlite_file
from tests.paths import ROOT
from tests.stories.terminal import Terminal

WAYS_IN = [
    ("serve",),
    ("ask", "/hjalp"),
    ("import", "region", str(ROOT / "demo")),
    ("import", "roster", "x.csv", "--service", "x"),
    ("import", "agreements", "x.md"),
    ("export", "region", "ut"),
    ("roster", "list"),
    ("run-duty", "gaps"),
    ("calendar",),
]


def _url(path: Path) -> str:
    return f"sqlite+aiosqlite:///{path}"


def _files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ("finns/inte/konsult.db", "mappen {0}/finns/inte finns inte. Rätta sökvägen, eller skapa mappen."),
        ("konsul.db", "databasen {0}/konsul.db finns inte. Menade du {0}/konsult.db? Rätta sökvägen, eller skapa en ny, tom databas där med: konsult db upgrade"),
        ("annan.sqlite", "databasen {0}/annan.sqlite finns inte. I mappen finns konsult.db. Rätta sökvägen, eller skapa en ny, tom databas där med: konsult db upgrade"),
        ("mapp", "{0}/mapp är en mapp. Ange en fil i den, som {0}/mapp/konsult.db."),
        ("pass.csv", "{0}/pass.csv är ingen SQLite-databas. Rätta sökvägen; filen är orörd."),
        ("konsult.db", ""),
        ("tom.db", ""),
    ],
)  # fmt: skip
def test_what_is_said_of_a_path(tmp_path: Path, place: str, says: str) -> None:
    (tmp_path / "konsult.db").write_bytes(b"SQLite format 3\x00" + b"x" * 100)
    (tmp_path / "tom.db").touch()
    (tmp_path / "mapp").mkdir()
    (tmp_path / "pass.csv").write_text("a;b\n", "utf-8")
    before = _files(tmp_path)
    told = list(database_faults("D", _url(tmp_path / place), named=True, may_make=False))
    assert told == ([f"D: {says.format(tmp_path)}"] if says else [])
    assert _files(tmp_path) == before


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://konsult@db/konsult",
        "sqlite+aiosqlite:///:memory:",
        "sqlite+aiosqlite://",
        "sqlite+aiosqlite:///file:x.db?mode=ro&uri=true",
    ],
)
def test_what_is_no_file_is_not_looked_for(url: str) -> None:
    assert sqlite_file(url) is None


@pytest.mark.parametrize("way", WAYS_IN, ids=lambda way: " ".join(way[:2]))
def test_no_way_in_makes_one(tmp_path: Path, way: tuple[str, ...]) -> None:
    terminal = Terminal(tmp_path)
    (tmp_path / "x.csv").touch()
    (tmp_path / "x.md").touch()
    before = _files(tmp_path)
    terminal.konsult(*way, code=1, KONSULT_DATABASE_URL=_url(tmp_path / "vra" / "konsult.db"))
    assert f"mappen {tmp_path / 'vra'} finns inte" in terminal.complaints
    assert "Traceback" not in terminal.complaints
    assert _files(tmp_path) == before


def test_the_command_for_it_makes_one_and_then_all_ways_are_open(tmp_path: Path) -> None:
    terminal, place = Terminal(tmp_path), tmp_path / "konsult.db"
    (tmp_path / "gammal.db").write_bytes(b"SQLite format 3\x00")
    terminal.konsult("serve", code=1, KONSULT_DATABASE_URL=_url(place))
    assert f"databasen {place} finns inte" in terminal.complaints and not place.exists()
    terminal.konsult("db", "upgrade", KONSULT_DATABASE_URL=_url(place))
    assert place.exists()
    assert "demoregionen" not in terminal.complaints
    terminal.konsult("ask", "/hjalp", KONSULT_DATABASE_URL=_url(place))
    missing = tmp_path / "x" / "konsult.db"
    terminal.konsult("db", "upgrade", code=1, KONSULT_DATABASE_URL=_url(missing))
    assert not missing.parent.exists()


def test_the_usual_database_is_made_where_there_is_none(tmp_path: Path) -> None:
    terminal = Terminal(tmp_path)
    terminal.konsult("ask", "/hjalp")
    assert terminal.complaints == "Ingen databas fanns: skapade den med demoregionen.\n"
    assert (tmp_path / "var" / "konsult.db").stat().st_mode & 0o077 == 0
    assert (tmp_path / "var").stat().st_mode & 0o077 == 0


def test_a_first_start_in_a_folder_of_its_own_says_what_it_made(tmp_path: Path) -> None:
    terminal, place = Terminal(tmp_path), tmp_path / "konsult.db"
    terminal.konsult("ask", "/hjalp", KONSULT_DATABASE_URL=_url(place))
    assert terminal.complaints == "Ingen databas fanns: skapade den med demoregionen.\n"
    assert place.exists()
