"""Whether TikTok knows the app: a token for the app itself is asked for, and thrown away."""

from collections.abc import Sequence

from creatorport.adapters.oauth.tiktok_login import AuthlibTikTokLogin
from creatorport.adapters.settings.settings import Settings
from creatorport.domain.errors import TikTokError
from creatorport.domain.readiness import Finding, Standing

_NOT_FOR_THIS_FLOW = frozenset({"unauthorized_client", "unsupported_grant_type", "invalid_scope"})


class Credentials:
    """A probe that makes one call to TikTok for Developers."""

    def __init__(self, settings: Settings, login: AuthlibTikTokLogin) -> None:
        self._settings = settings
        self._login = login

    async def __call__(self) -> Sequence[Finding]:
        return [await self._login_kit(), self._business()]

    async def _login_kit(self) -> Finding:
        subject = "TIKTOK_CLIENT_KEY and TIKTOK_CLIENT_SECRET"
        try:
            await self._login.prove_app()
        except TikTokError as error:
            if error.tiktok_code in _NOT_FOR_THIS_FLOW:
                return Finding("credentials", subject, Standing.OK, "TikTok knows this app")
            if error.tiktok_code == "invalid_client":
                remedy = "Copy both anew from the app's page at TikTok for Developers."
                return Finding("credentials", subject, Standing.MISSING, error.message, remedy)
            remedy = "Try again; if it stays, look at the rows of the network."
            return Finding("credentials", subject, Standing.UNKNOWN, error.message, remedy)
        return Finding("credentials", subject, Standing.OK, "TikTok accepts them")

    def _business(self) -> Finding:
        subject = "TIKTOK_APP_ID and TIKTOK_APP_SECRET"
        detail = "TikTok API for Business has no call that would prove them without a brand's consent"
        remedy = "Connect TikTok One once: startMarketplaceConnect."
        return Finding("credentials", subject, Standing.UNKNOWN, detail, remedy)
