"""Reading a request body that may be hostile."""

import asyncio

from starlette.requests import Request

from creatorport.adapters.http.graphql.refusals import Refused, bad_request


async def read_body(request: Request, limit: int, timeout: float) -> bytes:  # noqa: ASYNC109  # bounds a peer, not a callee
    """The whole body, never more than `limit` bytes of it in memory.

    Raises `Refused`: 413 as soon as the body is known to be larger, 408 if it has not arrived within `timeout` seconds.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced) > limit:
        raise _too_large(limit)
    body = bytearray()
    try:
        async with asyncio.timeout(timeout):
            async for chunk in request.stream():
                body += chunk
                if len(body) > limit:
                    raise _too_large(limit)
    except TimeoutError as error:
        raise bad_request("The body did not arrive in time.", "BODY_TIMEOUT", 408, connection="close") from error
    return bytes(body)


def _too_large(limit: int) -> Refused:
    # The rest of the body stays unread, so the connection cannot be used again.
    return bad_request(f"The body has more than {limit} bytes.", "BODY_TOO_LARGE", 413, connection="close")
