"""The official definitions of FHIR: what is held against them is read back as it was written.

Those of R4B: for the resources here they say what R4 (4.0.1) says (adr/0030).
"""

import json
from collections.abc import Mapping
from typing import Any

from fhir.resources.R4B import get_fhir_model_class


def assert_official(resource: Mapping[str, Any]) -> None:
    """Raises for a resource, or one within a Bundle, that the definitions do not know."""
    kind = get_fhir_model_class(resource["resourceType"])
    kind.model_validate_json(json.dumps(resource, ensure_ascii=False))
    for entry in resource.get("entry", ()):
        assert_official(entry["resource"])
