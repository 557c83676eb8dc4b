"""From the database's errors to ours. None of SQLAlchemy's or psycopg's that has a meaning leaves these adapters."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import errors
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from creatorport.domain.errors import ConcurrentChange, CreatorportError, InvalidValue, StorageUnavailable

_CONFLICTS = (errors.SerializationFailure, errors.DeadlockDetected, errors.LockNotAvailable)


@contextmanager
def translated(kind: str = "record", id: str = "", version: int = 0) -> Iterator[None]:  # noqa: A002  the domain's word
    """Raise ours for theirs. `kind`, `id` and `version` name what a conflict would be about."""
    try:
        yield
    except DBAPIError as error:
        ours = _translation(error.orig, kind, id, version)
        if ours is None:
            raise
        raise ours from error
    except psycopg.Error as error:
        ours = _translation(error, kind, id, version)
        if ours is None:
            raise
        raise ours from error
    except PoolTimeout as error:
        raise StorageUnavailable("No connection to the database became free in time.") from error
    except OSError as error:
        raise StorageUnavailable("The database cannot be reached.") from error


def _translation(error: BaseException | None, kind: str, id: str, version: int) -> CreatorportError | None:  # noqa: A002  the domain's word
    match error:
        case errors.UniqueViolation():
            return ConcurrentChange(kind, id, version)
        case _ if isinstance(error, _CONFLICTS):
            return ConcurrentChange(kind, id, version)
        case psycopg.DataError():
            return InvalidValue(kind, "holds characters or numbers that cannot be stored")
        case psycopg.OperationalError() | psycopg.InterfaceError() | errors.IdleInTransactionSessionTimeout():
            return StorageUnavailable("The database does not answer.")
        case _:
            return None
