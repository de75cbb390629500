"""The format of a CSV file: its columns, and how rows become values and back."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

from directory.lazy.values import dataclass
from directory.sources.cells import Cell, CellError
from directory.sources.faults import MOST_FAULTS, Fault, Severity
from directory.sources.table_file import Record, format_table, parse_table
from directory.sources.text_file import UnreadableError, read_text

T = TypeVar("T")
Values = Mapping[str, Any]
RowCheck = Callable[[Mapping[str, str]], Iterable[CellError]]


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """A column: its name in the file and the attribute that it holds, in dotted form.

    An empty cell leaves the attribute at its default. `refers` is the file whose ids it names.
    """

    name: str
    attribute: str
    cell: Cell[Any]
    required: bool = False
    refers: str = ""


@dataclass(frozen=True, slots=True)
class RowValue(Generic[T]):
    """A value with the row that it was read from."""

    file: str
    record: Record
    value: T

    def fault(self, column: str, message: str, severity: Severity = Severity.ERROR) -> Fault:
        """A fault of this row, with what the column holds."""
        value = self.record.cells.get(column, "")
        return Fault(self.file, self.record.line, column, value, message, severity)

    def warning(self, column: str, message: str) -> Fault:
        """A warning of this row, with what the column holds."""
        return self.fault(column, message, Severity.WARNING)


@dataclass(frozen=True, slots=True)
class TableContent(Generic[T]):
    """What a file holds. `records` are all rows, `entries` those that became a value.

    `readable` is False where the file could not be read far enough to know which ids it has.
    """

    entries: tuple[RowValue[T], ...] = ()
    records: tuple[Record, ...] = ()
    faults: tuple[Fault, ...] = ()
    readable: bool = True

    @property
    def values(self) -> tuple[T, ...]:
        """The values in the order of the file."""
        return tuple(entry.value for entry in self.entries)


@dataclass(frozen=True, slots=True)
class TableFormat(Generic[T]):
    """A CSV file. `build` makes a value of the cells read and raises ValueError in Swedish.

    `check` looks at the cells as written, before anything is read.
    """

    file: str
    columns: tuple[ColumnFormat, ...]
    build: Callable[[Values], T]
    optional: bool = False
    check: RowCheck = field(default=lambda cells: ())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in the order in which they are written."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that must exist and be filled in."""
        return tuple(column.name for column in self.columns if column.required)

    def read(self, folder: Path) -> TableContent[T]:
        """The file in the folder, with every fault in it. Never raises."""
        try:
            text = read_text(folder / self.file)
        except UnreadableError as error:
            return self._unreadable(error.line, str(error))
        if text is None:
            return TableContent() if self.optional else self._unreadable(0, self._absent())
        table = parse_table(self.file, text, self.names, self.required)
        complete = table.columns.issuperset(self.required)
        entries: list[RowValue[T]] = []
        faults = list(table.faults)
        for record in table.records:
            wrong = list(self._row_faults(record, complete))
            entry = None if wrong or not complete else self._entry(record, wrong)
            entries += [entry] if entry else []
            faults += wrong
            if len(faults) > MOST_FAULTS:
                break
        readable = complete or "id" in table.columns
        return TableContent(tuple(entries), table.records, tuple(faults), readable)

    def write(self, values: Iterable[T]) -> bytes:
        """The file with these values, in order. Raises ValueError for a value that has no form."""
        getters = [(attrgetter(column.attribute), column.cell.text) for column in self.columns]
        rows = ([text(get(value)) for get, text in getters] for value in values)
        return format_table(self.names, rows)

    def _row_faults(self, record: Record, complete: bool) -> Iterator[Fault]:
        """Faults of single cells. A missing column is reported once, not for each row."""
        for column in self.columns:
            written = record.cells[column.name]
            if written:
                try:
                    column.cell.of(written)
                except ValueError as error:
                    yield self._fault(record, column.name, str(error))
            elif column.required and complete:
                message = f"Cellen är tom. Här ska stå {column.cell.expects}."
                yield self._fault(record, column.name, message)
        for wrong in self.check(record.cells):
            yield self._fault(record, wrong.column, str(wrong))

    def _entry(self, record: Record, wrong: list[Fault]) -> RowValue[T] | None:
        """The value of a row with valid cells; an error in building it is added to `wrong`."""
        cells = record.cells
        values = {c.attribute: c.cell.of(cells[c.name]) for c in self.columns if cells[c.name]}
        try:
            return RowValue(self.file, record, self.build(values))
        except ValueError as error:
            column = error.column if isinstance(error, CellError) else ""
            wrong.append(self._fault(record, column, str(error)))
            return None

    def _fault(self, record: Record, column: str, message: str) -> Fault:
        return Fault(self.file, record.line, column, record.cells.get(column, ""), message)

    def _absent(self) -> str:
        return f"Filen saknas. Första raden ska ha minst kolumnerna {', '.join(self.required)}."

    def _unreadable(self, line: int, message: str) -> TableContent[T]:
        return TableContent(faults=(Fault(self.file, line, "", "", message),), readable=False)
