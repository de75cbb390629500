"""Values as rows: the columns have the names of the fields."""

from typing import Any

from directory.store.plain import field_names

Columns = dict[str, Any]


def to_row(value: Any) -> Columns:
    """The columns of a value whose table has its field names."""
    return {name: getattr(value, name) for name in field_names(type(value))}
