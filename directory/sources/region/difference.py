"""Describes what an import changes, in Swedish."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import attrgetter
from typing import Any, Protocol

from directory.catalogue.people import Person
from directory.catalogue.phones import Phone
from directory.catalogue.services import Service
from directory.catalogue.terms import Term
from directory.catalogue.units import Unit
from directory.region import RegionSettings, RolePhone, Row, RowChange
from directory.rosters.chains import ChainStep
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.rosters.somebody import as_written
from directory.sources.cells import END, START
from directory.sources.faults import one_line
from directory.sources.region.calendar_file import CALENDAR
from directory.sources.region.chains_file import CHAINS
from directory.sources.region.people_file import PEOPLE
from directory.sources.region.phones_file import PHONES
from directory.sources.region.rotations_file import ROTATIONS
from directory.sources.region.services_file import SERVICES
from directory.sources.region.settings_file import SETTINGS
from directory.sources.region.shifts_file import SHIFTS
from directory.sources.region.units_file import UNITS
from directory.sources.region.weekdays import DAYS
from directory.sources.region.words_file import WORDS
from directory.sources.table_format import ColumnFormat
from directory.walltime.days import Exceptional

MOST_OF_A_KIND = 20

_PHONE = tuple(column for column in PHONES.columns if column.attribute.startswith("phone."))
_LONE_PHONE = tuple(replace(c, attribute=c.attribute.removeprefix("phone.")) for c in _PHONE)
_KINDS: Mapping[type[Row], tuple[str, tuple[ColumnFormat, ...]]] = {
    RegionSettings: ("Regionen", SETTINGS),
    Unit: ("Enheter", UNITS.columns),
    Person: ("Personer", PEOPLE.columns),
    Service: ("Tjänster", SERVICES.columns),
    RolePhone: ("Rollers nummer", _PHONE),
    ChainStep: ("Kedjor", CHAINS.columns),
    Rotation: ("Turlistor", ROTATIONS.columns),
    Shift: ("Pass", SHIFTS.columns),
    Term: ("Ord", WORDS.columns),
    Exceptional: ("Kalender", CALENDAR.columns),
}
_CHANGED, _REMOVED, _NEW = range(3)
_ONE = {_NEW: "ny", _CHANGED: "ändrad", _REMOVED: "borttagen"}
_MANY = {_NEW: "nya", _CHANGED: "ändrade", _REMOVED: "borttagna"}


class Differing(Protocol):
    """Something that is new (before is None), removed (after is None) or changed."""

    @property
    def before(self) -> object | None: ...

    @property
    def after(self) -> object | None: ...


def difference_lines(changes: Sequence[RowChange], most: int = MOST_OF_A_KIND) -> list[str]:
    """First the totals, then each kind of row: what is changed and how, removed and new.

    At most `most` rows of a kind are listed, the new ones last, then how many more there are.
    """
    if not changes:
        return ["Inga ändringar."]
    lines = [count_words(changes)]
    for kind, group in groupby(sorted(changes, key=_place), key=_kind):
        of_kind = list(group)
        lines.append(f"{_KINDS[kind][0]}: {count_words(of_kind)}")
        lines += [f"  {_line(change)}" for change in of_kind[:most]]
        if len(of_kind) > most:
            lines.append(f"  … och {len(of_kind) - most} till")
    return lines


def count_words(changes: Sequence[Differing]) -> str:
    """”2 nya, 1 borttagen”."""
    ways = [_way(change) for change in changes]
    counts = [(way, ways.count(way)) for way in (_NEW, _CHANGED, _REMOVED) if way in ways]
    return ", ".join(f"{n} {_ONE[way] if n == 1 else _MANY[way]}" for way, n in counts)


def way_word(change: Differing) -> str:
    """”ny”, ”ändrad” or ”borttagen”."""
    return _ONE[_way(change)]


def _way(change: Differing) -> int:
    if change.before is None:
        return _NEW
    return _REMOVED if change.after is None else _CHANGED


def _kind(change: RowChange) -> type[Row]:
    return type(_row(change))


def _row(change: RowChange) -> Row:
    row = change.after or change.before
    assert row is not None
    return row


def _place(change: RowChange) -> tuple[int, int, tuple[str, ...]]:
    return list(_KINDS).index(_kind(change)), _way(change), change.key


def _line(change: RowChange) -> str:
    line = f"{way_word(change)}: {_name(_row(change))}"
    if change.before is None or change.after is None:
        return line
    return f"{line}: {'; '.join(_differences(change.before, change.after))}"


def _name(row: Row) -> str:
    """What identifies the row among the others of its kind."""
    match row:
        case RegionSettings():
            return one_line(row.name)
        case Unit() | Person() | Service():
            return f"{row.id} ({one_line(row.name)})"
        case RolePhone():
            return f"{row.role} på {row.service}, {one_line(row.phone.text())}"
        case ChainStep():
            return f"{row.service}, {row.time_class}, steg {row.position}"
        case Rotation():
            hours = f"{row.start:%H:%M}–{row.end:%H:%M}"
            return f"{row.role} på {row.service}, {DAYS.write(row.weekdays)} {hours}"
        case Shift():
            span = f"{START.write(row.start)} – {END.write(row.end)}"
            return f"{row.role} på {row.service}, {span}, {as_written(row.person) or 'ingen'}"
        case Term():
            return f"{one_line(row.word)} ({row.target})"
        case Exceptional():
            return row.date.isoformat()


def _differences(before: Row, after: Row) -> list[str]:
    changed = list(changed_cells(_KINDS[type(after)][1], before, after))
    if isinstance(before, Unit | Person) and isinstance(after, Unit | Person):
        changed += _phones(before.phones, after.phones)
    if isinstance(before, RolePhone) and isinstance(after, RolePhone):
        changed += _places(before, after)
    return changed or ["innehållet"]


def _places(before: RolePhone, after: RolePhone) -> Iterator[str]:
    if before.position != after.position:
        yield f"plats {before.position + 1} → {after.position + 1}"


def changed_cells(columns: Sequence[ColumnFormat], before: object, after: object) -> Iterator[str]:
    """”tider ”tis 13–15” → ”tis 13–16”” for each column that differs."""
    for column in columns:
        old, new = _shown(column, before), _shown(column, after)
        if old != new:
            yield f"{column.name} {old} → {new}"


def _shown(column: ColumnFormat, row: object) -> str:
    value: Any = attrgetter(column.attribute)(row)
    written = column.cell.text(value)
    return f"”{one_line(written)}”" if written else "tomt"


def _phones(before: Sequence[Phone], after: Sequence[Phone]) -> Iterator[str]:
    """Which numbers are new, removed, changed or in another order."""
    old, new = ({(p.number, p.extension): p for p in phones} for phones in (before, after))
    yield from (f"nytt nummer {one_line(new[key].text())}" for key in new if key not in old)
    yield from (f"borttaget nummer {one_line(old[key].text())}" for key in old if key not in new)
    for key in new:
        if key in old and (changed := list(changed_cells(_LONE_PHONE, old[key], new[key]))):
            yield f"nummer {one_line(new[key].text())}: {', '.join(changed)}"
    kept_before, kept_after = [k for k in old if k in new], [k for k in new if k in old]
    if kept_before != kept_after:
        yield "numren i annan ordning"
