"""A database as it was at one moment, to begin from again and again."""

import psycopg

_COLUMNS = """
    SELECT table_name, string_agg(quote_ident(column_name), ', ')
    FROM information_schema.columns JOIN pg_tables ON tablename = table_name AND schemaname = table_schema
    WHERE table_schema = 'public' AND table_name <> 'alembic_version' AND is_generated = 'NEVER'
    GROUP BY table_name
"""


class Photograph:
    """Keeps the rows of all tables beside them. A newer one takes the place of the one before."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection
        columns = connection.execute(_COLUMNS).fetchall()
        any_rows = " UNION ALL ".join(
            f"(SELECT {number} FROM public.{name} LIMIT 1)"  # noqa: S608  our own tables
            for number, (name, _) in enumerate(columns)
        )
        full = [columns[number] for (number,) in connection.execute(any_rows.encode()).fetchall()]
        steps = ["DROP SCHEMA IF EXISTS kept CASCADE", "CREATE SCHEMA kept"]
        steps += [f"CREATE UNLOGGED TABLE kept.{name} AS SELECT {what} FROM public.{name}" for name, what in full]  # noqa: S608  our own tables
        connection.execute(";".join(steps).encode())
        back = ["BEGIN", "SET LOCAL session_replication_role = replica"]
        back += [f"DELETE FROM public.{name}" for name, _ in columns]  # noqa: S608  our own tables
        back += [
            f"INSERT INTO public.{name} ({what}) OVERRIDING SYSTEM VALUE SELECT {what} FROM kept.{name}"  # noqa: S608  our own tables
            for name, what in full
        ]
        self._back = ";".join([*back, "COMMIT"]).encode()

    def go_back(self) -> None:
        self._connection.execute(self._back)
