"""What Alembic runs: the migrations, in the transaction that `migrate` has opened."""

from alembic import context

from directory.store.whole_schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
