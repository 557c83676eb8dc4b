from collections.abc import Collection
from dataclasses import dataclass

from creatorport.application.ports.match_reads import LastPost, MatchScene, Viewers
from creatorport.application.views import creator_view
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId
from creatorport.domain.insights.audience import Dimension
from creatorport.domain.insights.reading import Reading, ReadingKind
from creatorport.domain.post import VideoPost
from tests.fakes.shelf import Shelf


@dataclass
class InMemoryMatchReads:
    shelf: Shelf

    async def scene(
        self, workspace_id: WorkspaceId, campaign_id: CampaignId, ids: Collection[CreatorId]
    ) -> MatchScene | None:
        campaigns = self.shelf.of(Campaign, workspace_id, "campaign", "matches.scene")
        campaign = next((one for one in campaigns if one.id == campaign_id), None)
        if campaign is None:
            return None
        creators = [one for one in self.shelf.of(Creator, workspace_id, "creator") if one.id in ids]
        posts = self.shelf.of(VideoPost, workspace_id, "post")
        readings = {
            (key[2], key[3]): self.shelf.records[key]
            for key in self.shelf.records
            if key[:2] == ("creator reading", workspace_id)
        }
        last = {
            one.id: _last([post for post in posts if post.creator_id == one.id])
            + _shown(readings.get((one.id, ReadingKind.PUBLIC_VIDEOS)))
            for one in creators
        }
        return MatchScene(
            plan=campaign.plan,
            country_codes=campaign.at_tiktok.country_codes if campaign.at_tiktok else (),
            creators={one.id: creator_view(one) for one in creators},
            last_posts={
                key: max(known, key=lambda post: (post.published_at, post.read_at))
                for key, known in last.items()
                if known
            },
            viewers={
                one.id: watched
                for one in creators
                if (watched := _viewers(readings.get((one.id, ReadingKind.CAMPAIGNS)))) is not None
            },
        )


def _last(posts: list[VideoPost]) -> list[LastPost]:
    told = [(post, post.published_at) for post in posts if post.published_at is not None]
    if not told:
        return []
    read = [post.latest.pedigree.captured_at if post.latest else post.linked_at for post, _ in told]
    return [LastPost(max(at for _, at in told), max(read))]


def _shown(reading: Reading | None) -> list[LastPost]:
    if reading is None or reading.captured_at is None or not reading.told.videos:
        return []
    return [LastPost(max(video.published_at for video in reading.told.videos), reading.captured_at)]


def _viewers(reading: Reading | None) -> Viewers | None:
    shares = reading.told.audience.by(Dimension.COUNTRY) if reading else ()
    if reading is None or reading.captured_at is None or not shares:
        return None
    return Viewers({share.key: share.fraction for share in shares}, reading.captured_at)
