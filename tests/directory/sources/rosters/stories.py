"""A cardiology service, its people, and short ways to write rosters for it. Everybody is invented."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from directory.catalogue.roles import Role
from directory.catalogue.shift_times import ShiftTimes
from directory.rosters.somebody import as_written
from directory.sources.rosters.reading import RosterContext, RosterReading, RosterRow, read_roster
from directory.sources.rosters.usual_times import UsualTimes
from directory.walltime.days import Calendar, local
from directory.walltime.opening import WorkingHours
from tests.builders import person, service

PEOPLE = (
    person(
        "anna-a",
        name="Anna Asp",
        initials="AA",
        unit="hjartkliniken",
        email="anna.asp@region.example",
        hsa_id="SE2321000016-1A2B",
    ),
    person(
        "bo-b",
        name="Bo Björn",
        initials="BB",
        unit="hjartkliniken",
        email="bo.bjorn@region.example",
    ),
    person("cecilia-c", name="Cecilia Ceder", initials="CC", unit="hjartkliniken"),
    person("eva-e", name="Eva Ek", initials="EE", unit="hjartkliniken"),
    person("erik-e", name="Erik En", initials="EE", unit="hjartkliniken"),
    person("anders-a", name="Anders Al", initials="AA", unit="medicinkliniken"),
    person("gun-g", name="Gun Gran", initials="GG", unit="medicinkliniken"),
    person("gustav-g", name="Gustav Gren", initials="GG", unit="kirurgkliniken"),
    person("ida-i", name="Ida Ivarsdotter", initials="II", unit="medicinkliniken"),
    person("per-j", name="Per Jonsson", initials="PJ", unit="hjartkliniken"),
    person("lena-1", name="Lena Lind", initials="LL", unit="hjartkliniken"),
    person("lena-2", name="Lena Lind", initials="LLI", unit="hjartkliniken"),
)
PRIMARY, MIDDLE, SENIOR = Role.PRIMARY_ON_CALL, Role.MIDDLE_ON_CALL, Role.SENIOR_ON_CALL
CONSULTANT, COORDINATOR = Role.CONSULTING_PHYSICIAN, Role.COORDINATING_NURSE

FaultRow = tuple[str, str, str, str]
"""Start and end as the wall clock shows them, role, person (or ”-” for a gap, ”?” for a problem)."""


_TIMES = ShiftTimes((time(16), time(7, 30)), ((CONSULTANT, (time(8), time(17))),))
usual_times = UsualTimes(_TIMES, WorkingHours(()), {}, Calendar()).shift_times
"""Consulting physicians 08–17, the others 16:00–07:30."""


def context(**fields: Any) -> RosterContext:
    usual: dict[str, Any] = {
        "service": service(
            "kardiologi", name="Kardiologi Granvik", unit="hjartkliniken", aliases=("hjärtjouren",)
        ),
        "people": PEOPLE,
        "remembered": {},
        "role": None,
        "shift_times": usual_times,
        "first": date(2026, 1, 1),
        "last": date(2026, 12, 31),
        "today": date(2026, 3, 1),
    }
    return RosterContext(**usual | fields)


def clock(moment: datetime | None) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}" if moment else ""


def told(row: RosterRow) -> FaultRow:
    who = "?" if row.problem else "-" if row.is_gap else as_written(row.person)
    return clock(row.start), clock(row.end), row.role.value if row.role else "", who


def hours(row: RosterRow) -> float:
    assert row.start and row.end
    return (row.end - row.start).total_seconds() / 3600


def read(text: str, name: str = "schema.csv", **fields: Any) -> RosterReading:
    return read_roster(text.encode(), name, context(**fields))


def rows(text: str, name: str = "schema.csv", **fields: Any) -> list[FaultRow]:
    """What the rows of a text say; the file as a whole must be right."""
    reading = read(text, name, **fields)
    assert reading.faults == ()
    return [told(row) for row in reading.rows]


def problems(text: str, name: str = "schema.csv", **fields: Any) -> list[str]:
    return [row.problem for row in read(text, name, **fields).rows if row.problem]


def calendar(*events: str | Sequence[str], head: str = "") -> str:
    """A calendar of the events, each the lines between BEGIN:VEVENT and END:VEVENT."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//konsult//test//SV",
        *filter(None, head.split("\n")),
    ]
    for event in events:
        body = event.split("\n") if isinstance(event, str) else event
        lines += ["BEGIN:VEVENT", *(line.strip() for line in body if line.strip()), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def timed(start: str, end: str, *more: str, summary: str = "Bakjour: AA") -> list[str]:
    """Lines of an event on the clock in Stockholm: ”20260324T160000”."""
    zone = ";TZID=Europe/Stockholm"
    return [f"DTSTART{zone}:{start}", f"DTEND{zone}:{end}", f"SUMMARY:{summary}", *more]


def workbook(**sheets: Iterable[Sequence[object]]) -> bytes:
    """An .xlsx file; the first sheet is replaced by those given."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()
