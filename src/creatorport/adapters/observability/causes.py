"""How much is logged of an exception."""

from typing import Any

from creatorport.domain.errors import StorageUnavailable

_LONGEST = 300


def told(error: BaseException) -> dict[str, Any]:
    """Return what a log line has of it.

    That is all of it, but for a database that is away: many notice that at once, and the way to where they did explains
    nothing. Of that, it is what was noticed, and what lies at the bottom, each on one line.
    """
    if not isinstance(error, StorageUnavailable):
        return {"exc_info": error}
    bottom: BaseException = error
    while bottom.__cause__ is not None:
        bottom = bottom.__cause__
    reason = {"reason": _line(error)}
    return reason if bottom is error else {**reason, "cause": _line(bottom)}


def _line(error: BaseException) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())}"[:_LONGEST]
