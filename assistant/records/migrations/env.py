"""Alembic's entry: runs on the connection that `assistant.records.database.migrate` hands over."""

from alembic import context

from assistant.records.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=False,
)
with context.begin_transaction():
    context.run_migrations()
