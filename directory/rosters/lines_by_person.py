"""Which lines name somebody."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from directory.rosters.line import Line
from directory.rosters.override import Override
from directory.rosters.rotation import Rotation
from directory.rosters.shift import Shift
from directory.rosters.somebody import Somebody


class LinesByPerson:
    """The lines whose rows name each person, in their order; worked out when first asked."""

    def __init__(self, rows: Mapping[Line, Sequence[Rotation | Shift | Override]]) -> None:
        self._rows = rows

    def lines(self, person: Somebody) -> Sequence[Line]:
        """The lines with a row of the person."""
        return tuple(self._by_person.get(person, ()))

    @cached_property
    def _by_person(self) -> Mapping[Somebody, dict[Line, None]]:
        by_person: dict[Somebody, dict[Line, None]] = {}
        for line, rows in self._rows.items():
            for row in rows:
                for person in row.people if isinstance(row, Rotation) else (row.person,):
                    if person is not None:
                        by_person.setdefault(person, {})[line] = None
        return by_person
