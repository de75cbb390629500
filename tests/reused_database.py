"""One PostgreSQL database for many tests, each of which finds it as it first was.

Its rows are deleted in a hundredth of the time that a copy of the template takes. A test that changes more than rows
(a column, a trigger, a setting) is seen by it, and the next one gets a new copy.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
from psycopg import sql
from sqlalchemy import make_url

from directory.lazy.values import dataclass
from tests.postgres import new_database

_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
_LEAVE = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
_START_COUNTING = """
SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false)
  FROM pg_sequences WHERE last_value IS NOT NULL
"""
_SHAPE = """
SELECT array_agg(part ORDER BY part) FROM (
  SELECT concat_ws(' ', 'relation', c.oid, relname, relkind, relpersistence, reloptions)
    FROM pg_class c WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'column', attrelid, attnum, attname, atttypid, atttypmod, attnotnull, atthasdef)
    FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'public'::regnamespace
  UNION ALL SELECT concat_ws(' ', 'default', oid, adrelid, adnum) FROM pg_attrdef
  UNION ALL SELECT concat_ws(' ', 'trigger', oid, tgrelid, tgenabled) FROM pg_trigger
  UNION ALL SELECT concat_ws(' ', 'constraint', oid, conname) FROM pg_constraint
  UNION ALL SELECT concat_ws(' ', 'function', oid, proname) FROM pg_proc WHERE oid >= 16384
  UNION ALL SELECT concat_ws(' ', 'schema', oid, nspname) FROM pg_namespace WHERE nspname !~ '^pg_(toast_)?temp'
  UNION ALL SELECT concat_ws(' ', 'setting', setdatabase, setrole, setconfig) FROM pg_db_role_setting
) AS parts (part)
"""
"""Everything of a database but its rows."""


@dataclass(frozen=True)
class _Found:
    """A copy of the template as it first was: its tables, those of their rows that it came with, its shape."""

    url: str
    tables: tuple[str, ...]
    rows: dict[str, bytes]
    shape: object


class ReusedDatabase:
    """A copy of the template that is lent to one test at a time."""

    def __init__(self, server_url: str, template: str) -> None:
        self._server = server_url
        self._template = template
        self._exists = ExitStack()
        self._found: _Found | None = None

    @contextmanager
    def lent(self) -> Iterator[str]:
        """SQLAlchemy's address of it; nobody is connected to it, and it is as it first was."""
        found = self._found or self._new()
        yield found.url
        if not _is_as_it_was(found):
            self.drop()

    def drop(self) -> None:
        """The next one is new."""
        self._found = None
        self._exists.close()

    def _new(self) -> _Found:
        url = self._exists.enter_context(new_database(self._server, template=self._template))
        with _connected(url) as connection:
            tables = tuple(name for (name,) in connection.execute(_TABLES))
            rows = {name: _rows(connection, name) for name in tables}
            kept = {name: some for name, some in rows.items() if some}
            self._found = _Found(url, tables, kept, _shape(connection))
        return self._found


def _is_as_it_was(found: _Found) -> bool:
    """Whether it is so once its rows are; not where it lets nobody in any more."""
    try:
        with _connected(found.url) as connection:
            connection.execute(_LEAVE)
            if _shape(connection) != found.shape:
                return False
            _empty(connection, found)
            return True
    except psycopg.Error:
        return False


def _connected(url: str) -> psycopg.Connection:
    plain = make_url(url).set(drivername="postgresql")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def _shape(connection: psycopg.Connection) -> object:
    return connection.execute(_SHAPE).fetchone()


def _rows(connection: psycopg.Connection, table: str) -> bytes:
    copy = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor().copy(copy) as rows:
        return b"".join(bytes(row) for row in rows)


def _empty(connection: psycopg.Connection, found: _Found) -> None:
    """To truncate the tables would take longer than a copy of them all."""
    with connection.transaction():
        connection.execute("SET LOCAL session_replication_role = replica")  # no keys are looked up
        for table in found.tables:
            connection.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
        connection.execute(_START_COUNTING)
        for table, rows in found.rows.items():
            copy = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
            with connection.cursor().copy(copy) as into:
                into.write(rows)
