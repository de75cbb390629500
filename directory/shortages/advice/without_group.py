"""Advice of groups of which nobody is left: only a coordinator can withdraw it then."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from directory.lazy.values import dataclass
from directory.shortages.advice.advice import ReplacementAdvice
from directory.shortages.groups.group import MedicineGroup


@dataclass(frozen=True, slots=True)
class LeftAdvice:
    """A version that holds, will hold or is still a draft, and its group as it was last, if that is
    known."""

    advice: ReplacementAdvice
    group: MedicineGroup | None


def left_advice(
    versions: Iterable[ReplacementAdvice],
    before: Mapping[str, MedicineGroup],
    after: Mapping[str, MedicineGroup],
    people: Collection[str],
    now: datetime,
) -> Sequence[LeftAdvice]:
    """The versions that are not over and whose group, by its id, is not there afterwards, or has no
    member among the people."""
    return [
        LeftAdvice(one, after.get(one.group) or before.get(one.group))
        for one in versions
        if _counts(one, now) and _is_left(after.get(one.group), people)
    ]


def _counts(advice: ReplacementAdvice, now: datetime) -> bool:
    return advice.is_open or advice.stands(now)


def _is_left(group: MedicineGroup | None, people: Collection[str]) -> bool:
    return group is None or not any(member in people for member in group.members)
