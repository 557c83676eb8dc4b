"""GraphQL answers as JSON, with faults masked. Only that the database is away is told: it is nobody's mistake."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
import structlog
from graphql import ExecutionResult, GraphQLError

from creatorport.adapters.observability.causes import told as in_the_log
from creatorport.domain.errors import FixableBy, StorageUnavailable

log = structlog.get_logger(__name__)

FAULT = "Internal error"
AWAY = "The gateway cannot reach its database. Try again later."
PERHAPS_CHANGED = (
    f"{AWAY} A change that was asked for may have been made all the same: repeat it with the same idempotency key, "
    "or look first."
)
"""True of a mutation whenever the database went: before a change, while it was committed, or when its result was read.
"""


def encode(
    result: ExecutionResult, request_id: str, extensions: Mapping[str, Any] | None = None, *, changing: bool = False
) -> bytes:
    """The answer of an operation that was executed, a mutation if `changing`: `data` is there, if only as null."""
    answer: dict[str, Any] = {"data": result.data}
    if result.errors:
        answer["errors"] = public_errors(result.errors, request_id, changing=changing)
    together = {**(result.extensions or {}), **(extensions or {})}
    if together:
        answer["extensions"] = together
    try:
        return orjson.dumps(answer)
    except TypeError as error:  # a scalar gave something that JSON does not have
        return orjson.dumps({"data": None, "errors": [fault(error, request_id)]})


def status(result: ExecutionResult) -> int:
    """The HTTP status of an answer: 503 where there is nothing in it because the database is away, else 200."""
    if result.data is None and any(_is_away(error) for error in result.errors or ()):
        return 503
    return 200


def encode_refusal(errors: Iterable[GraphQLError], request_id: str) -> bytes:
    """The answer to what was not executed: no `data`."""
    return orjson.dumps({"errors": public_errors(errors, request_id)})


def public_errors(errors: Iterable[GraphQLError], request_id: str, *, changing: bool = False) -> list[dict[str, Any]]:
    """What the caller may see of each error.

    An error is shown as it is if it was raised as a `GraphQLError`. Anything else that a resolver raised is a fault:
    it is logged whole, once per answer, and shown as "Internal error" with the request id to find it by.
    """
    shown = []
    told: dict[object, dict[str, Any]] = {}  # one batch that failed is the same exception at each of its fields
    for error in errors:
        cause = _cause(error)
        if cause is None:
            shown.append(dict(error.formatted))
        else:
            # A database that is away is so for every field.
            which = StorageUnavailable if isinstance(cause, StorageUnavailable) else id(cause)
            if which not in told:
                told[which] = fault(cause, request_id, error.path, changing=changing)
            shown.append({**error.formatted, **told[which]})
    return shown


def fault(cause: BaseException, request_id: str, path: object = None, *, changing: bool = False) -> dict[str, Any]:
    """Log an unexpected exception; what to tell the caller of it. That the database is away is told in one line."""
    log.error("graphql fault", request_id=request_id, path=path, **in_the_log(cause))
    if isinstance(cause, StorageUnavailable):
        fixable_by = FixableBy.OPERATOR.value
        return {
            "message": PERHAPS_CHANGED if changing else AWAY,
            "extensions": {"code": cause.code, "requestId": request_id, "fixableBy": fixable_by},
        }
    return {"message": FAULT, "extensions": {"code": "INTERNAL", "requestId": request_id}}


def note_refused(errors: Iterable[GraphQLError], request_id: str) -> None:
    """Log that an operation was refused, by its codes alone: messages may repeat what the caller sent."""
    codes = sorted({str((error.extensions or {}).get("code", "none")) for error in errors if _is_refusal(error)})
    if codes:
        log.info("graphql refused", request_id=request_id, codes=codes)


def hidden_fault(cause: BaseException, request_id: str, *, changing: bool = False) -> GraphQLError:
    """Log an unexpected exception, and give the error that stands for it."""
    shown = fault(cause, request_id, changing=changing)
    return _HiddenFault(shown["message"], extensions=shown["extensions"])


class _HiddenFault(GraphQLError):
    """Stands for an exception that was logged already."""


def _is_refusal(error: GraphQLError) -> bool:
    return _cause(error) is None and not isinstance(error, _HiddenFault)


def _is_away(error: GraphQLError) -> bool:
    return isinstance(_cause(error), StorageUnavailable) or (
        (error.extensions or {}).get("code") == StorageUnavailable.code
    )


def _cause(error: GraphQLError) -> BaseException | None:
    """What lies at the bottom of an error, below the errors that only add a path to it."""
    cause: BaseException | None = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause
