"""How a control answers: JSON in, JSON out, and a 400 or 404 that says what is wrong."""

from collections.abc import Awaitable, Callable, Collection
from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

Control = Callable[[Request], Awaitable[Any]]


LONGEST = 100 * 366 * 86_400
"""Seconds of simulated time that anything may take, or that a run may last."""


class ControlError(Exception):
    """The control API's refusal, in words for the person who wrote the call."""

    def __init__(self, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.message = message
        self.status = status


class Asked(BaseModel):
    """A body of the control API. Unknown fields are refused: a typo must not become a silent default."""

    model_config = ConfigDict(extra="forbid")


def named(wanted: Asked, *, nullable: Collection[str] = ()) -> dict[str, Any]:
    """What a body of optional fields names, the rest being left as it is; only the nullable may be null."""
    changes = {name: getattr(wanted, name) for name in wanted.model_fields_set}
    for name, value in changes.items():
        if value is None and name not in nullable:
            raise ControlError(f"{name} cannot be null")
    return changes


_Body = TypeVar("_Body", bound=Asked)


async def asked(request: Request, body: type[_Body]) -> _Body:
    """The request's JSON body; an empty one means all defaults."""
    try:
        return body.model_validate_json(await request.body() or b"{}")
    except ValidationError as error:
        raise ControlError(str(error)) from error


def whole_number(request: Request, name: str, usual: int, *, most: int = 2**63) -> int:
    """A query parameter of 0 or more, at most `most`."""
    text = request.query_params.get(name, str(usual))
    if not (text.isascii() and text.isdigit()):
        raise ControlError(f"{name} is a whole number")
    return min(int(text), most)


def control(path: str, method: str, answer: Control) -> Route:
    async def handle(request: Request) -> Response:
        try:
            return _json(await answer(request), 200)
        except ControlError as error:
            return _json({"error": error.message}, error.status)

    return Route(f"/_simulator/{path}", handle, methods=[method])


def _json(content: Any, status: int) -> Response:
    return Response(orjson.dumps(content), status_code=status, media_type="application/json")
