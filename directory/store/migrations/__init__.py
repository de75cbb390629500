"""The schema's history, carried out by Alembic. Start with `directory.store.migrate`."""
