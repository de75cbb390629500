"""What a roster file holds once it is read: rows, each right or with its problem, and the frame."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime

from directory.catalogue.people import Person
from directory.catalogue.roles import Role
from directory.catalogue.services import Service
from directory.catalogue.shift_times import DayHours
from directory.lazy.values import dataclass
from directory.rosters.somebody import Somebody

LARGEST = 10_000_000
"""The size limit of a roster file, in bytes."""
_SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterRow:
    """One shift as its source gives it, or a row or event that could not be one.

    `place`: where in the source, ”rad 14”, ”blad Mars, cell D7”, ”händelse Bakjour 28 mars”.
    `summary`: the source's own words. `start`, `end`: UTC, the end exclusive.
    `written`: how the source names the person; `person`: who that is, where it is known.
    `is_gap`: the source says explicitly that nobody is on. `problem`: Swedish, empty when the row
    is right. `unknown_person`: the only problem is that nobody with that name is known. `note`:
    what a human is to see though the row is right, in Swedish: a comment, words that are struck
    out; empty where there is nothing.
    """

    place: str
    summary: str
    start: datetime | None
    end: datetime | None
    role: Role | None
    written: str
    person: Somebody | None
    is_gap: bool
    problem: str
    unknown_person: bool
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterReading:
    """The rows of a file in order of time, then of place; those without a time come last.

    `first`, `last`: the local dates that the source speaks of, both included, within those asked
    for: the whole axis of a matrix, also where its cells are empty, else from the first start to
    the last. `faults`: why the file as a whole cannot be trusted, in Swedish. `noted`:
    the rows that have a note, also where another row has made one of them empty. `notes`: what was
    seen and is no shift, in Swedish: sum rows, legends, hidden sheets.
    """

    rows: tuple[RosterRow, ...] = ()
    first: date | None = None
    last: date | None = None
    faults: tuple[str, ...] = ()
    noted: tuple[RosterRow, ...] = ()
    notes: tuple[str, ...] = ()


def _no_day_hours(_role: Role, _day: date) -> DayHours | None:
    return None


def _is_monday_to_friday(day: date) -> bool:
    return day.weekday() < _SATURDAY


def _works_every_day(_role: Role, _day: date) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterContext:
    """What a file does not say of itself. It goes to the process that reads: all of it is values,
    and its functions are methods of values (`UsualTimes`), never closures.

    `remembered`: what a human has said before, folded written name → who it is. `role`: the role
    where the source says none; `role_is_said`: a human has said so, and no description says more.
    `shift_times`: what an entry without clock times means on a local date, in UTC. `day_hours`:
    what divides the day of a role into day and night, where that is known. `is_workday`: whether
    the service's working hours are kept on a local date. `works`: whether a role has duty on a
    local date, where a roster names only the week.
    `first`, `last`: only shifts that begin on these local dates are read, both included.
    `today`: for dates without a year.
    """

    service: Service
    people: Sequence[Person]
    remembered: Mapping[str, Somebody]
    role: Role | None
    shift_times: Callable[[Role, date], tuple[datetime, datetime]]
    first: date
    last: date
    today: date
    role_is_said: bool = True
    day_hours: Callable[[Role, date], DayHours | None] = _no_day_hours
    is_workday: Callable[[date], bool] = _is_monday_to_friday
    works: Callable[[Role, date], bool] = _works_every_day
