"""Whether a new file may take the place of the last: rather yesterday's than a wrong one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from directory.lazy.values import dataclass
from directory.shortages.difference import FileDifference, difference
from directory.shortages.row import ShortageFile, ShortageRow
from directory.walltime.days import local

FEWEST = 0.5
MOST_CHANGED = 0.4
_AHEAD = timedelta(hours=1)

_EMPTY = "Filen har inga rader. Det betyder inte att inget är restnoterat."
_OLDER = "Filen är från {new} och äldre än den som gäller, från {old}."
_FUTURE = "Filen säger att den är gjord {new}, som inte har varit än."
_FEWER = "Filen har {new} rader, färre än hälften av de {old} som gäller."
_CHANGED = "{changed} av {old} rader är ändrade sedan den fil som gäller, fler än 40 procent."


@dataclass(frozen=True, slots=True)
class FileJudgement:
    """`refusals`: why the file is not put in force, as Swedish sentences; none where it is.

    `may_be_right`: whether a person who has looked at it may say that it is right all the same.
    `is_same`: it is the file that is in force.
    """

    difference: FileDifference
    refusals: tuple[str, ...] = ()
    may_be_right: bool = False
    is_same: bool = False


def judged(
    file: ShortageFile,
    last: datetime | None,
    listed: Sequence[ShortageRow],
    now: datetime,
    *,
    looked_at: bool = False,
) -> FileJudgement:
    """Judge a file against the rows that are listed and the moment at which their file was made.

    `looked_at`: a person says that it is right, however much has changed; a file without rows, one
    that is older and one that is not made yet never are.
    """
    steps = difference(listed, file.rows)
    never = _never_right(file, last, now)
    if never:
        return FileJudgement(steps, never)
    if last == file.created and not steps.steps:
        return FileJudgement(steps, is_same=True)
    if looked_at:
        return FileJudgement(steps)
    return FileJudgement(steps, _too_much(file, listed, steps), may_be_right=True)


def _never_right(file: ShortageFile, last: datetime | None, now: datetime) -> tuple[str, ...]:
    if not file.rows:
        return (_EMPTY,)
    if file.created > now + _AHEAD:
        return (_FUTURE.format(new=_said(file.created)),)
    if last is not None and file.created < last:
        return (_OLDER.format(new=_said(file.created), old=_said(last)),)
    return ()


def _too_much(
    file: ShortageFile, listed: Sequence[ShortageRow], steps: FileDifference
) -> tuple[str, ...]:
    old, changed = len(listed), len(steps.told)
    refusals = []
    if len(file.rows) < old * FEWEST:
        refusals.append(_FEWER.format(new=len(file.rows), old=old))
    if old and changed > old * MOST_CHANGED:
        refusals.append(_CHANGED.format(changed=changed, old=old))
    return tuple(refusals)


def _said(moment: datetime) -> str:
    return f"{local(moment):%Y-%m-%d %H:%M}"
