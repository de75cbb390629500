"""Faults in rosters in words: what, when, who, and what to do about them."""

from collections.abc import Sequence
from datetime import datetime

from bot.texts import names_words, times_words
from directory.lazy.values import dataclass
from directory.rosters.somebody import Somebody, as_written
from directory.snapshot import Snapshot
from directory.staffing.faults import FaultKind, RosterFault
from directory.walltime.said import dated_span, dated_words

WHAT_TO_DO = {
    FaultKind.UNCOVERED: "Obemannat: lägg in någon i schemat, eller låt någon ta över passet.",
    FaultKind.NO_NUMBER: (
        "Inget nummer: lägg in jourens telefon, eller be den som har passet dela sitt nummer."
    ),
    FaultKind.OVERLAP: "Dubbelt bemannat: ta bort den som inte ska ha passet.",
    FaultKind.MISFIT: "Ändring som inte passar: ångra den eller gör om den.",
}


def fault_words(fault: RosterFault, snapshot: Snapshot, now: datetime, *, names: bool) -> str:
    """”Bakjour tis 24 nov 16:00–07:30: obemannat”."""
    span = dated_span(fault, now)
    return f"{fault.role.heading} {span}: {what_is_wrong(fault, snapshot, names=names)}"


def what_is_wrong(fault: RosterFault, snapshot: Snapshot, *, names: bool) -> str:
    """”obemannat”, ”inget nummer till Bo Björn”; `names`: hidden names are shown, too."""
    people = _names(fault.people, snapshot) if names else names_words(fault.people, snapshot)
    match fault.kind:
        case FaultKind.UNCOVERED:
            return "obemannat"
        case FaultKind.NO_NUMBER:
            return f"inget nummer till {people}" if people != "bemannat" else "inget nummer"
        case FaultKind.OVERLAP:
            return f"dubbelt bemannat ({people})"
        case FaultKind.MISFIT:
            whose = f" ({people})" if fault.people and people else ""
            return f"ändringen{whose} passar inte längre: {fault.why}"


@dataclass(frozen=True, slots=True)
class FaultRow:
    """A fault as one row; `more`: how often it repeats, `last`: when the last repeat begins."""

    fault: RosterFault
    more: int = 0
    last: datetime | None = None

    def again(self, now: datetime) -> str:
        """” och 4 gånger till, senast mån 7 dec 08:00”; empty where it does not repeat."""
        if self.last is None:
            return ""
        times = times_words(self.more)
        return f", och {times} till, senast {dated_words(self.last, now)}"


def fault_rows(faults: Sequence[RosterFault]) -> list[FaultRow]:
    """A row for each fault, in the order of the faults.

    A number that is missing repeatedly is one row: it is corrected once.
    """
    rows: dict[tuple[str, ...], FaultRow] = {}
    for fault in faults:
        standing = fault.kind is FaultKind.NO_NUMBER
        key = (
            (fault.service, fault.role, *map(as_written, fault.people)) if standing else (fault.id,)
        )
        before = rows.get(key)
        rows[key] = (
            FaultRow(before.fault, before.more + 1, fault.start) if before else FaultRow(fault)
        )
    return list(rows.values())


def what_to_do(faults: Sequence[RosterFault]) -> tuple[str, ...]:
    """A sentence for each kind of fault among them."""
    return tuple(says for kind, says in WHAT_TO_DO.items() if any(f.kind is kind for f in faults))


def _names(people: Sequence[Somebody], snapshot: Snapshot) -> str:
    colleagues = map(snapshot.colleague, people)
    return ", ".join(colleague.name for colleague in colleagues if colleague)
