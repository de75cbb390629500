"""What the tables of all capabilities share. A table of values has a column for each field, of the
same name.

What people have written (overrides, failures, accounts) refers to nothing by constraint: it must
survive that a service or a person is taken away.
"""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String

from directory.store.columns import Reference

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)

BIG_ID = BigInteger().with_variant(Integer, "sqlite")
"""A number that the database gives; only INTEGER numbers itself on SQLite."""


def text_column(name: str) -> Column[str]:
    """A text that may be empty, never NULL."""
    return Column(name, String, nullable=False)


def key_of(table: str) -> ForeignKey:
    """To the id of a row of another table; looked at when the transaction ends."""
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def refers_to(name: str, table: str, *, required: bool = False, index: bool = True) -> Column[str]:
    """The id of a row of another table, checked when a transaction ends: in an import the rows may
    be written in any order."""
    key = key_of(table)
    return Column(name, Reference, key, nullable=not required, index=index)
