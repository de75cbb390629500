"""Values as rows: a row has the names of the value's fields, so that both ways are one line."""

from typing import Any

from directory.store.plain import field_names

Columns = dict[str, Any]


def to_row(value: Any) -> Columns:
    """The columns of any value whose table has its field names."""
    return {name: getattr(value, name) for name in field_names(type(value))}
