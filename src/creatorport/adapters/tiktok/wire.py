"""One request on the wire, one answer back: httpx and its failures stay in here."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from creatorport.adapters.tiktok.endpoints import Endpoint
from creatorport.adapters.tiktok.envelopes.answer import Answer
from creatorport.domain.errors import TikTokAnswerLost, TikTokUnreachable

LARGEST_ANSWER = 8 * 1024 * 1024
"""Bytes, decompressed. A full page of a report is under one tenth of this."""

_CONNECT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Request:
    """One call with its parts. At most one of `document` (sent as JSON) and `form` is given.

    `subject` is whose account it is about, where limits are counted per account.
    """

    endpoint: Endpoint
    query: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    document: Mapping[str, Any] | None = field(default=None, repr=False)
    form: str | None = field(default=None, repr=False)
    subject: str | None = field(default=None, repr=False)


async def exchange(client: httpx.AsyncClient, origin: str, request: Request, *, seconds: float) -> Answer:
    """Send and return the answer, within `seconds` altogether: an answer that drips runs into no other timeout.

    Raises TikTokUnreachable (it never left) or TikTokAnswerLost (it may have arrived).
    """
    name = request.endpoint.name
    try:
        built = _build(client, origin, request, seconds)
    except (httpx.InvalidURL, UnicodeError) as error:
        raise TikTokUnreachable(name, f"the request cannot be written ({type(error).__name__})") from error
    try:
        async with asyncio.timeout(seconds):
            return await _send(client, built, request.endpoint)
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError) as error:
        raise TikTokUnreachable(name, f"no connection ({type(error).__name__})") from error
    except (httpx.UnsupportedProtocol, httpx.LocalProtocolError) as error:
        raise TikTokUnreachable(name, f"the request cannot be sent ({type(error).__name__})") from error
    except (httpx.HTTPError, httpx.StreamError, TimeoutError) as error:
        raise TikTokAnswerLost(name, f"no answer ({type(error).__name__})") from error


def _build(client: httpx.AsyncClient, origin: str, request: Request, seconds: float) -> httpx.Request:
    headers = {"Accept": "application/json", **request.headers}
    content: bytes | None = None
    if request.form is not None:
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Cache-Control": "no-cache"}
        content = request.form.encode()
    elif request.document is not None:
        headers["Content-Type"] = "application/json"
        content = json.dumps(request.document).encode()
    before_sending = min(_CONNECT_SECONDS, seconds / 2)
    return client.build_request(
        request.endpoint.method,
        origin + request.endpoint.path,
        params=request.query or None,
        headers=headers,
        content=content,
        timeout=httpx.Timeout(seconds, connect=before_sending, pool=before_sending),
    )


async def _send(client: httpx.AsyncClient, built: httpx.Request, endpoint: Endpoint) -> Answer:
    # A redirect is not followed: it would carry the token to wherever it points.
    response = await client.send(built, stream=True, follow_redirects=False)
    try:
        log_id = response.headers.get("x-tt-logid")
        body = bytearray()
        async for part in response.aiter_bytes():
            body += part
            if len(body) > LARGEST_ANSWER:
                raise TikTokAnswerLost(endpoint.name, "the answer is too large", log_id=log_id)
        return Answer(endpoint, response.status_code, bytes(body), log_id)
    finally:
        await response.aclose()
