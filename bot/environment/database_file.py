"""The SQLite file that a setting names: a wrong path never becomes a new database in silence."""

from collections.abc import Iterator
from pathlib import Path

from directory.names.nearest import nearest

_SCHEME = "sqlite+aiosqlite:///"
_BEGINS = b"SQLite format 3\x00"
_NEAR = 60


def sqlite_file(url: str) -> Path | None:
    """The file of an address; None for PostgreSQL, a database in memory and SQLite's own URIs."""
    place, _, query = url.removeprefix(_SCHEME).partition("?")
    is_file = url.startswith(_SCHEME) and place not in ("", ":memory:") and "uri=" not in query
    return Path(place) if is_file else None


def database_faults(name: str, url: str, *, named: bool, may_make: bool) -> Iterator[str]:
    """Why the file that the setting `name` says is not used, a sentence that says what to do.

    `named`: somebody has written it. It is made in a folder that holds no database; the usual one
    is made where there is none, folder and all.
    `may_make`: the command is the one that makes a database where there is none.
    """
    file = sqlite_file(url)
    says = file and ((named and _absence(file, may_make=may_make)) or _what_is_there(file))
    if says:
        yield f"{name}: {says}"


def _absence(file: Path, *, may_make: bool) -> str:
    if not file.parent.is_dir():
        return f"mappen {file.parent} finns inte. Rätta sökvägen, eller skapa mappen."
    return "" if may_make or file.exists() else _beside_others(file)


def _what_is_there(file: Path) -> str:
    if file.is_dir():
        return f"{file} är en mapp. Ange en fil i den, som {file / 'konsult.db'}."
    if not file.exists():
        return ""
    try:
        begins = _beginning(file)
    except OSError as error:
        return f"{file} går inte att läsa ({error.strerror})."
    if begins not in (b"", _BEGINS):
        return f"{file} är ingen SQLite-databas. Rätta sökvägen; filen är orörd."
    return ""


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(len(_BEGINS))


def _beside_others(file: Path) -> str:
    """A name that is not there, beside a database that is: most likely a slip of the pen.

    In a folder without one it is a first start.
    """
    others = sorted(other.name for other in file.parent.iterdir() if _is_database(other))
    if not others:
        return ""
    near = nearest(file.name, others, at_least=_NEAR)
    meant = " eller ".join(str(file.parent / name) for name in near)
    guess = f"Menade du {meant}?" if near else f"I mappen finns {', '.join(others)}."
    return (
        f"databasen {file} finns inte. {guess} Rätta sökvägen, eller skapa en ny, tom databas där "
        "med: konsult db upgrade"
    )


def _is_database(file: Path) -> bool:
    try:
        return file.is_file() and _beginning(file) == _BEGINS
    except OSError:  # not ours to read
        return False
