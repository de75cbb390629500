"""What an import of the region's files changes among the specialist groups."""

from collections.abc import Iterator, Sequence

from directory.changes import Change, Forget, Keep
from directory.lazy.values import dataclass
from directory.shortages.advice.without_group import LeftAdvice
from directory.shortages.groups.group import MedicineGroup, MedicineGroups
from directory.sources.faults import one_line
from directory.sources.medicine_groups.form import GROUPS_TABLE
from directory.sources.medicine_groups.row import GroupRow
from directory.sources.region.difference import MOST_OF_A_KIND, changed_cells, count_words, way_word


@dataclass(frozen=True, slots=True)
class GroupChange:
    """A group that the files add (before is None), change, or take away (after is None)."""

    before: MedicineGroup | None
    after: MedicineGroup | None

    @property
    def group(self) -> MedicineGroup:
        """The group as it becomes, or as it was last."""
        group = self.after or self.before
        assert group is not None
        return group

    @property
    def written(self) -> Change:
        """What is written of it."""
        return Keep(self.after) if self.after else Forget(MedicineGroup, self.group.id)


def group_changes(rows: Sequence[GroupRow], groups: MedicineGroups) -> Sequence[GroupChange]:
    """What differs between the file and what is stored of it; what has been changed in chat is
    left alone (`groups_left_alone`)."""
    listed = {row.id for row in rows}
    gone = [one for one in groups if one.is_from_files and one.id not in listed]
    return [*(GroupChange(one, None) for one in gone), *_written(rows, groups)]


def _written(rows: Sequence[GroupRow], groups: MedicineGroups) -> Iterator[GroupChange]:
    for row in rows:
        before = groups.get(row.id)
        if before is None or (before.is_from_files and GroupRow.of(before) != row):
            yield GroupChange(before, row.group)


def groups_left_alone(rows: Sequence[GroupRow], groups: MedicineGroups) -> Sequence[GroupRow]:
    """The rows that hold no longer, since somebody has changed the group in chat."""
    return [row for row in rows if (one := groups.get(row.id)) and not one.is_from_files]


def group_lines(changes: Sequence[GroupChange], most: int = MOST_OF_A_KIND) -> Iterator[str]:
    """As `difference_lines` says it of the region; nothing where nothing changes."""
    if not changes:
        return
    yield f"Specialistgrupper: {count_words(changes)}"
    yield from (f"  {_line(one)}" for one in changes[:most])
    if len(changes) > most:
        yield f"  … och {len(changes) - most} till"


def left_advice_lines(left: Sequence[LeftAdvice]) -> Iterator[str]:
    """What nobody of a group can see to any more, by the names of the group and the medicines."""
    for one in left:
        names = one_line(", ".join(medicine.name for medicine in one.advice.content.concerns))
        group = f"{one_line(one.group.name)} ({one.group.id})" if one.group else one.advice.group
        yield f"{_kind(one)} om {names} från {group} har ingen kvar i gruppen. {_then(one)}"


def _kind(left: LeftAdvice) -> str:
    return "Utkastet till ersättningsråd" if left.advice.is_open else "Ersättningsrådet"


def _then(left: LeftAdvice) -> str:
    if left.advice.is_open:
        return "Det kan inte godkännas av någon."
    last = left.advice.content.last.isoformat()
    return f"Det gäller till och med {last} och kan bara återkallas av en samordnare (/rest råd)."


def _line(change: GroupChange) -> str:
    line = f"{way_word(change)}: {change.group.id} ({one_line(change.group.name)})"
    if change.before is None or change.after is None:
        return line
    both = GroupRow.of(change.before), GroupRow.of(change.after)
    return f"{line}: {'; '.join(changed_cells(GROUPS_TABLE.columns, *both))}"
