"""What a roster would leave without anybody on duty, in words for every way in."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from bot.texts import capitalised
from directory.publishing.unstaffed import Unstaffed
from directory.rosters.somebody import Outsider
from directory.snapshot import Snapshot
from directory.walltime.said import full_span, full_words

COUNTED_AHEAD = "Pass som blir utan jour räknas åtta veckor framåt."
"""Where a roster replaces all that follows (`publishing.COMPARED`)."""


def unstaffed_sentence(shifts: Sequence[Unstaffed], now: datetime) -> str:
    """”18 pass blir utan bakjour, första sön 6 dec 07:30.”; empty for none."""
    if not shifts:
        return ""
    start = shifts[0].start
    first = "nu" if start <= now else full_words(start, now)
    when = f", första {first}" if len(shifts) > 1 else f": {first}"
    return f"{len(shifts)} pass blir {_without(shifts)}{when}{_unnamed(shifts)}."


def unstaffed_lines(
    shifts: Sequence[Unstaffed], snapshot: Snapshot, now: datetime
) -> Iterator[str]:
    """”Bakjour sön 6 dec 07:30–16:00: Anna Berg i dag, ingen i det nya schemat”."""
    for shift in shifts:
        reason = f"{_name(shift, snapshot)} i dag, ingen i det nya schemat"
        if shift.unnamed:
            reason = "namnet i schemat är inte kopplat till någon"
        yield capitalised(f"{shift.line.role.value} {full_span(shift, now)}: {reason}")


def _without(shifts: Sequence[Unstaffed]) -> str:
    roles = Counter(shift.line.role.value for shift in shifts)
    if len(roles) == 1:
        return f"utan {next(iter(roles))}"
    counts = ", ".join(f"{count} {role}" for role, count in sorted(roles.items()))
    return f"obemannade ({counts})"


def _unnamed(shifts: Sequence[Unstaffed]) -> str:
    count = sum(shift.unnamed for shift in shifts)
    if not count:
        return ""
    whose = "det" if len(shifts) == 1 else f"{count} av dem"
    return f"; {whose} har ett namn som inte är kopplat till någon än"


def _name(shift: Unstaffed, snapshot: Snapshot) -> str:
    known = snapshot.colleague(shift.was)
    if isinstance(shift.was, Outsider):
        return shift.was.name
    return known.name if known else "ingen"
