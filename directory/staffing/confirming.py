"""Whether somebody on duty has confirmed that they are, and when they are asked."""

from datetime import datetime, timedelta

from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.staffing.confirmation import id_of
from directory.staffing.kept import CONFIRMATIONS
from directory.walltime.hours import INSTANT, Hours

FROM = timedelta(hours=2)
"""A duty can be confirmed from this long before it begins, until it ends."""
LATE = timedelta(minutes=15)
"""From this long after its beginning the answer says that it has not been."""


def can_be_confirmed(duty: Duty, now: datetime) -> bool:
    """Whether it is the time for it."""
    return bool(duty.person) and duty.start - FROM <= now < duty.end


def is_confirmed(duty: Duty, snapshot: Snapshot) -> bool:
    """Whether the duty is confirmed, or the one that it goes on from: being busy for a while, and
    being back, begins no new shift."""
    confirmed = snapshot.of(CONFIRMATIONS)
    return any(confirmed.has(id_of(other)) for other in unbroken(duty, snapshot))


def awaits_confirmation(duty: Duty, snapshot: Snapshot, now: datetime) -> bool:
    """Whether whoever has the duty is asked to confirm it now."""
    service = snapshot.services.get(duty.service)
    wanted = service is not None and service.shifts_confirmed
    return wanted and can_be_confirmed(duty, now) and not is_confirmed(duty, snapshot)


def is_late(duty: Duty, snapshot: Snapshot, moment: datetime) -> bool:
    """Whether the duty has gone on unconfirmed for longer than it should."""
    if not awaits_confirmation(duty, snapshot, moment):
        return False
    return moment - unbroken(duty, snapshot)[-1].start > LATE


def unbroken(duty: Duty, snapshot: Snapshot) -> list[Duty]:
    """The duty and those before it that it goes on from, latest first."""
    found = [duty]
    while before := _before(found[-1], snapshot):
        found.append(before)
    return found


def _before(duty: Duty, snapshot: Snapshot) -> Duty | None:
    near = snapshot.rosters.resolved(duty.line, Hours.at(duty.start - INSTANT))
    same = (other for other in near if (other.person, other.end) == (duty.person, duty.start))
    return next((other for other in same if other.busy != duty.busy), None)
