"""How each kind of value is written in a cell: read and written by the same rule."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import partial
from typing import Any, Generic, TypeVar

from directory.catalogue.lengths import MOST_VALUES, Longest, length_fault
from directory.catalogue.roles import ON_CALL_ROLES, Role
from directory.lazy.values import dataclass
from directory.rosters.somebody import Somebody, as_written
from directory.sources.faults import did_you_mean
from directory.walltime.days import local, to_utc
from directory.walltime.iso import read_iso
from directory.walltime.opening import WorkingHours

T = TypeVar("T")
Word = TypeVar("Word", bound=StrEnum)

NOBODY = "-"
DASHES = (NOBODY, "–", "—", "−")
YEARS = range(1990, 2101)

_IDENTIFIER = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
_HSA_ID = re.compile(r"SE[0-9]{10,12}-[0-9A-Z]+")
_EMAIL = re.compile(r"[^\s@|]+@[^\s@|]+\.[^\s@|]+")
_WHOLE = re.compile(r"[0-9]{1,4}")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{8}")
_CLOCK = re.compile(r"([0-9]{1,2})[:.]([0-9]{2})(?:[:.]00)?")
_SWEDISH_LETTERS = str.maketrans("åäöéü", "aaoeu")


class CellError(ValueError):
    """A fault of a whole row that one column can mend; the message is Swedish."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


@dataclass(frozen=True, slots=True)
class Cell(Generic[T]):
    """A kind of value. `read` raises ValueError with Swedish sentences that say what is wrong.

    `expects` completes ”Här ska stå …”. What `write` makes of a value, `read` turns into it again.
    `most`: how many characters may be written.
    """

    expects: str
    read: Callable[[str], T]
    write: Callable[[T], str]
    nothing: str = ""
    most: int = Longest.LINE

    def of(self, written: str) -> T:
        """The value of a cell. Raises ValueError, too, for one that is too long."""
        if fault := length_fault(written, self.most):
            raise ValueError(fault)
        return self.read(written)

    def text(self, value: T | None) -> str:
        """What stands in the cell; for no value at all `nothing`."""
        return self.nothing if value is None else self.write(value)


def several(cell: Cell[T], collect: Callable[[list[T]], Any] = tuple) -> Cell[Any]:
    """Values with `|` between them; those of a set are written in the order of their words."""

    def read(written: str) -> Any:
        parts = [one.strip() for one in written.split("|") if one.strip()]
        if len(parts) > MOST_VALUES:
            raise ValueError(f"Här står {len(parts)} värden. Skriv högst {MOST_VALUES}.")
        return collect([cell.of(part) for part in parts])

    def write(values: Any) -> str:
        written = [cell.text(value) for value in values]
        if any("|" in part for part in written):
            raise ValueError("”|” skiljer värden åt och kan inte stå i ett av dem.")
        return "|".join(sorted(written) if isinstance(values, frozenset) else written)

    most = (cell.most + len("|")) * (MOST_VALUES + 1)  # each has a bound of its own
    return Cell(f"{cell.expects}; flera skiljs åt med |", read, write, most=most)


def word(kind: type[Word], *but: Word) -> Cell[Word]:
    """One of the words of an enumeration, in any case, except those in `but`."""
    words = {member.value.casefold(): member for member in kind if member not in but}
    names = [member.value for member in words.values()]
    expects = f"{', '.join(names[:-1])} eller {names[-1]}"

    def read(written: str) -> Word:
        found = words.get(written.casefold())
        if found is None:
            meant = did_you_mean(written, names)
            raise ValueError(f"Ordet är okänt. Här ska stå {expects}.{meant}")
        return found

    return Cell(expects, read, lambda member: member.value)


def or_dash(cell: Cell[str]) -> Cell[str]:
    """A lone dash is the empty id."""
    return Cell(
        f"{cell.expects}, eller - för ingen",
        lambda written: "" if written in DASHES else cell.read(written),
        lambda value: cell.write(value) if value else NOBODY,
    )


def _read_pattern(pattern: re.Pattern[str], expects: str, written: str) -> str:
    if not pattern.fullmatch(written):
        raise ValueError(f"Så kan det inte skrivas. Här ska stå {expects}.")
    return written


def _read_identifier(written: str) -> str:
    if _IDENTIFIER.fullmatch(written):
        return written
    plain = re.sub("[^a-z0-9]+", "-", written.lower().translate(_SWEDISH_LETTERS)).strip("-")
    guess = f" Menade du {plain[:64]}?" if plain else ""
    raise ValueError(
        f"Ett id skrivs med små bokstäver a–z, siffror och bindestreck, högst 64 tecken.{guess}"
    )


def _read_yes_no(written: str) -> bool:
    if written.casefold() not in ("ja", "nej"):
        raise ValueError("Skriv ja eller nej.")
    return written.casefold() == "ja"


def _read_date(written: str) -> date:
    parts = _DATE.fullmatch(written)
    try:
        read = date.fromisoformat(written) if parts else None
    except ValueError:
        raise ValueError("Det datumet finns inte. Skriv till exempel 2026-11-24.") from None
    if read is None:
        raise ValueError("Skriv datumet som 2026-11-24.")
    if read.year not in YEARS:
        raise ValueError(f"Året ska ligga mellan {YEARS.start} och {YEARS.stop - 1}.")
    return read


def _read_clock(written: str) -> time:
    parts = _CLOCK.fullmatch(written)
    if parts and int(parts[1]) < 24 and int(parts[2]) < 60:
        return time(int(parts[1]), int(parts[2]))
    raise ValueError("Skriv klockslaget som 08:00, midnatt som 00:00.")


def _read_moment(written: str, *, end: bool) -> datetime:
    iso = read_iso(written)
    if iso is not None and iso.clock is not None and iso.day.year in YEARS:
        return iso.utc(end=end)
    day, _, clock = written.replace("T", " ").partition(" ")
    try:
        return to_utc(_read_date(day), _read_clock(clock.strip()), end=end)
    except ValueError as error:
        raise ValueError(f"{error} Här ska stå {_MOMENT}.") from error


def _write_clock(clock: time) -> str:
    return f"{clock:%H:%M}"


def _write_moment(moment: datetime) -> str:
    return f"{local(moment.astimezone(UTC)):%Y-%m-%d %H:%M}"


_ID = "ett id, till exempel medicin-norra"
_HSA = "ett HSA-id, till exempel SE2321000016-1A2B"
_MAIL = "en e-postadress, till exempel anna.berg@exempel.se"
_NUMBER = "ett helt tal, högst 9999"
_MOMENT = "datum och tid, till exempel 2026-11-24 16:00"

WORD: Cell[str] = Cell("text", str, str, most=Longest.WORD)
NAME: Cell[str] = Cell("text", str, str, most=Longest.NAME)
LINE: Cell[str] = Cell("text", str, str, most=Longest.LINE)
TEXT: Cell[str] = Cell("text", str, str, most=Longest.TEXT)
IDENTIFIER: Cell[str] = Cell(_ID, _read_identifier, str)
REFERENCE: Cell[str] = Cell(_ID, str, str)
SOMEBODY: Cell[Somebody | None] = Cell(
    f"{_ID}, eller - för ingen",
    lambda written: None if written in DASHES else written,
    as_written,
    NOBODY,
)
HSA_ID: Cell[str] = Cell(_HSA, lambda text: _read_pattern(_HSA_ID, _HSA, text.upper()), str)
EMAIL: Cell[str] = Cell(_MAIL, partial(_read_pattern, _EMAIL, _MAIL), str)
YES_NO: Cell[bool] = Cell("ja eller nej", _read_yes_no, lambda yes: "ja" if yes else "nej")
NUMBER: Cell[int] = Cell(
    _NUMBER, lambda text: int(_read_pattern(_WHOLE, _NUMBER, text)), lambda number: str(number)
)
DATE: Cell[date] = Cell("ett datum, till exempel 2026-11-24", _read_date, date.isoformat)
CLOCK: Cell[time] = Cell("ett klockslag, till exempel 08:00", _read_clock, _write_clock)
START: Cell[datetime] = Cell(_MOMENT, partial(_read_moment, end=False), _write_moment)
END: Cell[datetime] = Cell(_MOMENT, partial(_read_moment, end=True), _write_moment)
DUTY_ROLE: Cell[Role] = word(Role, *(role for role in Role if role not in ON_CALL_ROLES))
HOURS: Cell[WorkingHours] = Cell(
    "tider, till exempel mån–fre 08–17, eller - för inga",
    lambda written: WorkingHours.parse("" if written in DASHES else written),
    lambda hours: hours.text() or NOBODY,
)
