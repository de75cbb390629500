"""Generated rosters of every layout are read back to their shifts; with one thing spoilt they are
read right or asked about, never different in silence."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from random import Random

import pytest

from directory.lazy.values import dataclass
from directory.sources.rosters.reading import RosterReading, read_roster
from directory.sources.table_file import format_table
from directory.walltime.days import SHORT_WEEKDAYS
from tests.directory.sources.rosters.books import BOOKS, Cell, Page
from tests.directory.sources.rosters.stories import FaultRow, context, told

PEOPLE = {"AA": "anna-a", "Bo Björn": "bo-b", "CC": "cecilia-c", "PJ": "per-j"}
NAMES = tuple(PEOPLE)
SPANS = (("16:00", "07:30"), ("08:00", "16:00"), ("07:30", "07:30"))
ROLES = ("bakjour", "primärjour")

Lines = list[list[Cell]]
Shown = Callable[[date], Cell]


@dataclass(frozen=True, slots=True)
class Duty:
    """What one cell says."""

    day: date
    role: str
    span: tuple[str, str]
    name: str

    def told(self) -> FaultRow:
        begins, ends = (time.fromisoformat(clock) for clock in self.span)
        last = self.day if begins < ends else self.day + timedelta(days=1)
        return f"{self.day} {begins:%H:%M}", f"{last} {ends:%H:%M}", self.role, PEOPLE[self.name]


@dataclass(frozen=True, slots=True)
class Written:
    """A roster in one layout. `cells`: where each duty's name or code stands."""

    page: Page
    duties: tuple[Duty, ...]
    cells: tuple[tuple[int, int], ...]

    def expected(self) -> list[FaultRow]:
        return sorted(duty.told() for duty in self.duties)


def days(random: Random) -> list[date]:
    first = date(2026, 3, 1) + timedelta(days=random.randrange(200))
    return [first + timedelta(days=n) for n in range(random.randint(4, 9))]


def lines(random: Random) -> list[tuple[str, tuple[str, str]]]:
    """The roles of a roster, each with its hours."""
    chosen = random.sample(ROLES, random.randint(1, 2))
    return [(role, random.choice(SPANS)) for role in chosen]


def duties(random: Random, of: Sequence[date]) -> list[Duty]:
    found = [
        Duty(day, role, span, random.choice(NAMES))
        for role, span in lines(random)
        for day in of
        if random.random() < 0.9
    ]
    return sorted(found, key=lambda duty: (duty.day, duty.role))


def iso(day: date) -> Cell:
    return str(day)


def short(day: date) -> Cell:
    return f"{SHORT_WEEKDAYS[day.weekday()]} {day.day}/{day.month}"


def real(day: date) -> Cell:
    return day


def a_list(random: Random, shown: Shown) -> Written:
    found = duties(random, days(random))
    rows: Lines = [["Datum", "Tid", "Roll", "Namn"]]
    rows += [[shown(d.day), "–".join(d.span), d.role, d.name] for d in found]
    return Written(Page(rows=rows), tuple(found), tuple((n, 3) for n in range(1, len(rows))))


def dates_down(random: Random, shown: Shown) -> Written:
    of = days(random)
    found = duties(random, of)
    kinds = sorted({(d.role, d.span) for d in found})
    rows: Lines = [["Datum", *(f"{role} {span[0]}–{span[1]}" for role, span in kinds)]]
    rows += [[shown(day), *([None] * len(kinds))] for day in of]
    cells = [(of.index(d.day) + 1, kinds.index((d.role, d.span)) + 1) for d in found]
    for (row, column), duty in zip(cells, found, strict=True):
        rows[row][column] = duty.name
    return Written(Page(rows=rows), tuple(found), tuple(cells))


def dates_across(random: Random, shown: Shown) -> Written:
    """Roles down."""
    down = dates_down(random, shown)
    width = max(map(len, down.page.rows))
    rows = [[row[column] for row in down.page.rows] for column in range(width)]
    rows[0][0] = None
    cells = tuple((column, row) for row, column in down.cells)
    return replace(down, page=Page(rows=rows), cells=cells)


def people_down(random: Random, shown: Shown) -> Written:
    of = days(random)
    by_place = {(d.name, d.day): d for d in duties(random, of)}
    names = sorted({name for name, _ in by_place})
    rows: Lines = [["Namn", *map(shown, of)]]
    for name in names:
        rows.append([name, *([None] * len(of))])
    cells = [(names.index(name) + 1, of.index(day) + 1) for name, day in by_place]
    for (row, column), duty in zip(cells, by_place.values(), strict=True):
        rows[row][column] = f"{duty.role} {duty.span[0]}–{duty.span[1]}"
    return Written(Page(rows=rows), tuple(by_place.values()), tuple(cells))


def weeks_down(random: Random, _shown: Shown) -> Written:
    monday = date(2026, 3, 2) + timedelta(weeks=random.randrange(30))
    of = [monday + timedelta(days=n) for n in range(7 * random.randint(1, 3))]
    [(role, span)] = random.sample(lines(random), 1)
    found = [Duty(day, role, span, random.choice(NAMES)) for day in of if random.random() < 0.9]
    title = f"{role.capitalize()}en"
    heads = [f"{day} {span[0]}–{span[1]}" for day in SHORT_WEEKDAYS]
    rows: Lines = [[title], ["Vecka", *heads]]
    first = [of[n] for n in range(0, len(of), 7)]
    rows += [[f"v.{day.isocalendar().week}", *([None] * 7)] for day in first]
    cells = [((d.day - monday).days // 7 + 2, d.day.weekday() + 1) for d in found]
    for (row, column), duty in zip(cells, found, strict=True):
        rows[row][column] = duty.name
    return Written(Page(rows=rows), tuple(found), tuple(cells))


LAYOUTS = (a_list, dates_down, dates_across, people_down, weeks_down)


def as_csv(*pages: Page) -> bytes:
    (page,) = pages
    rows = [["" if cell is None else str(cell) for cell in row] for row in page.rows]
    return format_table(rows[0], rows[1:])


def read(data: bytes) -> RosterReading:
    reading = read_roster(data, "schema", context(today=date(2026, 6, 1), role_is_said=False))
    assert reading.faults == ()
    return reading


def rows_of(reading: RosterReading) -> list[FaultRow]:
    return sorted(told(row) for row in reading.rows if not row.problem)


def generated(count: int, seed: int) -> Iterator[tuple[Random, Written]]:
    for number in range(count):
        random = Random(f"{seed}:{number}")
        layout = LAYOUTS[number % len(LAYOUTS)]
        written = layout(random, random.choice((iso, short)))
        if written.duties:
            yield random, written


# --- Read back --------------------------------------------------------------------------------


def test_every_layout_is_read_back_to_its_shifts_from_csv() -> None:
    for _, written in generated(600, seed=1):
        reading = read(as_csv(written.page))
        assert [row.problem for row in reading.rows if row.problem] == []
        assert rows_of(reading) == written.expected()


@pytest.mark.parametrize("write", BOOKS.values(), ids=BOOKS)
def test_every_layout_is_read_back_to_its_shifts_from_a_workbook(
    write: Callable[..., bytes],
) -> None:
    for number in range(35):
        random = Random(f"2:{number}")
        written = LAYOUTS[number % len(LAYOUTS)](random, random.choice((iso, short, real)))
        reading = read(write(written.page))
        assert [row.problem for row in reading.rows if row.problem] == []
        assert rows_of(reading) == written.expected()


# --- One thing is spoilt ----------------------------------------------------------------------

Spoiler = Callable[[Random, Written], tuple[Page, list[FaultRow]]]
"""Spoils one thing; with it what the roster says then, as somebody would read it."""


def others(written: Written, place: int) -> list[FaultRow]:
    return sorted(d.told() for n, d in enumerate(written.duties) if n != place)


def with_cell(written: Written, at: tuple[int, int], cell: Cell) -> Page:
    rows = [list(row) for row in written.page.rows]
    rows[at[0]][at[1]] = cell
    return replace(written.page, rows=rows)


def beside(written: Written, place: int, words: str) -> Page:
    at = written.cells[place]
    return with_cell(written, at, f"{written.page.rows[at[0]][at[1]]} {words}")


def a_word_left_over(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    place = random.randrange(len(written.duties))
    word = random.choice(
        ("sjuk", "ledig", "(sjuk)", "inställt", "byter", "VV tar", "?", "Södra", "ej")
    )
    return beside(written, place, word), others(written, place)


def a_missing_name(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    place = random.randrange(len(written.duties))
    page = with_cell(written, written.cells[place], None)
    return page, others(written, place)


def another_name(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    place = random.randrange(len(written.duties))
    name = random.choice(("EE", "XY", "Xenia Yxa", "AA/CC", "#N/A", "=B2"))
    return with_cell(written, written.cells[place], name), others(written, place)


def a_year_off(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    """One date that is written as one of the year before."""
    spoilt = [
        ((row, column), cell)
        for row, cells in enumerate(written.page.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and cell.startswith("2026-")
    ]
    if not spoilt:
        return written.page, written.expected()
    at, cell = random.choice(spoilt)
    day = date.fromisoformat(cell)
    page = with_cell(written, at, str(day.replace(year=2025)))
    right = sorted(d.told() for d in written.duties if d.day != day)
    return page, right


def a_wrong_weekday(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    spoilt = [
        ((row, column), cell)
        for row, cells in enumerate(written.page.rows)
        for column, cell in enumerate(cells)
        if isinstance(cell, str) and cell[:3] in SHORT_WEEKDAYS and "/" in cell
    ]
    if not spoilt:
        return written.page, written.expected()
    at, cell = random.choice(spoilt)
    name = SHORT_WEEKDAYS[(SHORT_WEEKDAYS.index(cell[:3]) + 1) % 7]
    number, month = cell[4:].split("/")
    right = sorted(
        d.told() for d in written.duties if (d.day.day, d.day.month) != (int(number), int(month))
    )
    return with_cell(written, at, name + cell[3:]), right


SPOILT: tuple[Spoiler, ...] = (
    a_word_left_over,
    a_missing_name,
    another_name,
    a_year_off,
    a_wrong_weekday,
)


def never_silent(
    reading: RosterReading, right: Sequence[FaultRow], may: Sequence[FaultRow]
) -> None:
    """All that is right is read or asked about; of the rest only what `may` be read, or nothing."""
    found = rows_of(reading)
    asked = [row for row in reading.rows if row.problem]
    assert set(found) <= {*right, *may}, "something else than what stands there is read"
    assert asked or found in (list(right), list(may)), "something is left out in silence"


@pytest.mark.parametrize("spoil", SPOILT)
def test_one_thing_spoilt_is_read_right_or_asked_about(spoil: Spoiler) -> None:
    for random, written in generated(270, seed=3):
        page, right = spoil(random, written)
        reading = read(as_csv(page))
        of_a_day = spoil in (a_year_off, a_wrong_weekday)
        never_silent(reading, right, written.expected() if of_a_day else right)
        if spoil is not a_missing_name and len(right) < len(written.duties):
            assert [row.problem for row in reading.rows if row.problem], "nothing is asked"


def struck(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    place = random.randrange(len(written.duties))
    at = written.cells[place]
    return replace(written.page, struck=frozenset({at})), others(written, place)


def struck_before(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    """A name that is struck before the one that stands."""
    at = random.choice(written.cells)
    return replace(written.page, partly={at: "Eva Ek"}), written.expected()


def hidden_row(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    row = random.choice(written.cells)[0]
    seen = [d.told() for d, at in zip(written.duties, written.cells, strict=True) if at[0] != row]
    return replace(written.page, hidden_rows=frozenset({row})), sorted(seen)


def hidden_column(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    column = random.choice(written.cells)[1]
    seen = [
        d.told() for d, at in zip(written.duties, written.cells, strict=True) if at[1] != column
    ]
    return replace(written.page, hidden_columns=frozenset({column})), sorted(seen)


def merged(random: Random, written: Written) -> tuple[Page, list[FaultRow]]:
    """A cell that is merged with the one below: what stands in it counts for both."""
    pairs = [
        (at, (at[0] + 1, at[1])) for at in written.cells if (at[0] + 1, at[1]) in written.cells
    ]
    if not pairs:
        return written.page, written.expected()
    first, last = random.choice(pairs)
    by_cell = dict(zip(written.cells, written.duties, strict=True))
    text = written.page.rows[first[0]][first[1]]
    below = by_cell[last]
    if isinstance(text, str) and text in PEOPLE:
        by_cell[last] = replace(below, name=text)
    else:
        by_cell[last] = replace(by_cell[first], name=below.name)
    page = replace(with_cell(written, last, None), merges=[(first, last)])
    return page, sorted(duty.told() for duty in by_cell.values())


IN_BOOKS: tuple[Spoiler, ...] = (struck, struck_before, hidden_row, hidden_column, merged)


@pytest.mark.parametrize("spoil", IN_BOOKS)
@pytest.mark.parametrize("write", BOOKS.values(), ids=BOOKS)
def test_one_thing_spoilt_in_a_workbook_is_read_right_or_asked_about(
    spoil: Spoiler, write: Callable[..., bytes]
) -> None:
    for random, written in generated(20, seed=4):
        page, right = spoil(random, written)
        reading = read(write(page))
        never_silent(reading, right, right)
        if spoil in (struck_before, merged):
            assert rows_of(reading) == right
