"""The parameters of a GraphQL request, out of JSON, a query string, or a WebSocket message."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson
from starlette.datastructures import QueryParams

from creatorport.adapters.http.graphql.refusals import bad_request

PARAMETERS = ("query", "operationName", "variables", "extensions")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """What was asked, with every parameter of the right type. `extensions` are accepted and carry no meaning here."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


def from_json(body: bytes) -> GraphQLRequest:
    """Raises `Refused` (400) for malformed JSON, JSON nested too deeply, and anything but one request object."""
    if not body:
        raise bad_request("The body is empty; a JSON object is expected.")
    return from_object(_parsed(body, "body"))


def from_query(parameters: QueryParams) -> GraphQLRequest:
    """Read the parameters of a GET: `variables` and `extensions` are JSON. Raises `Refused` (400)."""
    given: dict[str, object] = {}
    for name in PARAMETERS:
        values = parameters.getlist(name)
        if len(values) > 1:
            raise bad_request(f"Parameter {name} is given more than once.")
        if values and (values[0] or name == "query"):
            json = name in {"variables", "extensions"}
            given[name] = _parsed(values[0].encode(), f"parameter {name}") if json else values[0]
    return from_object(given)


def from_object(given: object) -> GraphQLRequest:
    """Check the type of every parameter; null means that an optional one is absent. Raises `Refused` (400)."""
    if isinstance(given, list):
        raise bad_request("Batches of requests are not supported: send one object.")
    if not isinstance(given, Mapping):
        raise bad_request("A GraphQL request is a JSON object.")
    query = given.get("query")
    if not isinstance(query, str) or not query:
        raise bad_request("Parameter query must be a string that is not empty.")
    operation_name = given.get("operationName")
    if operation_name is not None and not isinstance(operation_name, str):
        raise bad_request("Parameter operationName must be a string or null.")
    for name in ("variables", "extensions"):
        if given.get(name) is not None and not isinstance(given[name], Mapping):
            raise bad_request(f"Parameter {name} must be an object or null.")
    return GraphQLRequest(query, operation_name, dict(given.get("variables") or {}))


def _parsed(json: bytes, what: str) -> object:
    try:
        return orjson.loads(json)
    except orjson.JSONDecodeError as error:
        raise bad_request(f"The {what} is not valid JSON: {error.msg}.") from error
