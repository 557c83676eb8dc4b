"""Nothing secret gets into a cassette: what is sent and answered is scrubbed before it is written or matched."""

import json
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

SCRUBBED = "scrubbed"

SECRETS = frozenset({
    "access_token", "app_id", "auth_code", "client_key", "client_secret", "code", "code_verifier", "refresh_token",
    "secret", "token",
})  # fmt: skip
"""Names of parameters and fields. In answers `code` is the verdict, and stays."""

HEADERS = ("authorization", "access-token", "cookie", "set-cookie")

_KEPT_HEADERS = ("content-type", "country-code")


def scrub_request(request: Any) -> Any:
    parts = urlsplit(request.uri)
    request.uri = urlunsplit(parts._replace(query=urlencode(_pairs(parts.query))))
    request.headers = {
        name: SCRUBBED if name.lower() in HEADERS else value
        for name, value in request.headers.items()
        if name.lower() in {*_KEPT_HEADERS, *HEADERS}
    }
    body = (request.body or b"").decode()
    if body.startswith("{"):
        request.body = json.dumps(_scrubbed(json.loads(body), SECRETS))
    elif body:
        request.body = urlencode(_pairs(body))
    return request


def scrub_response(response: dict[str, Any]) -> dict[str, Any]:
    """Return a scrubbed copy: vcrpy hands the same answer to the caller, who needs it whole."""
    text = response["body"]["string"]
    try:
        told = json.loads(text)
    except ValueError:
        return response
    scrubbed = json.dumps(_scrubbed(told, SECRETS - {"code"}), ensure_ascii=False).encode()
    kept = {name: value for name, value in response["headers"].items() if name.lower() in _KEPT_HEADERS}
    return {**response, "headers": kept, "body": {"string": scrubbed}}


def _pairs(text: str) -> list[tuple[str, str]]:
    return [(name, SCRUBBED if name in SECRETS else value) for name, value in parse_qsl(text, keep_blank_values=True)]


def _scrubbed(value: Any, secrets: frozenset[str]) -> Any:
    if isinstance(value, dict):
        return {name: SCRUBBED if name in secrets else _scrubbed(inner, secrets) for name, inner in value.items()}
    return [_scrubbed(inner, secrets) for inner in value] if isinstance(value, list) else value
