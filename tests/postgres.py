"""PostgreSQL for the tests: one embedded server for all runs of a user, one database for each test process.

A process's database is a copy of a migrated template, and is emptied before each test. The server's folder outlives
the run, so that only the first one pays for making it; what runs that were killed left behind is dropped.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from procrastinate.schema import SchemaManager
from psycopg import sql
from sqlalchemy import make_url

from creatorport.adapters.persistence import migrations
from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from creatorport.adapters.persistence.engine import conninfo
from creatorport.adapters.persistence.leases import advisory_key
from creatorport.adapters.persistence.schema import migrate

# Nothing here has to survive a power cut.
_SETTINGS = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "300"}

_EMPTY = """
DO $$
DECLARE place text;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR place IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version' LOOP
        EXECUTE format('DELETE FROM %I', place);
    END LOOP;
END $$
"""


@contextmanager
def temporary_database() -> Iterator[str]:
    """Yield the URL of a fresh database of this process, which is dropped in the end."""
    user = os.geteuid() if hasattr(os, "geteuid") else os.getlogin()
    server = EmbeddedPostgres(
        Path(tempfile.gettempdir()) / f"creatorport-tests-{user}", database="template_empty", settings=_SETTINGS
    )
    empty = server.start()
    try:
        admin = _named(empty, "postgres")
        template = f"template_{_fingerprint()}"
        name = f"test_{os.getpid()}"
        with psycopg.connect(conninfo(admin), autocommit=True) as connection:
            connection.execute("SELECT pg_advisory_lock(%s)", [advisory_key("test templates")])
            _drop_orphans(connection)
            _ensure_template(connection, admin, template)
            connection.execute("SELECT pg_advisory_unlock(%s)", [advisory_key("test templates")])
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
            )
            yield _named(empty, name)
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
    finally:
        server.stop()


def empty_all_tables(connection: psycopg.Connection) -> None:
    """Delete every row. Quicker than TRUNCATE, which makes new files for each table and index."""
    connection.execute(_EMPTY)


def _ensure_template(connection: psycopg.Connection, admin: str, template: str) -> None:
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone() is not None:
        return
    making = f"{template}_making"
    connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(making)))
    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(making)))
    migrate(_named(admin, making))
    connection.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(making), sql.Identifier(template))
    )


def _drop_orphans(connection: psycopg.Connection) -> None:
    for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+'").fetchall():
        owner = re.match(r"test_(\d+)", name)
        if owner is not None and not psutil.pid_exists(int(owner[1])):
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def _fingerprint() -> str:
    digest = hashlib.sha256(SchemaManager.get_schema().encode())
    for folder in sorted(migrations.__path__):
        for file in sorted(Path(folder).rglob("*.py")):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _named(url: str, database: str) -> str:
    return make_url(url).set(database=database).render_as_string(hide_password=False)
