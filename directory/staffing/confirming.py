"""Whether a duty is confirmed, and when confirmation is asked for."""

from datetime import datetime, timedelta

from directory.rosters.duty import Duty
from directory.snapshot import Snapshot
from directory.staffing.confirmation import id_of
from directory.staffing.kept import CONFIRMATIONS
from directory.walltime.hours import INSTANT, Hours

FROM = timedelta(hours=2)
"""A duty can be confirmed from this long before it begins, until it ends."""
LATE = timedelta(minutes=15)
"""An unconfirmed duty is late when it began longer ago than this."""


def can_be_confirmed(duty: Duty, now: datetime) -> bool:
    """Whether the duty has a person, and may be confirmed at this time."""
    return bool(duty.person) and duty.start - FROM <= now < duty.end


def is_confirmed(duty: Duty, snapshot: Snapshot) -> bool:
    """Whether the duty, or one that it continues, is confirmed: a busy time begins no new shift."""
    confirmed = snapshot.of(CONFIRMATIONS)
    return any(confirmed.has(id_of(other)) for other in unbroken(duty, snapshot))


def awaits_confirmation(duty: Duty, snapshot: Snapshot, now: datetime) -> bool:
    """Whether the person on duty is asked to confirm it now."""
    service = snapshot.services.get(duty.service)
    required = service is not None and service.shifts_confirmed
    return required and can_be_confirmed(duty, now) and not is_confirmed(duty, snapshot)


def is_late(duty: Duty, snapshot: Snapshot, moment: datetime) -> bool:
    """Whether the duty began more than LATE ago and is still unconfirmed."""
    if not awaits_confirmation(duty, snapshot, moment):
        return False
    return moment - unbroken(duty, snapshot)[-1].start > LATE


def unbroken(duty: Duty, snapshot: Snapshot) -> list[Duty]:
    """The duty and those before it that it continues, latest first."""
    duties = [duty]
    while before := _before(duties[-1], snapshot):
        duties.append(before)
    return duties


def _before(duty: Duty, snapshot: Snapshot) -> Duty | None:
    near = snapshot.rosters.resolved(duty.line, Hours.at(duty.start - INSTANT))
    same = (other for other in near if (other.person, other.end) == (duty.person, duty.start))
    return next((other for other in same if other.busy != duty.busy), None)
