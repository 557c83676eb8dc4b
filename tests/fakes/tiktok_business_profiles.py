from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from creatorport.application.ports.creator_campaigns import CreatorAccess
from creatorport.domain.handle import Handle
from tests.fakes.tiktok_business_login import FakeBusinessLogin


@dataclass
class FakeBusinessProfiles:
    """Whose the tokens of a FakeBusinessLogin are."""

    login: FakeBusinessLogin

    async def handle(self, access: CreatorAccess, scopes: AbstractSet[str]) -> Handle | None:
        async with self.login.troubles.around("business_profiles.handle"):
            if "user.info.username" in scopes:
                return self.login.admit("business_profiles", access.token, access.open_id, "user.info.username")
            if scopes >= {"biz.creator.info", "biz.creator.insights"}:
                return self.login.admit("business_profiles", access.token, access.open_id, "biz.creator.info")
            return None
