"""Passes any number of pairs to a statement as one parameter."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, TableValuedAlias, func, literal
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.functions import FunctionElement


def given_pairs(connection: AsyncConnection, pairs: Mapping[str, str]) -> TableValuedAlias:
    """The pairs as a table of `key` and `value`."""
    name = "json_each_text" if connection.dialect.name == "postgresql" else "json_each"
    each: FunctionElement[Any] = getattr(func, name)(literal(dict(pairs), JSON))
    return each.table_valued("key", "value", name="given")
