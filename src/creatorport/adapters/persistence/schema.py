"""Bringing a database's schema up to date. These functions block: from async code, call them in a thread."""

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, NullPool, create_engine, text

from creatorport.adapters.persistence.engine import psycopg_url
from creatorport.adapters.persistence.errors import translated

_LOCATION = "creatorport.adapters.persistence:migrations"
_LOCK = 7_263_912_845_501_944


def migrate(url: str, *, to: str = "head") -> None:
    """Migrate to a revision, the newest by default. Of several processes that start at once, one does the work.

    Raises StorageUnavailable.
    """
    with _connected(url) as connection:
        # Held by the session, not by a transaction: each migration commits for itself.
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        connection.commit()
        try:
            _step(connection, to)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
            connection.commit()


def schema_is_current(url: str) -> bool:
    """Whether the database is at the newest revision. Raises StorageUnavailable."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def _step(connection: Connection, to: str) -> None:
    config = _config()
    config.attributes["connection"] = connection
    if to == "base" or to.startswith("-"):
        command.downgrade(config, to)
    else:
        command.upgrade(config, to)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", _LOCATION)
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    engine = create_engine(psycopg_url(url), poolclass=NullPool, connect_args={"connect_timeout": 10})
    try:
        with translated("schema"), engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()
