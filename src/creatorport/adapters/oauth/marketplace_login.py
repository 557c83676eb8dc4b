"""The brand's consent in TikTok's business portal. Its token has no end; only revoking ends it.

API for Business, "obtain-a-long-term-access-token".
"""

from urllib.parse import urlencode

from creatorport.adapters.tiktok.endpoints import (
    PORTAL_EXCHANGE,
    PORTAL_PAGE,
    PORTAL_REVOKE,
    TTO_ACCOUNT,
    TTO_ACCOUNTS,
)
from creatorport.adapters.tiktok.transport import Transport
from creatorport.adapters.tiktok.wire import Request
from creatorport.application.ports.marketplace_login import MarketplaceGranted, TtoAccount
from creatorport.domain.errors import TikTokTokenRejected
from creatorport.domain.secret import Secret


class PortalMarketplaceLogin:
    """Implements MarketplaceLogin. `portal_origin` is where the portal's consent page is."""

    def __init__(
        self, transport: Transport, *, portal_origin: str, app_id: str, app_secret: Secret, redirect_uri: str
    ) -> None:
        self._transport = transport
        self._page = portal_origin + PORTAL_PAGE
        self._app_id = app_id
        self._secret = app_secret
        self._redirect_uri = redirect_uri

    def authorize_url(self, *, state: Secret) -> str:
        query = {"app_id": self._app_id, "state": state.reveal(), "redirect_uri": self._redirect_uri}
        return f"{self._page}?{urlencode(query)}"

    async def exchange(self, auth_code: Secret) -> MarketplaceGranted:
        answer = await self._transport.call(
            Request(PORTAL_EXCHANGE, document={**self._credentials(), "auth_code": auth_code.reveal()})
        )
        token = answer.secret("access_token")
        reached = await self._transport.call(
            Request(TTO_ACCOUNTS, query=self._credentials(), headers={"Access-Token": token.reveal()})
        )
        accounts = [await self._account(token, number) for number in reached.texts("tto_tcm_account_ids")]
        return MarketplaceGranted(token, tuple(accounts))

    async def revoke(self, token: Secret) -> None:
        document = {**self._credentials(), "access_token": token.reveal()}
        try:
            await self._transport.call(
                Request(PORTAL_REVOKE, document=document, headers={"Access-Token": token.reveal()})
            )
        except TikTokTokenRejected:
            return  # it is dead already, which is what was wanted

    async def _account(self, token: Secret, number: str) -> TtoAccount:
        answer = await self._transport.call(
            Request(TTO_ACCOUNT, query={"tto_tcm_account_id": number}, headers={"Access-Token": token.reveal()})
        )
        return TtoAccount(number, answer.text("account_name"))

    def _credentials(self) -> dict[str, str]:
        return {"app_id": self._app_id, "secret": self._secret.reveal()}
