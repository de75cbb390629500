"""Numbers that somebody has tried in vain, reported with ”Numret fungerade inte”."""

from datetime import date, datetime, timedelta

from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part
from directory.walltime.days import local


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongNumber:
    """A number of a unit or of a service's roles that did not work, which is another thing than
    nobody answering.

    `owner`: the id of the unit or the service. `number`: as people read it. `verified`: when it had
    last been checked. `unit`: the home unit of the reporter. Nothing about a patient.
    """

    owner: str
    number: str
    label: str
    verified: date | None
    reported: datetime
    reporter: str
    unit: str = ""

    @property
    def id(self) -> str:
        """Unique for a person, a number and a day, so that a second tap reports nothing."""
        day = local(self.reported).date().isoformat()
        return f"{self.reporter}|{self.owner}|{self.number}|{day}"


WRONG_NUMBER = Kind(
    WrongNumber,
    ends="reported",
    kept_for=timedelta(days=90),
    inclusive=True,
    order=("reported", "id"),
    audited_by="number",
)
WRONG_NUMBERS = Part.of("wrong numbers", WRONG_NUMBER, ById)
"""Those of the last ninety days that no coordinator has closed, the oldest first."""
