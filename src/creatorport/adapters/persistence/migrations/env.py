"""How Alembic runs the migrations: on the connection that `schema.py` hands over, within its lock."""

from alembic import context

from creatorport.adapters.persistence.rows import Row


def ours(name: str | None, type_: str, parent_names: object) -> bool:  # noqa: ARG001  Alembic's signature
    """Leave the job queue's tables to the queue."""
    return not (type_ == "table" and name is not None and name.startswith("procrastinate_"))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Row.metadata,
    include_name=ours,
    compare_server_default=True,
    transactional_ddl=True,
)

with context.begin_transaction():
    context.run_migrations()
