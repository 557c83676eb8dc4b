"""The messages of graphql-transport-ws that a client may send, and the codes a socket is closed with."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import orjson

from creatorport.adapters.http.graphql.refusals import Refused
from creatorport.adapters.http.graphql.requests import GraphQLRequest, from_object

MAX_ID_CHARACTERS = 256


class CloseCode(IntEnum):
    """4400 to 4499 are the protocol's, except `SLOW_CONSUMER`, which is ours."""

    SERVICE_RESTART = 1012
    TRY_AGAIN_LATER = 1013
    """Nobody can be let in just now, whoever it is; the client should connect again after a while."""
    TOO_BIG = 1009
    BAD_REQUEST = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    SUBPROTOCOL_NOT_ACCEPTABLE = 4406
    INIT_TIMEOUT = 4408
    SUBSCRIBER_EXISTS = 4409
    SLOW_CONSUMER = 4413
    """The client does not read as fast as its subscriptions send; it should connect again and resume by cursor."""
    TOO_MANY_INITS = 4429
    INTERNAL = 4500


class Closing(Exception):  # how a line ends, wanted or not
    """The socket is to be closed now."""

    def __init__(self, code: CloseCode, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        # A close frame holds 125 bytes, two of them for the code.
        self.reason = reason.encode()[:123].decode(errors="ignore")


@dataclass(frozen=True, slots=True)
class Init:
    """`connection_init`, with what it says of the caller in the form of an `Authorization` header."""

    authorization: str | None


@dataclass(frozen=True, slots=True)
class Ping:
    payload: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Pong:
    pass


@dataclass(frozen=True, slots=True)
class Subscribe:
    id: str
    request: GraphQLRequest


@dataclass(frozen=True, slots=True)
class Complete:
    id: str


def parse(text: str) -> Init | Ping | Pong | Subscribe | Complete:
    """Raises `Closing` (4400) for anything that the protocol does not have a client say."""
    try:
        message = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        raise _invalid("Messages must be JSON") from error
    if not isinstance(message, dict):
        raise _invalid("Messages must be JSON objects")
    match message.get("type"):
        case "connection_init":
            return Init(_authorization(_payload(message) or {}))
        case "ping":
            return Ping(_payload(message))
        case "pong":
            _payload(message)
            return Pong()
        case "subscribe":
            try:
                return Subscribe(_id(message), from_object(message.get("payload")))
            except Refused as refused:
                raise _invalid(str(refused)) from refused
        case "complete":
            return Complete(_id(message))
        case _:
            raise _invalid("Unknown message type")


def _id(message: dict[str, Any]) -> str:
    given = message.get("id")
    if not isinstance(given, str) or not given:
        raise _invalid("The id must be a string that is not empty")
    if len(given) > MAX_ID_CHARACTERS:
        raise _invalid(f"The id must not have more than {MAX_ID_CHARACTERS} characters")
    return given


def _payload(message: dict[str, Any]) -> dict[str, Any] | None:
    given = message.get("payload")
    if given is not None and not isinstance(given, dict):
        raise _invalid("The payload must be an object")
    return given


def _authorization(payload: dict[str, Any]) -> str | None:
    """`{"Authorization": "Bearer x"}` in any case, or `{"authToken": "x"}`: what client libraries send."""
    for name, value in payload.items():
        if name.lower() == "authorization" and isinstance(value, str):
            return value
    token = payload.get("authToken")
    return f"Bearer {token}" if isinstance(token, str) else None


def _invalid(reason: str) -> Closing:
    return Closing(CloseCode.BAD_REQUEST, f"Invalid message: {reason}")
