"""The fakes as a stage."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from datetime import timedelta
from typing import Final

from creatorport.application.ports.tiktok_one import AnswerStatus, PersonalInvitation
from creatorport.domain.campaign import AtTikTok
from creatorport.domain.counts import Counts
from creatorport.domain.handle import Handle
from tests.fakes.clock import MovableClock
from tests.fakes.tiktok import (
    FakeBusinessLogin,
    FakeBusinessProfiles,
    FakeCreatorCampaigns,
    FakeMarketplaceLogin,
    FakeProfiles,
    FakeTikTokLogin,
    FakeTikTokOne,
    FakeVideos,
    Person,
    Troubles,
)
from tests.fakes.tiktok_insights import FakeCampaignAudiences, FakeConsentedInsights, FakePublicVideos
from tests.fakes.tiktok_posting import FakePosting, FakeUploads

# As many as a profile of the fakes tells.
_VIDEOS: Final = 391


class FakedTikTok:
    """Implements TikTokStage in memory."""

    handles = ("glow.by.ana", "techwithtom", "mara.cooks")
    stranger = "nosuchhandle"
    outsider = "not.yet.there"
    mark = "cp-1"

    def __init__(self) -> None:
        self.clock = MovableClock()
        self.troubles = Troubles()
        self.login = FakeTikTokLogin(self.clock, self.troubles)
        self.profiles = FakeProfiles(self.login)
        self.videos = FakeVideos(self.login)
        self.posting = FakePosting(self.login)
        self.uploads = FakeUploads(self.posting)
        self._ana = Person("-000open", self.handles[0], "Ana")
        for number in range(_VIDEOS):
            published = self.clock.now() - timedelta(hours=12 * number + 1)
            self.videos.post(self._ana, str(7_709_036_802_936_477_591 - number), published, Counts(100, 10, 1, 1))
        self._one = FakeTikTokOne(self.clock, self.troubles)
        for followers, handle in enumerate(self.handles, start=1):
            self._one.onboard(handle, followers=followers * 1000)
        self._one.outsiders.add(Handle.of(self.outsider))
        self.brand_login = FakeMarketplaceLogin(self._one)
        self.search, self.campaigns = self._one.search, self._one.campaigns
        self.pages, self.labels, self.status = self._one.pages, self._one.labels, self._one.status
        self.reports, self.invitations = self._one.reports, self._one.invitations
        self.orders = self._one.orders
        self.spark_ads, self.advertiser_id = self._one.spark_ads, next(iter(self._one.spark_ads.advertisers))
        self.orders, self.product_links = self._one.orders, self._one.product_links
        self.webhooks, self.links = self._one.webhooks, self._one.links
        self.webhooks, self.account_webhooks = self._one.webhooks, self._one.account_webhooks
        self.creator_login = FakeBusinessLogin(self.clock, self.troubles)
        self.creator_campaigns = FakeCreatorCampaigns(self._one, self.creator_login)
        self.business_profiles = FakeBusinessProfiles(self.creator_login)
        self.consented_insights = FakeConsentedInsights(self.creator_login)
        self.public_videos = FakePublicVideos(self._one)
        self.campaign_audiences = FakeCampaignAudiences(self._one)

    async def consent(self, url: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        return self.login.consent(url, self._ana, only=only)

    async def brand_consent(self, url: str) -> tuple[str, str]:
        return self.brand_login.consent(url, "7400000000000000001")

    async def creator_consent(self, url: str, handle: str, *, only: AbstractSet[str] | None = None) -> tuple[str, str]:
        return self.creator_login.consent(url, handle, only=only)

    async def work_on_posts(self) -> None:
        self.posting.finish("7709895975969675228")

    async def lose_answer(self, call: str) -> None:
        self.troubles.lose_answer(call)

    async def lose_request(self, call: str) -> None:
        self.troubles.lose_request(call)

    async def pass_time(self, by: timedelta) -> None:
        self.clock.advance(by)

    async def link_video(self, at_tiktok: AtTikTok, handle: str) -> str:
        self._one.join(at_tiktok.campaign_id, handle)
        return self._one.link_video(at_tiktok.campaign_id, handle, Counts(100, 10, 1, 1))

    async def videos_of(self, handle: str) -> Sequence[str]:
        return [self.creator_campaigns.post(handle) for _ in range(3)]

    async def decide_spark(self, video_id: str, *, accept: bool) -> None:
        self._one.spark_ads.decide(video_id, accept=accept)

    async def accept(self, invitation: PersonalInvitation) -> None:
        self._one.answer(invitation.tiktok_id, AnswerStatus.ACCEPTED)
