"""What all tables share. A table of values has a column for each field, of the same name.

What people write (overrides, failures, accounts) has no foreign keys: it must survive the removal
of a service or a person.
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
"""An id that the database assigns; SQLite assigns only INTEGER."""


def text_column(name: str) -> Column[str]:
    """A text that may be empty, never NULL."""
    return Column(name, String, nullable=False)


def key_of(table: str) -> ForeignKey:
    """A foreign key to the id of a table, checked at commit."""
    return ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")


def refers_to(name: str, table: str, *, required: bool = False, index: bool = True) -> Column[str]:
    """The id of a row of another table, checked at commit: an import may write rows in any
    order."""
    key = key_of(table)
    return Column(name, Reference, key, nullable=not required, index=index)
