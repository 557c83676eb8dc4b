from collections.abc import Set as AbstractSet
from typing import Protocol

from creatorport.domain.account import Profile
from creatorport.domain.secret import Secret


class TikTokProfiles(Protocol):
    """The profile behind an access token (Display API, user info)."""

    async def read(self, access_token: Secret, scopes: AbstractSet[str]) -> Profile:
        """Read what the granted scopes cover; everything else is None. Raises TikTokError."""
        ...
