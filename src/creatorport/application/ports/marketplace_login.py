from dataclasses import dataclass
from typing import Protocol

from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class TtoAccount:
    """A TikTok One account that a token reaches."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class MarketplaceGranted:
    """A brand's long-lived token and the TikTok One accounts it reaches."""

    token: Secret
    accounts: tuple[TtoAccount, ...]


class MarketplaceLogin(Protocol):
    """The brand's consent (API for Business, "obtain-a-long-term-access-token"). Raises TikTokError."""

    def authorize_url(self, *, state: Secret) -> str:
        """Return the portal page where the brand consents."""
        ...

    async def exchange(self, auth_code: Secret) -> MarketplaceGranted:
        """Trade a callback's auth_code for the token, and learn its TikTok One accounts."""
        ...

    async def revoke(self, token: Secret) -> None: ...
