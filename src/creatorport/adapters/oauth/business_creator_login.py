"""A creator's consent for the business app: a day of access, a year of refreshing.

API for Business, pages 1738083939371009 and 1738084387220481.

It looks like Login Kit and is not: the app's id stands for the client key, there is no PKCE, bodies are JSON, answers
come in the business envelope, and refreshing may or may not give a new refresh token.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from urllib.parse import urlencode

from creatorport.adapters.oauth.tiktok_login import scopes_of
from creatorport.adapters.tiktok.endpoints import (
    BUSINESS_AUTHORIZE_PAGE,
    CREATOR_EXCHANGE,
    CREATOR_REFRESH,
    CREATOR_REVOKE,
    Endpoint,
)
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_login import Granted
from creatorport.domain.account import TokenGrant
from creatorport.domain.errors import TikTokTokenRejected
from creatorport.domain.secret import Secret


class BusinessCreatorLogin:
    """Implements TikTokLogin for the business app. The verifier is not used: TikTok has no challenge here."""

    def __init__(
        self,
        transport: Transport,
        *,
        www_origin: str,
        app_id: str,
        app_secret: Secret,
        redirect_uri: str,
        clock: Clock,
    ) -> None:
        self._transport = transport
        self._page = www_origin + BUSINESS_AUTHORIZE_PAGE
        self._app_id = app_id
        self._secret = app_secret
        self._redirect_uri = redirect_uri
        self._clock = clock

    def authorize_url(
        self,
        *,
        state: Secret,
        verifier: Secret,  # noqa: ARG002  the port's, for families with PKCE
        scopes: AbstractSet[str],
        always_ask: bool,
    ) -> str:
        query = {
            "client_key": self._app_id,
            "scope": ",".join(sorted(scopes)),
            "response_type": "code",
            "redirect_uri": self._redirect_uri,
            "state": state.reveal(),
        }
        return f"{self._page}?{urlencode(query | ({'disable_auto_auth': '1'} if always_ask else {}))}"

    async def exchange(self, code: Secret, verifier: Secret) -> Granted:  # noqa: ARG002  as above
        now = self._clock.now()
        answer = await self._call(
            CREATOR_EXCHANGE,
            {
                "grant_type": "authorization_code",
                "auth_code": code.reveal(),
                "redirect_uri": self._redirect_uri,
            },
        )
        return Granted(answer.id("open_id"), _grant(answer, now))

    async def refresh(self, refresh_token: Secret) -> TokenGrant:
        now = self._clock.now()
        answer = await self._call(
            CREATOR_REFRESH, {"grant_type": "refresh_token", "refresh_token": refresh_token.reveal()}
        )
        return _grant(answer, now)

    async def revoke(self, access_token: Secret) -> bool:
        try:
            await self._call(CREATOR_REVOKE, {"access_token": access_token.reveal()})
        except TikTokTokenRejected:
            return False
        return True

    async def _call(self, endpoint: Endpoint, document: Mapping[str, str]) -> Payload:
        credentials = {"client_id": self._app_id, "client_secret": self._secret.reveal()}
        return await self._transport.call(Request(endpoint, document={**credentials, **document}))


def _grant(answer: Payload, now: datetime) -> TokenGrant:
    """Read a pair of tokens. Their lives are counted from before the call: never longer than TikTok's own count."""
    return TokenGrant(
        access_token=answer.secret("access_token"),
        refresh_token=answer.secret("refresh_token"),
        access_expires_at=answer.expiry("expires_in", now),
        refresh_expires_at=answer.expiry("refresh_token_expires_in", now),
        issued_at=now,
        scopes=scopes_of(answer.text("scope")),
    )
