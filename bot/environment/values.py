"""Values of settings: what they must be, and how they are shown without what is secret."""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from pydantic.fields import FieldInfo

MASK = "**********"
_TOKEN = re.compile(r"\b(?:xox[a-z]|xapp)-[\w-]+")
_IN_ADDRESS = re.compile(r"(://[^:@/]*):.*@", re.DOTALL)
"""To the last @: a password that is not escaped may hold any sign."""
_IN_QUERY = re.compile(
    r"([?&;][^=&;#]*(?:password|passwd|pwd|secret|token|key)=)[^&;#]*", re.IGNORECASE
)
_SHORTEST_SECRET = 4


def value_fault(name: str, field: FieldInfo, fault: Mapping[str, Any]) -> str:
    """What is wrong with a value and what would be right, without the value: it may be secret."""
    if fault["type"] == "value_error":
        right = str(fault["msg"]).removeprefix("Value error, ")
    else:
        right = f"{_right(field.annotation, field.metadata)}. {field.description}."
    return f"{name}: {right}"


def _right(annotation: Any, metadata: Sequence[Any]) -> str:
    """What a value must be."""
    if annotation is int:
        return f"ska vara ett heltal{_span(metadata)}"
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return f"ska vara {_either(annotation)}"
    return "har tecken som inte får finnas där"


def _span(metadata: Sequence[Any]) -> str:
    """” från 1 till 65535” where there are both bounds."""
    bounds = [
        getattr(one, bound)
        for bound in ("ge", "le")
        for one in metadata
        if getattr(one, bound, None) is not None
    ]
    return " från {} till {}".format(*bounds) if len(bounds) == len(("ge", "le")) else ""


def _either(words: Iterable[str]) -> str:
    """”starttls, tls eller none”."""
    *first, last = words
    return f"{', '.join(first)} eller {last}" if first else last


def without_secrets(said: str, secrets: Iterable[str]) -> str:
    """What is said, without the secrets and without tokens of Slack that were written elsewhere."""
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            said = said.replace(secret, MASK)
    return _TOKEN.sub(MASK, said)


def shown_value(value: object) -> str:
    """A setting as it may be shown: the passwords in addresses are masked."""
    return _IN_QUERY.sub(rf"\1{MASK}", _IN_ADDRESS.sub(rf"\1:{MASK}@", str(value)))
