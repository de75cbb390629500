"""The hours in which nobody has a line, though the service promises or the roster names a shift."""

from collections.abc import Mapping, Sequence

from directory.catalogue.services import Service
from directory.grouping import grouped
from directory.rosters.duty import Duty
from directory.rosters.line import Line
from directory.snapshot import Snapshot
from directory.staffing.faults import FaultKind, roster_faults
from directory.walltime.hours import Hours, unbroken

Gaps = Mapping[Line, Sequence[Hours]]
"""The uncovered hours of each line that has any, in order."""


def uncovered(service: Service, duties: Sequence[Duty], hours: Hours, snapshot: Snapshot) -> Gaps:
    """Of the service's own lines those that are promised; of all lines shifts without a person."""
    faults = roster_faults(snapshot, hours.start, hours.end, only={service.id})
    promised = [(f.line, f.hours) for f in faults if f.kind is FaultKind.UNCOVERED]
    empty = [(d.line, d.hours) for d in duties if snapshot.colleague(d.person) is None]
    by_line = grouped((*promised, *empty), lambda pair: pair[0])
    return {line: tuple(unbroken(span for _, span in pairs)) for line, pairs in by_line.items()}
