from collections.abc import Set as AbstractSet
from typing import Protocol

from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.domain.handle import Handle


class BusinessProfiles(Protocol):
    """Whose a token of the business app is. Its open ids say nothing to Login Kit's, so only the handle tells."""

    async def handle(self, access: CreatorAccess, scopes: AbstractSet[str]) -> Handle | None:
        """Return the handle, or None where none of the granted `scopes` tells it. Raises TikTokError."""
        ...
