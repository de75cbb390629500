"""Passes any number of pairs to a statement as one parameter."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, ColumnElement, TableValuedAlias, bindparam, func, literal
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.functions import FunctionElement


def given_pairs(connection: AsyncConnection, pairs: Mapping[str, str]) -> TableValuedAlias:
    """The pairs as a table of `key` and `value`."""
    return _table(connection.dialect.name, literal(dict(pairs), JSON))


def given_later(dialect: str) -> TableValuedAlias:
    """The pairs that are given as `given` when the statement is executed."""
    return _table(dialect, bindparam("given", type_=JSON))


def _table(dialect: str, pairs: ColumnElement[Any]) -> TableValuedAlias:
    name = "json_each_text" if dialect == "postgresql" else "json_each"
    each: FunctionElement[Any] = getattr(func, name)(pairs)
    return each.table_valued("key", "value", name="given")
