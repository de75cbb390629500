"""Contacts that did not answer, reported with the button ”Fick ej svar”."""

from datetime import UTC, datetime, timedelta

from directory.kinds import Kind
from directory.lazy.values import dataclass
from directory.parts import ById, Part

ONE_REPORT_IN = timedelta(minutes=15)
"""How soon somebody can report the same step again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactFailure:
    """”Fick ej svar”: which step of which service did not answer, to whom and when.

    Nothing about a patient. `closed`: what a coordinator found (”rättat”); empty while it waits.
    `step` is the step's number in the answer, `contact` what was called
    (”Bakjour 08-465 004 13”), `asked_for` the moment the answer was for.
    """

    service: str
    step: int
    contact: str
    asked_for: datetime
    reported: datetime
    reporter: str
    unit: str = ""
    closed: str = ""

    @property
    def id(self) -> str:
        """Unique for a step of an answer and its reporter, so that a second tap reports nothing."""
        moment = self.asked_for.astimezone(UTC).isoformat()
        return f"{self.reporter}|{self.service}|{self.step}|{moment}"

    def is_repeated_by(self, other: "ContactFailure") -> bool:
        """Whether the other says the same again: of the same answer, or before a quarter of an hour
        has passed, whatever moment it speaks of."""
        steps = [(one.reporter, one.service, one.step) for one in (self, other)]
        soon = other.reported - self.reported < ONE_REPORT_IN
        return self.id == other.id or (steps[0] == steps[1] and soon)


CONTACT_FAILURE = Kind(
    ContactFailure,
    ends="reported",
    kept_for=timedelta(days=30),
    inclusive=True,
    order=("reported", "id"),
    audited_by="service",
)
CONTACT_FAILURES = Part.of("contact failures", CONTACT_FAILURE, ById)
"""Those of the last thirty days, the oldest first."""
