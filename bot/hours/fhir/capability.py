"""What can be asked, as a CapabilityStatement."""

from collections.abc import Mapping, Sequence
from typing import Any

from bot.hours.fhir.searching import SCHEDULE_PARAMETERS, SLOT_PARAMETERS

CHANGED = "2026-11-30"
"""When what can be asked was last another; a date of FHIR."""
_TYPES = {"start": "date", "schedule": "reference"}


def capability(base: str) -> Mapping[str, Any]:
    """The statement of the server at the address `base`."""
    return {
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": CHANGED,
        "kind": "instance",
        "software": {"name": "konsult"},
        "implementation": {"description": "Konsulttider i konsult", "url": base},
        "fhirVersion": "4.0.1",
        "format": ["application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "resource": [
                    {**_resource("Slot", SLOT_PARAMETERS), "searchInclude": ["Slot:schedule"]},
                    _resource("Schedule", SCHEDULE_PARAMETERS),
                ],
            }
        ],
    }


def _resource(kind: str, parameters: Sequence[str]) -> Mapping[str, Any]:
    return {
        "type": kind,
        "interaction": [{"code": "read"}, {"code": "search-type"}],
        "searchParam": [{"name": one, "type": _TYPES.get(one, "token")} for one in parameters],
    }
