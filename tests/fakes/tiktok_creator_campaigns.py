"""Campaigns from the creator's side, on the same marketplace in memory that the brand's side has."""

from collections import defaultdict
from dataclasses import dataclass, field

from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE, CreatorAccess
from creatorport.domain.counts import Counts
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle
from tests.fakes.tiktok_business_login import FakeBusinessLogin
from tests.fakes.tiktok_marketplace import FakeTikTokOne, MarketCampaign
from tests.fakes.tiktok_troubles import Troubles


@dataclass
class FakeCreatorCampaigns:
    """Implements CreatorCampaigns. `post` gives a creator a public video."""

    one: FakeTikTokOne
    login: FakeBusinessLogin
    owned: defaultdict[Handle, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def troubles(self) -> Troubles:
        return self.one.troubles

    def post(self, handle: str) -> str:
        video_id = str(7_493_990_579_714_160_000 + next(self.one.serial))
        self.owned[Handle.of(handle)].append(video_id)
        return video_id

    async def join(self, access: CreatorAccess, invite_link: str) -> None:
        async with self.troubles.around("creator_campaigns.join"):
            who = self._admit("creator_campaigns.join", access)
            made = self._campaign("creator_campaigns.join", invite_link)
            if who not in made.invited:
                raise _refused("creator_campaigns.join", "The creator is not invited to the campaign.")
            if who not in made.joined:
                self.one.join(made.id, who.text)

    async def link_video(self, access: CreatorAccess, invite_link: str, video_id: str) -> None:
        call = "creator_campaigns.link_video"
        async with self.troubles.around(call):
            who = self._admit(call, access)
            made = self._campaign(call, invite_link)
            if video_id not in self.owned[who]:
                raise _refused(call, "No permission to operate this video.", "40001")
            if who not in made.joined:
                raise _refused(call, "The creator has not joined the campaign.")
            self._link(call, made, who, video_id)

    def _admit(self, call: str, access: CreatorAccess) -> Handle:
        return self.login.admit(call, access.token, access.open_id, ORDERS_SCOPE)

    def _campaign(self, call: str, invite_link: str) -> MarketCampaign:
        for made in self.one.made.values():
            if invite_link == f"https://www.tiktok.com/t/{made.id}/":
                return made
        raise _refused(call, "The campaign of this invite link does not exist.", "40007")

    def _link(self, call: str, made: MarketCampaign, who: Handle, video_id: str) -> None:
        if any(video_id in campaign.videos for campaign in self.one.made.values()):
            raise _refused(call, "The video is linked to a campaign already.")
        self.one.link_video(made.id, who.text, Counts(100, 10, 1, 1), video_id=video_id)


def _refused(call: str, message: str, code: str = "40002") -> TikTokRefused:
    return TikTokRefused(call, message, tiktok_code=code)
