from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

SILENT_FOR = 30.0
"""Seconds that a transaction may do nothing. A process that freezes in one must not hold its locks for ever."""

_OPTIONS = "-c timezone=UTC {silence}"


def make_engine(
    url: str,
    *,
    name: str = "creatorport",
    pool_size: int = 10,
    max_overflow: int = 10,
    silent_for: float = SILENT_FOR,
) -> AsyncEngine:
    """Make the engine of units of work and reads. Nothing is connected before the first use.

    A connection is asked whether it lives before it is handed out, so that a restart of the server costs nobody
    an error.
    Errors do not hold what was to be stored, because they are logged.
    """
    return create_async_engine(
        psycopg_url(url),
        pool_size=pool_size,
        max_overflow=max_overflow,
        pool_timeout=10,
        pool_pre_ping=True,
        hide_parameters=True,
        connect_args={
            "application_name": name,
            "options": _OPTIONS.format(silence=silence(silent_for)),
            "connect_timeout": 10,
        },
    )


def silence(seconds: float = SILENT_FOR) -> str:
    """Return the option of a connection by which the server undoes a transaction that was silent for so long."""
    return f"-c idle_in_transaction_session_timeout={seconds * 1000:.0f}"


def psycopg_url(url: str) -> str:
    """Return the URL with the driver that SQLAlchemy is to use, whichever way an operator wrote it."""
    parsed = make_url(url)
    if parsed.drivername in ("postgres", "postgresql", "postgresql+psycopg"):
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def conninfo(url: str) -> str:
    """Return the same place as libpq's own URL, for connections of psycopg's."""
    return make_url(psycopg_url(url)).set(drivername="postgresql").render_as_string(hide_password=False)
