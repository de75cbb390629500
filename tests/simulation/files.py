"""Roster files as other programs write them: each shape from the same shifts."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from io import BytesIO

from openpyxl import Workbook

from directory.lazy.values import dataclass
from tests.simulation.clock import begins, ends, is_plain, shown, wall
from tests.simulation.oracle import Rostered

ONE_DAY = timedelta(days=1)
Table = list[list[str]]


@dataclass(frozen=True)
class File:
    """A roster file and what it is called."""

    name: str
    content: bytes


Written = Mapping[str, str]
"""What stands for each person; ”-” for nobody."""


def _lines(events: Sequence[list[str]]) -> bytes:
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//replay//SV"]
    body = [row for event in events for row in ("BEGIN:VEVENT", *event, "END:VEVENT")]
    return "\r\n".join([*head, *body, "END:VCALENDAR", ""]).encode()


def _stamp(field: str, shift: Rostered, *, of_end: bool) -> str:
    """On the wall clock of Stockholm; in UTC where that shows the time twice."""
    moment = shift.end if of_end else shift.start
    if is_plain(moment):
        return f"{field};TZID=Europe/Stockholm:{wall(moment):%Y%m%dT%H%M%S}"
    return f"{field}:{moment:%Y%m%dT%H%M%SZ}"


def _event(shift: Rostered, number: int, written: Written, end: str) -> list[str]:
    role = shift.line[1].heading
    return [
        f"UID:{number}@replay",
        _stamp("DTSTART", shift, of_end=False),
        end,
        f"SUMMARY:{role}: {written[shift.who]}",
    ]


def calendar(shifts: Sequence[Rostered], written: Written, _: Sequence[date]) -> File:
    """Each shift with its end."""
    events = [
        _event(one, number, written, _stamp("DTEND", one, of_end=True))
        for number, one in enumerate(shifts)
    ]
    return File("jour.ics", _lines(events))


def lengths(shifts: Sequence[Rostered], written: Written, _: Sequence[date]) -> File:
    """Each shift with its exact length."""
    events = []
    for number, one in enumerate(shifts):
        hours, rest = divmod(one.end - one.start, timedelta(hours=1))
        length = f"DURATION:PT{hours}H{rest // timedelta(minutes=1)}M"
        events.append(_event(one, number, written, length))
    return File("jour.ics", _lines(events))


def rows(shifts: Sequence[Rostered], written: Written, _: Sequence[date]) -> File:
    """A list with a row for each shift."""
    listed = [
        f"{shown(one.start)};{shown(one.end)};{one.line[1].value};{written[one.who]}"
        for one in shifts
    ]
    return File("jour.csv", "\n".join(["från;till;roll;namn", *listed, ""]).encode())


def _span(shift: Rostered) -> str:
    return f"{wall(shift.start):%H:%M}-{wall(shift.end):%H:%M}"


def dates_down(shifts: Sequence[Rostered], written: Written, days: Sequence[date]) -> Table:
    """A row for each day; a column for each shift of a role that begins on it."""
    cells: dict[tuple[str, int], dict[date, str]] = defaultdict(dict)
    for one in sorted(shifts, key=lambda one: (one.start, one.who)):
        day, role = wall(one.start).date(), one.line[1].heading
        number = next(n for n in range(99) if day not in cells.get((role, n), {}))
        cells[role, number][day] = f"{written[one.who]} {_span(one)}"
    columns = sorted(cells)
    body = [[f"{day}", *(cells[column].get(day, "") for column in columns)] for day in days]
    return [["Datum", *(role for role, _ in columns)], *body]


def people_down(shifts: Sequence[Rostered], written: Written, days: Sequence[date]) -> Table:
    """A row for each person; a column for each day."""
    cells: dict[str, dict[date, str]] = defaultdict(dict)
    for one in shifts:
        cells[one.who][wall(one.start).date()] = f"{one.line[1].value} {_span(one)}"
    body = [[written[who], *(cells[who].get(day, "") for day in days)] for who in sorted(cells)]
    return [["Namn", *(f"{day}" for day in days)], *body]


def _csv(table: Table) -> bytes:
    return "\n".join(";".join(row) for row in table).encode() + b"\n"


def _workbook(table: Table) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in table:
        sheet.append(row)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


Shape = Callable[[Sequence[Rostered], Written, Sequence[date]], File]


def _of(table: Callable[[Sequence[Rostered], Written, Sequence[date]], Table], xlsx: bool) -> Shape:
    def made(shifts: Sequence[Rostered], written: Written, days: Sequence[date]) -> File:
        content = table(shifts, written, days)
        return (
            File("schema.xlsx", _workbook(content)) if xlsx else File("schema.csv", _csv(content))
        )

    return made


SHAPES: dict[str, Shape] = {
    "ICS, DTEND": calendar,
    "ICS, DURATION": lengths,
    "CSV, rader": rows,
    "XLSX, datum nedåt": _of(dates_down, xlsx=True),
    "CSV, datum nedåt": _of(dates_down, xlsx=False),
    "XLSX, personer nedåt": _of(people_down, xlsx=True),
    "CSV, personer nedåt": _of(people_down, xlsx=False),
}


def _is_said_by_the_clock(shift: Rostered) -> bool:
    """Whether the wall clock says when it is: of a time that is shown twice a beginning means the
    first and an end the last."""
    first, last = wall(shift.start), wall(shift.end)
    begun = begins(first.date(), first.time()) == shift.start
    return begun and ends(last.date(), last.time()) == shift.end


def fits(shape: str, shifts: Sequence[Rostered]) -> bool:
    """Whether the shape can say all the shifts: a matrix none of several days, one of people no
    gap and only one shift of somebody's each day; what is no whole day by the clock is a list's."""
    if "ICS" not in shape and not all(_is_said_by_the_clock(one) for one in shifts):
        return False
    if "nedåt" not in shape:
        return True
    if any(wall(one.end).date() - wall(one.start).date() > ONE_DAY for one in shifts):
        return False
    if any(
        wall(one.end).replace(tzinfo=None) - wall(one.start).replace(tzinfo=None) > ONE_DAY
        for one in shifts
    ):
        return False
    begun = [(one.who, wall(one.start).date()) for one in shifts]
    return "personer" not in shape or (
        len(begun) == len(set(begun)) and all(one.who for one in shifts)
    )
