"""Confirmations: a person on duty confirms that they and the number are right."""

from datetime import datetime

from directory.catalogue.roles import Role
from directory.lazy.values import dataclass
from directory.rosters.duty import Duty
from directory.rosters.somebody import Somebody, as_written


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """The person is on duty in the role from `start` on, and can be reached."""

    service: str
    role: Role
    person: Somebody
    start: datetime
    at: datetime
    by: str

    @property
    def id(self) -> str:
        """The id of the duty: see `duty_id`."""
        return duty_id(self.service, self.role, self.person, self.start)


def duty_id(service: str, role: Role, person: Somebody | None, start: datetime) -> str:
    """The id under which a duty is confirmed."""
    return f"{service}|{role}|{as_written(person)}|{start.isoformat()}"


def id_of(duty: Duty) -> str:
    """The id under which this duty is confirmed."""
    return duty_id(duty.service, duty.role, duty.person, duty.start)
