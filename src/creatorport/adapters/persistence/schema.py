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


def migrate(url: str) -> None:
    """Migrate to the newest revision. Of several processes that start at once, one does the work.

    Raises StorageUnavailable.
    """
    with _alone(url) as config:
        command.upgrade(config, "head")


def take_back(url: str, *, to: str) -> None:
    """Take migrations back, down to a revision; `base` is before the first. What they made is lost.

    Raises StorageUnavailable.
    """
    with _alone(url) as config:
        command.downgrade(config, to)


def schema_is_current(url: str) -> bool:
    """Whether the database is at the newest revision. Raises StorageUnavailable."""
    newest = ScriptDirectory.from_config(_config()).get_current_head()
    with _connected(url) as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


@contextmanager
def _alone(url: str) -> Iterator[Config]:
    """Provide Alembic's configuration on a connection that keeps all other processes out."""
    with _connected(url) as connection:
        # Held by the session, not by a transaction: each migration commits for itself.
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        yield config
        # The lock goes with the connection, which is closed here, whatever happened.
        connection.commit()


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
