"""Whether a database is one that this version can use: its revision, and the tables it should have.

Looks at names only, in one question, as it is done at every start.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Set

from sqlalchemy import Connection, text

from directory.store.all_tables import metadata
from directory.transaction import SchemaError

Columns = Mapping[str, Set[str]]

_MOST_TOLD = 5
_BACKUP = "Läs tillbaka en säkerhetskopia, eller ange en annan databas i KONSULT_DATABASE_URL."
_QUESTIONS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
    " WHERE m.type = 'table'",
    "postgresql": "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()",
}


def check_revision(connection: Connection, revision: str | None, known: Set[str]) -> None:
    """SchemaError if the database is newer than this version, or has our tables and no revision."""
    if revision is None:
        ours = sorted(_stored(connection).keys() & metadata.tables.keys())
        if ours:
            raise SchemaError(
                f"Databasen har konsults tabeller ({_some(ours)}) men säger inte vilken version "
                f"de är av. {_BACKUP}"
            )
    elif revision not in known:
        raise SchemaError(
            f"Databasen är av en nyare version (revision {revision}, den här går till "
            f"{max(known)}). Starta den konsult som skrev den, eller en nyare. Ska den här "
            "användas: läs tillbaka säkerhetskopian från före bytet."
        )


def check_tables(connection: Connection, revision: str) -> None:
    """SchemaError if a database of the newest revision has other columns in our tables."""
    differences = list(_differences(_stored(connection)))
    if differences:
        raise SchemaError(not_as_it_should_be(revision, f": {_some(differences)}"))


def not_as_it_should_be(revision: str, how: str) -> str:
    """The sentence of a database whose tables are not those of its revision."""
    return (
        f"Databasen stämmer inte med sin version (revision {revision}){how}. "
        f"Den är ändrad vid sidan av konsult. {_BACKUP}"
    )


def _stored(connection: Connection) -> Columns:
    columns: defaultdict[str, set[str]] = defaultdict(set)
    for table, column in connection.execute(text(_QUESTIONS[connection.dialect.name])):
        columns[table].add(column)
    return columns


def _differences(stored: Columns) -> Iterator[str]:
    for name, table in sorted(metadata.tables.items()):
        if name not in stored:
            yield f"tabellen {name} saknas"
            continue
        expected = {column.name for column in table.columns}
        yield from (f"{name}.{column} saknas" for column in sorted(expected - stored[name]))
        yield from (f"{name}.{column} är okänd" for column in sorted(stored[name] - expected))


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_TOLD
    return ", ".join(names[:_MOST_TOLD]) + (f" och {more} till" if more > 0 else "")
