"""The dates of a sheet's rows, read together: years ascend, and a row a year off is asked about."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import field, replace
from datetime import date, timedelta
from itertools import pairwise

from directory.lazy.values import dataclass
from directory.sources.rosters.sheets.sheet import SheetRow
from directory.sources.rosters.tables.day_cells import Almanac
from directory.sources.rosters.words.written_dates import DateSpan, WeekdayError

DaysReader = Callable[[SheetRow, Almanac], DateSpan | None]

_YEAR = timedelta(days=365)
_A_JUMP = timedelta(days=300)
_NEAR = timedelta(days=31)
_FEWEST = 3
_MONDAY, _FRIDAY = 0, 4


@dataclass(slots=True)
class DateColumn:
    """The days of each row, by its number. `problem`: why none of the dates can be trusted."""

    problem: str = ""
    days: dict[int, DateSpan] = field(default_factory=dict)
    faults: dict[int, ValueError] = field(default_factory=dict)
    strays: dict[int, str] = field(default_factory=dict)

    def of(self, line: SheetRow) -> DateSpan | None:
        """The days of a row; None where it has no date. Raises ValueError in Swedish."""
        if fault := self.faults.get(line.number):
            raise fault
        return self.days.get(line.number)

    @property
    def mismatches(self) -> int:
        """How many dates have the wrong day of the week."""
        return sum(isinstance(fault, WeekdayError) for fault in self.faults.values())


def date_column(
    lines: Sequence[SheetRow],
    read: DaysReader,
    almanac: Almanac,
    line_of: Callable[[SheetRow], str] = lambda line: "",
) -> DateColumn:
    """The dates of the rows in their order. `line_of`: which rows follow each other."""
    column = _best(lines, read, almanac)
    if column.days:
        column.problem = _two_years(column, lines, read, almanac)
    column.strays = dict(_strays(column.days))
    _settle(column, lines, line_of)
    return column


def _best(lines: Sequence[SheetRow], read: DaysReader, almanac: Almanac) -> DateColumn:
    """With the years that fit the days of the week and the years of the title best.

    One or two wrong days of the week are typing errors, not another year.
    """
    column = _walked(lines, read, almanac)
    if almanac.month or (column.mismatches < _FEWEST and not _outside(column, almanac)):
        return column
    moved = [_walked(lines, read, almanac.moved(years)) for years in (-1, 1)]
    others = [one for one in moved if _is_apart(one, column)]
    return min((column, *others), key=lambda one: (len(one.faults), _outside(one, almanac)))


def _is_apart(one: DateColumn, other: DateColumn) -> bool:
    """Whether no date is the same in both: none is written with its year."""
    return not any(one.days.get(number) == days for number, days in other.days.items())


def _walked(lines: Sequence[SheetRow], read: DaysReader, almanac: Almanac) -> DateColumn:
    column = DateColumn()
    for line in lines:
        try:
            days = read(line, almanac)
        except ValueError as fault:
            column.faults[line.number] = fault
            continue
        if days:
            column.days[line.number] = days
            almanac = almanac.below(days.first)
    return column


def _outside(column: DateColumn, almanac: Almanac) -> int:
    """How many dates lie outside the years of the title."""
    years = almanac.years
    return sum(days.first.year not in years for days in column.days.values()) if years else 0


def _two_years(
    column: DateColumn, lines: Sequence[SheetRow], read: DaysReader, almanac: Almanac
) -> str:
    """Why it cannot be known which year is meant: this year's roster, or the next one's."""
    first = min(days.first for days in column.days.values())
    if almanac.years or almanac.month or first <= almanac.today:
        return ""
    earlier = _walked(lines, read, almanac.moved(-1))
    spans = earlier.days.values()
    if not spans or earlier.mismatches > column.mismatches or not _is_apart(earlier, column):
        return ""
    begins, ends = min(days.first for days in spans), max(days.last for days in spans)
    if not begins <= almanac.today <= ends:
        return ""
    return (
        f"Det syns inte vilket år det gäller: {begins.year} eller {first.year}. "
        "Skriv året i datumen eller i rubriken."
    )


def _strays(days: dict[int, DateSpan]) -> Iterator[tuple[int, str]]:
    """The rows that would fit among their neighbours if they were a year earlier or later."""
    rows = [(number, span.first) for number, span in days.items()]
    pairs = enumerate(pairwise(day for _, day in rows), 1)
    jumps = [place for place, (one, other) in pairs if _is_jump(one, other)]
    months = Counter(map(_month, (day for _, day in rows)))
    for begin, end in pairwise([0, *jumps, len(rows)]):
        run = rows[begin:end]
        beside = [day for _, day in (*rows[max(0, begin - 1) : begin], *rows[end : end + 1])]
        if beside and 2 * len(run) <= len(rows) and _is_astray(run, beside, months):
            years = sorted({day.year for day in beside})
            for number, day in run:
                yield number, _a_year_off(day, years)


def _is_jump(above: date, below: date) -> bool:
    """Whether there is about a year between two rows, other than from a January to its December."""
    return abs(below - above) > _A_JUMP and (below < above or below.year != above.year)


def _is_astray(
    run: Sequence[tuple[int, date]], beside: Sequence[date], months: Counter[int]
) -> bool:
    own = Counter(_month(day) for _, day in run)
    around = {month + step for month in own for step in range(-2, 3)}
    if any(months[month] > own[month] for month in around):
        return False
    return any(
        abs(end + years * _YEAR - other) <= _NEAR
        for end in (run[0][1], run[-1][1])
        for other in beside
        for years in (-1, 1)
    )


def _month(day: date) -> int:
    return day.year * 12 + day.month


def _a_year_off(day: date, years: Sequence[int]) -> str:
    others = " och ".join(map(str, years))
    return (
        f"Datumet är {day}, men raderna intill gäller {others}. Rätta året, eller läs in raden i "
        "en egen fil om den stämmer."
    )


def _settle(
    column: DateColumn, lines: Sequence[SheetRow], line_of: Callable[[SheetRow], str]
) -> None:
    """Say of days from–to whether the last one is held, or only the day on which they are over."""
    begins = {
        (line_of(line), column.days[line.number].first)
        for line in lines
        if line.number in column.days
    }
    spans = [
        (line, column.days[line.number])
        for line in lines
        if line.number in column.days and column.days[line.number].is_from_to
    ]
    told = {line.number: _is_over_on_last(days, line_of(line), begins) for line, days in spans}
    habit = {is_over for is_over in told.values() if is_over is not None}
    for line, days in spans:
        is_over = told[line.number]
        if is_over is None:
            is_over = _is_weekend(days) or habit == {True}
        if is_over:
            last = days.last - timedelta(days=1)
            column.days[line.number] = replace(days, last=last, ends=days.last)


def _is_over_on_last(days: DateSpan, line: str, begins: set[tuple[str, date]]) -> bool | None:
    """As the next row says by where it begins; None where there is none."""
    if (line, days.last) in begins:
        return True
    return False if (line, days.last + timedelta(days=1)) in begins else None


def _is_weekend(days: DateSpan) -> bool:
    """Whether they end on a Monday as a weekend does, or a week that is written until the next."""
    from_friday = days.first.weekday() >= _FRIDAY
    is_a_week = days.last - days.first == timedelta(days=7)
    return days.last.weekday() == _MONDAY and (from_friday or is_a_week)
