"""The audit, which is kept for ever, leaves out what people have written freely."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

LEFT_OUT = {
    "Booking": ("topic",),
    "Place": ("topic",),
    "Waiting": ("topic",),
    "Feedback": ("comment", "answer"),
    "MissedWords": ("words",),
}


def upgrade() -> None:
    on_postgres = op.get_bind().dialect.name == "postgresql"
    command = "before ->> 'command'" if on_postgres else "json_extract(before, '$.command')"
    op.execute(f"UPDATE audit SET key = COALESCE({command}, '') WHERE entity = 'MissedWords'")
    without = _without_on_postgres if on_postgres else _without_on_sqlite
    for entity, fields in LEFT_OUT.items():
        for column in ("before", "after"):
            op.execute(
                f"UPDATE audit SET {column} = {without(column, fields)}"
                f" WHERE entity = '{entity}' AND {column} IS NOT NULL"
            )


def _without_on_postgres(column: str, fields: tuple[str, ...]) -> str:
    names = ", ".join(f"'{name}'" for name in fields)
    return f"({column}::jsonb - ARRAY[{names}])::json"


def _without_on_sqlite(column: str, fields: tuple[str, ...]) -> str:
    paths = ", ".join(f"'$.{name}'" for name in fields)
    return f"json_remove({column}, {paths})"
