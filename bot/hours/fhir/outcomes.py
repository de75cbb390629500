"""What went wrong with a search, and what is to be known of its answer, as OperationOutcome."""

from collections.abc import Mapping
from typing import Any


class SearchRefusedError(Exception):
    """A search that cannot be answered as it is asked; the message is Swedish.

    `code`: of FHIR's IssueType; `parameter`: the one that is wrong.
    """

    def __init__(
        self, says: str, *, parameter: str = "", code: str = "invalid", status: int = 400
    ) -> None:
        super().__init__(says)
        self.parameter = parameter
        self.code = code
        self.status = status


def outcome(
    says: str, code: str, severity: str = "error", parameter: str = ""
) -> Mapping[str, Any]:
    """An OperationOutcome with one issue."""
    place = {"location": [f"http.{parameter}"]} if parameter else {}
    issue = {"severity": severity, "code": code, "diagnostics": says, **place}
    return {"resourceType": "OperationOutcome", "issue": [issue]}
