"""What a calendar may hold at most, looked at line by line before anything is made of it."""

from collections.abc import Sequence

from directory.sources.text_file import UnreadableError

MOST_PHYSICAL_LINES = 600_000
MOST_LINES = 200_000
MOST_EVENTS = 20_000
MOST_SERIES = 2_000
MOST_DATES = 2_000
MOST_ZONES = 200
MOST_ZONE_LINES = 10_000
DEEPEST = 20

_FEWER = "Hämta färre månader åt gången, eller ta bort det som inte är pass."
_LINES = f"Kalendern har fler än 200 000 rader. {_FEWER}"
_EVENTS = f"Kalendern har fler än 20 000 händelser. {_FEWER}"
_SERIES = f"Kalendern har fler än 2 000 händelser som återkommer. {_FEWER}"
_DATES = (
    "En händelse i kalendern räknar upp fler än 2 000 datum (RDATE, EXDATE). "
    "Skriv dem som egna händelser, eller hämta kalendern på nytt."
)
_ZONES = "Kalendern beskriver för många tidszoner. Hämta den på nytt, med tider i Europe/Stockholm."
_DEEP = "Kalendern är trasig: delar ligger för djupt inuti varandra (BEGIN). Hämta den på nytt."


def require_few_lines(data: bytes) -> None:
    """Raises UnreadableError before a file is divided into more lines than a calendar has."""
    if data.count(b"\n") + data.count(b"\r") > 2 * MOST_PHYSICAL_LINES:
        raise UnreadableError(_LINES)


def require_bounded(lines: Sequence[str]) -> None:
    """Raises UnreadableError for the unfolded lines of what is larger than any roster."""
    if len(lines) > MOST_LINES:
        raise UnreadableError(_LINES)
    counted = _Counted()
    for line in lines:
        counted.line(line)


class _Counted:
    """What has been seen so far."""

    def __init__(self) -> None:
        self._depth = self._events = self._series = self._zones = 0
        self._dates = self._zone_lines = 0
        self._in_zone = False

    def line(self, line: str) -> None:
        name, _, value = line[:200].partition(":")
        match name.partition(";")[0].strip().upper():
            case "BEGIN":
                self._begin(value.strip().upper())
            case "END":
                self._depth = max(0, self._depth - 1)
                self._in_zone &= value.strip().upper() != "VTIMEZONE"
            case "RRULE" | "RDATE" if not self._in_zone:
                self._series += 1
                self._count_dates(line)
            case "EXDATE" | "RDATE":
                self._count_dates(line)
        self._zone_lines += self._in_zone
        self._require()

    def _begin(self, part: str) -> None:
        self._depth += 1
        self._events += part == "VEVENT"
        self._zones += part == "VTIMEZONE"
        self._in_zone |= part == "VTIMEZONE"
        self._dates = 0

    def _count_dates(self, line: str) -> None:
        self._dates += 1 + line.count(",")

    def _require(self) -> None:
        for count, most, says in (
            (self._depth, DEEPEST, _DEEP),
            (self._events, MOST_EVENTS, _EVENTS),
            (self._series, MOST_SERIES, _SERIES),
            (self._dates, MOST_DATES, _DATES),
            (self._zones, MOST_ZONES, _ZONES),
            (self._zone_lines, MOST_ZONE_LINES, _ZONES),
        ):
            if count > most:
                raise UnreadableError(says)
