from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol

from creatorport.domain.account import TokenGrant
from creatorport.domain.secret import Secret


@dataclass(frozen=True, slots=True)
class Granted:
    """What a finished consent gave: whose account, and the tokens."""

    open_id: str
    grant: TokenGrant


class TikTokLogin(Protocol):
    """TikTok's Login Kit (TikTok for Developers, OAuth v2). Every method but the first raises TikTokError."""

    def authorize_url(self, *, state: Secret, verifier: Secret, scopes: AbstractSet[str], always_ask: bool) -> str:
        """Return the page where the person consents. The challenge is the hexadecimal SHA-256 of the verifier.

        `always_ask` shows the page even when TikTok would skip it for a signed-in person.
        """
        ...

    async def exchange(self, code: Secret, verifier: Secret) -> Granted:
        """Trade a callback's code, decoded exactly once, for tokens."""
        ...

    async def refresh(self, refresh_token: Secret) -> TokenGrant:
        """Trade a refresh token for a new pair; the old one is dead once TikTok has answered.

        Raises TikTokTokenRejected when TikTok no longer knows it.
        """
        ...

    async def revoke(self, access_token: Secret) -> bool:
        """Tell TikTok that we let go; return False when the token was dead already, which ends nothing."""
        ...
