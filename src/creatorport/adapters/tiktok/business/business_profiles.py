"""Whose a creator's token is: by the Accounts API (GET /business/get/), or by TikTok One's own data."""

from collections.abc import Set as AbstractSet

from creatorport.adapters.tiktok.business.creator_side import ACCOUNTS_ID, TTO_ID, CreatorSide
from creatorport.adapters.tiktok.business.marketplace import listed
from creatorport.adapters.tiktok.endpoints import ACCOUNT_PROFILE, CREATOR_PROFILE
from creatorport.adapters.tiktok.transport import Transport
from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.domain.handle import Handle

USERNAME_SCOPE = "user.info.username"
CREATOR_SCOPES = frozenset({"biz.creator.info", "biz.creator.insights"})


class HttpBusinessProfiles:
    """Implements BusinessProfiles."""

    def __init__(self, transport: Transport) -> None:
        self._organic = CreatorSide(transport, ACCOUNTS_ID)
        self._creator = CreatorSide(transport, TTO_ID)

    async def handle(self, access: CreatorAccess, scopes: AbstractSet[str]) -> Handle | None:
        if USERNAME_SCOPE in scopes:
            answer = await self._organic.get(access, ACCOUNT_PROFILE, {"fields": listed(["username"])})
            return answer.handle("username") if answer.maybe_text("username") else None
        if scopes >= CREATOR_SCOPES:
            answer = await self._creator.get(access, CREATOR_PROFILE, {"fields": listed(["handle_name"])})
            return answer.handle("handle_name") if answer.maybe_text("handle_name") else None
        return None
