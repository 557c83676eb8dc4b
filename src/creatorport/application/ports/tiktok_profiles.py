from collections.abc import Set as AbstractSet
from typing import Protocol

from creatorport.domain.account import Profile
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.secret import Secret


class TikTokProfiles(Protocol):
    """The profile behind an access token (Display API, user info)."""

    async def read(self, access_token: Secret, scopes: AbstractSet[str], *, on_behalf_of: WorkspaceId) -> Profile:
        """Read what the granted scopes cover; everything else is None. Raises TikTokError.

        `on_behalf_of` is whose share of the app's quota is spent.
        """
        ...
