"""The job queue's own schema, as the installed procrastinate brings it along.

A test holds the schema that this release knows. When a newer procrastinate changes it, its migrations become ours.
"""

import psycopg
from alembic import op
from procrastinate.schema import SchemaManager

revision: str = "0002"
down_revision: str | None = "0001"

_DOWN = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT tablename FROM pg_tables WHERE schemaname = current_schema()
        AND tablename LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE format('DROP TABLE %I CASCADE', thing.tablename);
    END LOOP;
    FOR thing IN SELECT oid::regprocedure AS signature FROM pg_proc
        WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', thing.signature);
    END LOOP;
    FOR thing IN SELECT typname FROM pg_type
        WHERE typnamespace = current_schema()::regnamespace AND typname LIKE 'procrastinate\\_%'
    LOOP
        EXECUTE format('DROP TYPE %I CASCADE', thing.typname);
    END LOOP;
END $$;
"""


def upgrade() -> None:
    _run(SchemaManager.get_schema())


def downgrade() -> None:
    _run(_DOWN)


def _run(script: str) -> None:
    # By psycopg itself: the script holds percent signs and colons, which SQLAlchemy would take for parameters.
    connection = op.get_bind().connection.driver_connection
    if not isinstance(connection, psycopg.Connection):
        raise TypeError("migrations run on a connection of psycopg's")
    connection.execute(script.encode())
