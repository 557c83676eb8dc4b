"""The brand's login to a marketplace in memory."""

from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from creatorport.application.ports.marketplace_login import MarketplaceGranted, TtoAccount
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.secret import Secret
from tests.fakes.tiktok_marketplace import FakeTikTokOne


@dataclass
class FakeMarketplaceLogin:
    """The brand's login to a FakeTikTokOne. An auth_code works once."""

    one: FakeTikTokOne
    _codes: dict[str, frozenset[str]] = field(default_factory=dict)

    def authorize_url(self, *, state: Secret) -> str:
        query = {"app_id": "7519035078651936769", "state": state.reveal(), "redirect_uri": "https://gateway.test/cb"}
        return f"https://business.test/portal/auth?{urlencode(query)}"

    def consent(self, url: str, *tto_account_ids: str) -> tuple[str, str]:
        """Say yes for these accounts (all, when none is named); return the callback's auth_code and state."""
        code = f"auth-code-{next(self.one.serial)}"
        self._codes[code] = frozenset(tto_account_ids or self.one.accounts)
        return code, parse_qs(urlsplit(url).query)["state"][0]

    async def exchange(self, auth_code: Secret) -> MarketplaceGranted:
        async with self.one.troubles.around("marketplace.exchange"):
            reached = self._codes.pop(auth_code.reveal(), None)
            if reached is None:
                raise TikTokRefused("marketplace.exchange", "The auth code is invalid.", tiktok_code="40110")
            accounts = tuple(TtoAccount(number, self.one.accounts[number]) for number in sorted(reached))
            return MarketplaceGranted(self.one.token(*sorted(reached)), accounts)

    async def revoke(self, token: Secret) -> None:
        async with self.one.troubles.around("marketplace.revoke"):
            self.one.tokens.pop(token.reveal(), None)
