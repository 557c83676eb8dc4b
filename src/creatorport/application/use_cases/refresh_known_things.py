from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.account_changes import change, failed
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import RefreshKnown
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.tiktok_videos import SeenVideo, TikTokVideos
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.syncing.begin import BeginSync
from creatorport.application.syncing.taking import take_profile
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoState
from creatorport.domain.errors import (
    NeedsReauth,
    TikTokAnswerLost,
    TikTokError,
    TikTokThrottled,
    TikTokUnreachable,
)
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.sync import SyncTrigger

_PASSES = (NeedsReauth, TikTokThrottled, TikTokUnreachable, TikTokAnswerLost)
"""What the planner is not told: the next rounds plan anew, with what is known then."""


@dataclass(frozen=True, slots=True)
class RefreshKnownThings:
    """Make one call that the planner chose, and take over what TikTok shows.

    A video that is left out of the answer may be gone, which only the complete list can tell: a whole walk is begun.
    """

    units: UnitsOfWork
    clock: Clock
    as_account: AsAccount
    profiles: TikTokProfiles
    videos: TikTokVideos
    begin: BeginSync
    fresh_for: timedelta

    async def __call__(self, job: RefreshKnown) -> None:
        asked_at = datetime.fromisoformat(job.asked_at)
        async with self.units() as uow:
            account = await uow.accounts.load(job.workspace_id, job.account_id)
            known = await uow.videos.find(job.workspace_id, job.account_id, job.video_ids)
        if account.grant is None:
            return
        try:
            if job.video_ids:
                await self._query(account, [one for one in known.values() if _is_wanted(one, asked_at)])
            elif account.profile_at < asked_at:
                await self._read_profile(account)
        except _PASSES:
            return
        except TikTokError as error:
            code, message = failed(error)
            await change(
                self.units, account.workspace_id, account.id, lambda one: one.fail(code, message, self.clock.now())
            )

    async def _read_profile(self, account: TikTokAccount) -> None:
        workspace = account.workspace_id
        profile = await self.as_account(
            account, lambda grant: self.profiles.read(grant.access_token, grant.scopes, on_behalf_of=workspace)
        )
        async with self.units() as uow:
            newest = await uow.accounts.load(workspace, account.id)
            if newest.grant is not None:
                await take_profile(uow, newest, profile, self.clock.now(), self.fresh_for)
                await uow.commit()

    async def _query(self, account: TikTokAccount, wanted: Sequence[AccountVideo]) -> None:
        if not wanted:
            return
        asked = {one.video_id for one in wanted}
        workspace = account.workspace_id
        found = await self.as_account(
            account, lambda grant: self.videos.query(grant.access_token, asked, on_behalf_of=workspace)
        )
        async with self.units() as uow:
            newest = await uow.accounts.load(workspace, account.id)
            if newest.grant is None:
                return
            await self._take(uow, newest, found)
            if asked - {seen.video_id for seen in found}:
                await self.begin(uow, newest, SyncTrigger.PLANNED)
            await uow.commit()

    async def _take(self, uow: UnitOfWork, account: TikTokAccount, found: Sequence[SeenVideo]) -> None:
        now = self.clock.now()
        pedigree = Pedigree(Source.TIKTOK_DISPLAY, now, now + self.fresh_for)
        known = await uow.videos.find(account.workspace_id, account.id, [seen.video_id for seen in found])
        shown = [(known[seen.video_id], seen) for seen in found if seen.video_id in known]
        await uow.videos.put([video.see(seen.facts, seen.counts, pedigree) for video, seen in shown])


def _is_wanted(video: AccountVideo, asked_at: datetime) -> bool:
    return video.state is VideoState.VISIBLE and video.seen_at < asked_at
