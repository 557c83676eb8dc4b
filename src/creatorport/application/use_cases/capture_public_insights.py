from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.marketplace_access import maybe_access
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.insight_sources import CampaignAudiences, PublicVideos
from creatorport.application.ports.jobs import CaptureCreatorInsights
from creatorport.application.ports.tiktok_one import Access
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.campaign import Campaign
from creatorport.domain.creator import Creator
from creatorport.domain.errors import MarketplaceNotConnected, TikTokError, TikTokThrottled
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.insights.audience import Audience, blended
from creatorport.domain.insights.reading import PUBLIC, Reading, ReadingKind, Told, first_failure
from creatorport.domain.insights.videos import MOST_VIDEOS
from creatorport.domain.pedigree import Absence

MOST_CAMPAIGNS = 5
"""Of a creator's campaigns, the newest whose reports are read for who watched."""


@dataclass(frozen=True, slots=True)
class CapturePublicInsights:
    """Read what is due of a creator's public insights. Limits and failures are met as for an account's own."""

    units: UnitsOfWork
    clock: Clock
    videos: PublicVideos
    audiences: CampaignAudiences
    fresh_for: timedelta

    async def __call__(self, job: CaptureCreatorInsights) -> None:
        async with self.units() as uow:
            creator = (await uow.creators.find_many(job.workspace_id, [job.creator_id])).get(job.creator_id)
            known = await uow.creator_readings.of(job.workspace_id, job.creator_id)
        if creator is None:
            return
        access = await maybe_access(self.units, job.workspace_id)
        for kind in PUBLIC:
            reading = known.get(kind)
            if reading is None or reading.is_due(self.clock.now()):
                await self._capture(access, creator, kind, reading)

    async def _capture(self, access: Access | None, creator: Creator, kind: ReadingKind, known: Reading | None) -> None:
        now = self.clock.now()
        if access is None:
            code = MarketplaceNotConnected.code
            await self._keep(creator, known.failed(code, now) if known else first_failure(kind, code, now))
            return
        try:
            reading = await self._read(access, creator, kind)
        except TikTokError as error:
            failed = known.failed(error.code, now) if known else first_failure(kind, error.code, now)
            await self._keep(creator, failed)
            if isinstance(error, TikTokThrottled):
                raise
        else:
            await self._keep(creator, reading)

    async def _read(self, access: Access, creator: Creator, kind: ReadingKind) -> Reading:
        now = self.clock.now()
        if kind is ReadingKind.CAMPAIGNS:
            return Reading.taken(kind, Told(await self._watchers(access, creator)), now, self.fresh_for)
        videos = await self.videos.newest(access, creator.handle, most=MOST_VIDEOS)
        if videos is None:
            return Reading.refused(kind, Absence.GONE, now)
        return Reading.taken(kind, Told(videos=tuple(videos)), now, self.fresh_for)

    async def _watchers(self, access: Access, creator: Creator) -> Audience:
        parts = []
        for campaign in await self._campaigns(creator.workspace_id, creator):
            if campaign.at_tiktok is not None:
                watched = await self.audiences.read(access, campaign.at_tiktok)
                parts += [(one.views, one.audience) for one in watched if one.handle == creator.handle]
        return blended(parts)

    async def _campaigns(self, workspace_id: WorkspaceId, creator: Creator) -> Sequence[Campaign]:
        async with self.units() as uow:
            ids = await uow.posts.campaigns_of(workspace_id, creator.id, MOST_CAMPAIGNS)
            return [await uow.campaigns.load(workspace_id, one) for one in ids]

    async def _keep(self, creator: Creator, reading: Reading) -> None:
        async with self.units() as uow:
            await uow.creator_readings.put(creator.workspace_id, creator.id, reading)
            await uow.commit()
