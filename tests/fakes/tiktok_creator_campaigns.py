"""Campaigns from the creator's side, on the same marketplace in memory that the brand's side has."""

from collections import defaultdict
from dataclasses import dataclass, field

from creatorport.application.ports.creator_campaigns import ORDERS_SCOPE, CreatorAccess, LinkRequest, PendingLinks
from creatorport.domain.counts import Counts
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.handle import Handle
from tests.fakes.tiktok_business_login import FakeBusinessLogin
from tests.fakes.tiktok_marketplace import FakeTikTokOne, MarketCampaign
from tests.fakes.tiktok_troubles import Troubles

SPARK_DAYS = 30


@dataclass
class _Request:
    campaign_id: str
    video_id: str
    handle: Handle
    pending: bool = True


@dataclass
class FakeCreatorCampaigns:
    """Implements CreatorCampaigns. `post` gives a creator a public video; `ask` is a brand's wish to link one."""

    one: FakeTikTokOne
    login: FakeBusinessLogin
    owned: defaultdict[Handle, list[str]] = field(default_factory=lambda: defaultdict(list))
    _requests: dict[str, _Request] = field(default_factory=dict)

    @property
    def troubles(self) -> Troubles:
        return self.one.troubles

    def post(self, handle: str) -> str:
        video_id = str(7_493_990_579_714_160_000 + next(self.one.serial))
        self.owned[Handle.of(handle)].append(video_id)
        return video_id

    def ask(self, campaign_id: str, video_id: str) -> str:
        request_id = str(7_600_000_000_000_000_000 + next(self.one.serial))
        owner = next(handle for handle, videos in self.owned.items() if video_id in videos)
        self._requests[request_id] = _Request(campaign_id, video_id, owner)
        return request_id

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

    async def pending_links(self, access: CreatorAccess, invite_link: str) -> PendingLinks:
        call = "creator_campaigns.pending_links"
        async with self.troubles.around(call):
            who = self._admit(call, access)
            made = self._campaign(call, invite_link)
            waiting = [
                LinkRequest(number, request.video_id)
                for number, request in self._requests.items()
                if (request.campaign_id, request.handle, request.pending) == (made.id, who, True)
            ]
            return PendingLinks(made.id, tuple(waiting), SPARK_DAYS)

    async def decide(self, access: CreatorAccess, request_id: str, *, approve: bool) -> None:
        call = "creator_campaigns.decide"
        async with self.troubles.around(call):
            who = self._admit(call, access)
            request = self._requests.get(request_id)
            if request is None:
                raise _refused(call, "The link request does not exist.", "40007")
            if request.handle != who:
                raise _refused(call, "No permission to operate this link request.", "40001")
            if not request.pending:
                raise _refused(call, "The request is not pending any more.")
            if approve:
                self._link(call, self.one.made[request.campaign_id], who, request.video_id)
            request.pending = False

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
