from typing import Any

import orjson

from tiktok_simulator.open.data_endpoint import Call


def json_object(call: Call) -> dict[str, Any]:
    """The request's body; an empty one means an empty object. Raises `Refusal`."""
    if not call.body:
        return {}
    content_type = call.request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content_type != "application/json":
        raise call.invalid("The body must be JSON.")
    try:
        asked = orjson.loads(call.body)
    except orjson.JSONDecodeError as error:
        raise call.invalid("The body is not JSON.") from error
    if not isinstance(asked, dict):
        raise call.invalid("The body must be a JSON object.")
    return asked
