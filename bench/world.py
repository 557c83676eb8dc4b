"""What is measured: a database with two campaigns, the nested query, and who asks it."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from creatorport.adapters.cli import tokens
from creatorport.adapters.persistence.embedded import EmbeddedPostgres
from creatorport.adapters.persistence.schema import migrate
from creatorport.adapters.settings.keys import keys_of
from creatorport.adapters.settings.settings import Settings
from creatorport.application.performance_log import KIND, to_payload
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import campaign_performance
from creatorport.container.storage import Storage
from creatorport.domain.campaign import Campaign
from creatorport.domain.counts import Counts
from creatorport.domain.creator import Creator, Reach
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.performance import CampaignPerformance
from creatorport.domain.post import VideoPost
from creatorport.domain.workspace import Member, Role
from creatorport.graphql.global_ids import global_id

INVITATIONS = 20
OWNER = Member(MemberId("bench"), WorkspaceId("bench"), Role.OWNER)
SHARED, ALONE = CampaignId("shared"), CampaignId("alone")

NESTED = """
query ($id: ID!) {
  campaign(id: $id) {
    id name state
    invitations(first: 20) {
      totalCount
      nodes {
        id state
        creator { id handle displayName followers { value } }
        performance { posts views { value } likes { value } comments { value } shares { value } }
      }
    }
  }
}
"""

FOLLOW = """
subscription ($id: ID!) {
  campaignPerformance(campaignId: $id) {
    ... on CampaignPerformanceUpdate {
      cursor totals { posts views { value } likes { value } comments { value } shares { value } }
    }
  }
}
"""


@dataclass(frozen=True, slots=True)
class World:
    """A populated database on an embedded server of its own."""

    url: str
    settings: Settings
    units: UnitsOfWork

    @property
    def campaign(self) -> str:
        return global_id("Campaign", SHARED)

    def token(self) -> str:
        return tokens.issue(self.settings, OWNER, timedelta(hours=1))

    def environment(self) -> Mapping[str, str]:
        """The settings of a gateway on this database; nothing but these, and no TikTok."""
        return {
            "DATABASE_URL": "",
            "CREATORPORT_DATA_DIR": str(self.settings.data_dir),
            "CREATORPORT_RUN_WORKER": "false",
            **dict.fromkeys(("TIKTOK_CLIENT_KEY", "TIKTOK_CLIENT_SECRET"), "bench"),
            **dict.fromkeys(("TIKTOK_APP_ID", "TIKTOK_APP_SECRET"), "bench"),
        }

    async def change(self, campaign: CampaignId, views: int) -> None:
        """Log new numbers of a campaign, in a transaction of its own, as a capture does."""
        now = datetime.now(UTC)
        pedigree = Pedigree(Source.TIKTOK_ONE_REPORT, now, now + timedelta(minutes=15))
        post = _post(campaign, 0).capture(Counts(views, views // 10, views // 100, 0), pedigree)
        payload = to_payload(CampaignPerformance.of(campaign, [post]), frozenset({post.creator_id}))
        async with self.units() as uow:
            await uow.log.append(campaign_performance(campaign), KIND, payload, now)
            await uow.commit()


@asynccontextmanager
async def populated(folder: Path) -> AsyncIterator[World]:
    """Start the server in this folder, and fill it; stop it at the end."""
    server = EmbeddedPostgres(folder / "postgres")
    url = await asyncio.to_thread(server.start)
    try:
        await asyncio.to_thread(migrate, url)
        settings = Settings(data_dir=folder)
        storage = Storage(database_url=url, keys=keys_of(settings))
        world = World(url, settings, storage.units())
        for campaign in (SHARED, ALONE):
            await _populate(world.units, campaign)
            await world.change(campaign, 1)
        yield world
        await storage.engine().dispose()
    finally:
        server.stop()


async def _populate(units: UnitsOfWork, campaign: CampaignId) -> None:
    now = datetime.now(UTC)
    pedigree = Pedigree(Source.TIKTOK_ONE_REPORT, now, now + timedelta(minutes=15))
    async with units() as uow:
        draft = Campaign.draft(
            campaign, OWNER.workspace_id, name="Spring glow", brand_name="Lumen", brief="", by=OWNER.id, now=now
        )
        await uow.campaigns.add(draft)
        await uow.creators.put(_creator(number, pedigree) for number in range(INVITATIONS))
        await uow.invitations.add([_invitation(campaign, number, now) for number in range(INVITATIONS)])
        for number in range(INVITATIONS):
            counts = Counts(10_000 + number, 1000 + number, 100 + number, 10 + number)
            await uow.posts.add(_post(campaign, number).capture(counts, pedigree))
        await uow.commit()


def _creator(number: int, pedigree: Pedigree) -> Creator:
    return Creator(
        CreatorId(f"creator-{number}"),
        OWNER.workspace_id,
        Handle.of(f"creator.{number}"),
        f"Creator {number} ✨",
        None,
        Reach(100_000 + number, 12, None, 40),
        pedigree,
        pedigree.captured_at,
    )


def _invitation(campaign: CampaignId, number: int, now: datetime) -> Invitation:
    return Invitation.draft(
        InvitationId(f"{campaign}-{number}"),
        OWNER.workspace_id,
        campaign,
        CreatorId(f"creator-{number}"),
        handle=Handle.of(f"creator.{number}"),
        message="Would you show our serum?",
        now=now + timedelta(seconds=number),
    )


def _post(campaign: CampaignId, number: int) -> VideoPost:
    return VideoPost.linked(
        PostId(f"{campaign}-{number}"),
        OWNER.workspace_id,
        campaign,
        CreatorId(f"creator-{number}"),
        video_id=f"75{number:017}",
        url=f"https://www.tiktok.com/@creator.{number}/video/75{number:017}",
        published_at=None,
        now=datetime.now(UTC),
    )
