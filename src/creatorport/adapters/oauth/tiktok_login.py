"""TikTok's Login Kit by Authlib (TikTok for Developers, "login-kit-web")."""

import re
from collections.abc import Set as AbstractSet
from datetime import datetime

from creatorport.adapters.oauth.dialect import TikTokOAuth2Client
from creatorport.adapters.tiktok.endpoints import AUTHORIZE_PAGE, LOGIN_EXCHANGE, LOGIN_REFRESH, LOGIN_REVOKE
from creatorport.adapters.tiktok.payload import Payload
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.tiktok_login import Granted
from creatorport.domain.account import TokenGrant
from creatorport.domain.errors import TikTokRefused, TikTokTokenRejected
from creatorport.domain.secret import Secret

_DEAD_TOKEN = frozenset({"invalid_grant", "invalid_request", "invalid_token", "access_token_invalid"})


class AuthlibTikTokLogin:
    """Implements TikTokLogin. `www_origin` is where the consent page is."""

    def __init__(
        self,
        transport: Transport,
        *,
        www_origin: str,
        client_key: str,
        client_secret: Secret,
        redirect_uri: str,
        clock: Clock,
    ) -> None:
        self._client = TikTokOAuth2Client(
            transport, client_key=client_key, client_secret=client_secret.reveal(), redirect_uri=redirect_uri
        )
        self._page = www_origin + AUTHORIZE_PAGE
        self._clock = clock

    def authorize_url(self, *, state: Secret, verifier: Secret, scopes: AbstractSet[str], always_ask: bool) -> str:
        return self._client.page(
            self._page,
            state=state.reveal(),
            verifier=verifier.reveal(),
            scopes=scopes,
            disable_auto_auth="1" if always_ask else "0",
        )

    async def exchange(self, code: Secret, verifier: Secret) -> Granted:
        now = self._clock.now()
        answer: Payload = await self._client.fetch_token(
            LOGIN_EXCHANGE.path,
            grant_type="authorization_code",
            code=code.reveal(),
            code_verifier=verifier.reveal(),
        )
        return Granted(answer.id("open_id"), _grant(answer, now))

    async def prove_app(self) -> None:
        """Have TikTok check the app's key and secret: a client token is asked for, and not kept. Raises TikTokError."""
        await self._client.fetch_token(LOGIN_EXCHANGE.path, grant_type="client_credentials")

    async def refresh(self, refresh_token: Secret) -> TokenGrant:
        now = self._clock.now()
        answer: Payload = await self._client.refresh_token(LOGIN_REFRESH.path, refresh_token=refresh_token.reveal())
        return _grant(answer, now)

    async def revoke(self, access_token: Secret) -> bool:
        try:
            await self._client.revoke_token(LOGIN_REVOKE.path, token=access_token.reveal())
        except TikTokTokenRejected:
            return False
        except TikTokRefused as refused:
            if refused.tiktok_code not in _DEAD_TOKEN:
                raise
            return False
        return True


def _grant(answer: Payload, now: datetime) -> TokenGrant:
    """Read a pair of tokens. Their lives are counted from before the call: never longer than TikTok's own count."""
    return TokenGrant(
        access_token=answer.secret("access_token"),
        refresh_token=answer.secret("refresh_token"),
        access_expires_at=answer.expiry("expires_in", now),
        refresh_expires_at=answer.expiry("refresh_expires_in", now),
        issued_at=now,
        scopes=scopes_of(answer.text("scope")),
    )


def scopes_of(text: str) -> frozenset[str]:
    """Read granted scopes, which come joined by commas, and have come joined by spaces."""
    return frozenset(scope for scope in re.split(r"[,\s]+", text) if scope)
