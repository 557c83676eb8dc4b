from collections.abc import Collection
from dataclasses import dataclass

from creatorport.application.ports.match_reads import LastPost, MatchScene
from creatorport.application.views import creator_view
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId
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
        last = {one.id: _last([post for post in posts if post.creator_id == one.id]) for one in creators}
        return MatchScene(
            plan=campaign.plan,
            country_codes=campaign.at_tiktok.country_codes if campaign.at_tiktok else (),
            creators={one.id: creator_view(one) for one in creators},
            last_posts={key: post for key, post in last.items() if post is not None},
        )


def _last(posts: list[VideoPost]) -> LastPost | None:
    told = [(post, post.published_at) for post in posts if post.published_at is not None]
    if not told:
        return None
    read = [post.latest.pedigree.captured_at if post.latest else post.linked_at for post, _ in told]
    return LastPost(max(at for _, at in told), max(read))
