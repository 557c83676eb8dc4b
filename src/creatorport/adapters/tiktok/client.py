"""The one HTTP client with which TikTok is called."""

import httpx

IDLE_SECONDS = 2.0
"""How long an unused connection is kept. Servers close idle ones after 5 seconds and more; a request that meets such a
close on its way counts as sent without an answer, and costs a look-up, or a creator her consent."""


def open_client(seconds: float, *, idle: float = IDLE_SECONDS) -> httpx.AsyncClient:
    """Return a client whose calls may take `seconds` each, and which leaves a connection before its server does."""
    limits = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=idle)
    return httpx.AsyncClient(timeout=seconds, limits=limits)
