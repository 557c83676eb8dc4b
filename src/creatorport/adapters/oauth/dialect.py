"""Authlib's OAuth 2 client in TikTok's dialect, over our transport.

All that TikTok does differently from the standards is in this class:

* `client_key` for `client_id`, in the page's address and in every form; the secret goes into the form (RFC 6749 has
  HTTP Basic first);
* scopes are joined by commas, not spaces;
* the PKCE challenge is the lowercase hexadecimal SHA-256 of the verifier, not its base64url (RFC 7636, 4.2);
* tokens and errors come in shapes of their own, which the transport's envelope reads.

Authlib's ready httpx client is not used: being an httpx client itself, it would pass by budgets, logs and typed errors.
"""

import hashlib
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from authlib.common.urls import add_params_to_qs
from authlib.oauth2.client import OAuth2Client

from creatorport.adapters.tiktok.endpoints import LOGIN_EXCHANGE, LOGIN_REFRESH, LOGIN_REVOKE, Endpoint
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request


class TikTokOAuth2Client(OAuth2Client):  # type: ignore[misc]  # Authlib ships no types
    """Builds what Authlib builds; sends by the transport. Holds no tokens, so one serves all accounts."""

    def __init__(self, transport: Transport, *, client_key: str, client_secret: str, redirect_uri: str) -> None:
        super().__init__(
            session=transport,
            client_id=client_key,
            client_secret=client_secret,
            token_endpoint_auth_method=_client_key_post,
            revocation_endpoint_auth_method=_client_key_post,
            redirect_uri=redirect_uri,
        )

    def page(self, url: str, *, state: str, verifier: str, scopes: Iterable[str], **more: str) -> str:
        """Return the consent page's address."""
        address, _ = self.create_authorization_url(
            url,
            state=state,
            scope=",".join(sorted(scopes)),
            code_challenge=hashlib.sha256(verifier.encode()).hexdigest(),
            code_challenge_method="S256",
            **more,
        )
        asked = parse_qsl(urlsplit(address).query)
        query = [("client_key" if key == "client_id" else key, value) for key, value in asked]
        return f"{url}?{urlencode(query)}"

    async def _fetch_token(self, url: str, body: str, auth: Any, headers: Any, **_: Any) -> Payload:
        return await self._send(LOGIN_EXCHANGE, url, body, auth, headers)

    async def _refresh_token(self, url: str, body: str, auth: Any, headers: Any, **_: Any) -> Payload:
        return await self._send(LOGIN_REFRESH, url, body, auth, headers)

    async def _http_post(self, url: str, body: str, auth: Any, headers: Any, **_: Any) -> Payload:
        return await self._send(LOGIN_REVOKE, url, body, auth, headers)

    async def _send(self, endpoint: Endpoint, url: str, body: str, auth: Any, headers: Any) -> Payload:
        _, _, form = auth.prepare(endpoint.method, url, headers, body)
        transport: Transport = self.session
        return await transport.call(Request(endpoint, form=form))


def _client_key_post(client: Any, _method: str, uri: str, headers: Any, body: str) -> tuple[str, Any, str]:
    credentials = [("client_key", client.client_id), ("client_secret", client.client_secret)]
    return uri, headers, add_params_to_qs(body, credentials)
