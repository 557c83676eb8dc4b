from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from creatorport.application.ports.clock import Clock
from creatorport.application.ports.jobs import SyncAccount
from creatorport.application.ports.tiktok_profiles import TikTokProfiles
from creatorport.application.ports.tiktok_videos import QUERY_MOST, VIDEOS_SCOPE, SeenVideo, TikTokVideos
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.syncing.authorized import AsAccount
from creatorport.application.syncing.progress import tell
from creatorport.application.syncing.taking import miss_unseen, take_profile, take_videos
from creatorport.domain.account import TikTokAccount
from creatorport.domain.errors import (
    NeedsReauth,
    TikTokAnswerLost,
    TikTokError,
    TikTokThrottled,
    TikTokUnreachable,
)
from creatorport.domain.sync import SyncRun, SyncState, SyncStep

LIST_UNBELIEVABLE: Final = "LIST_UNBELIEVABLE"
"""The code of a run that ended because TikTok's list led nowhere, or contradicted the profile."""
_UNBELIEVABLE: Final = "TikTok's list of videos leads nowhere, or contradicts the profile; nothing was taken as gone."

_FIRST_PAUSE = timedelta(seconds=30)
_LONGEST_PAUSE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class RunSync:
    """Drive an account's open sync run to its end, one answer of TikTok per unit of work.

    A run whose process died goes on at its cursor. Limits and hiccups pause it; whatever ends it early, all that was
    known stays. Without an open run there is nothing to do.
    """

    units: UnitsOfWork
    clock: Clock
    as_account: AsAccount
    profiles: TikTokProfiles
    videos: TikTokVideos
    fresh_for: timedelta

    async def __call__(self, job: SyncAccount) -> None:
        run = await self._begin(job)
        try:
            while run is not None and run.is_open:
                run = await self._step(run)
        except (TikTokError, NeedsReauth) as error:
            await self._stop(run, error)

    async def _begin(self, job: SyncAccount) -> SyncRun | None:
        async with self.units() as uow:
            run = await uow.syncs.find_open(job.workspace_id, job.account_id)
            return None if run is None else await self._commit(uow, run.start(self.clock.now()))

    async def _step(self, run: SyncRun) -> SyncRun:
        async with self.units() as uow:
            account = await uow.accounts.load(run.workspace_id, run.account_id)
        match run.step:
            case SyncStep.PROFILE:
                return await self._read_profile(run, account)
            case SyncStep.KNOWN:
                return await self._query_known(run, account)
            case SyncStep.NEWEST | SyncStep.WALK:
                return await self._read_page(run, account)

    async def _read_profile(self, run: SyncRun, account: TikTokAccount) -> SyncRun:
        workspace = run.workspace_id
        profile = await self.as_account(
            account, lambda grant: self.profiles.read(grant.access_token, grant.scopes, on_behalf_of=workspace)
        )
        now = self.clock.now()
        async with self.units() as uow:
            newest = await _still_granted(uow, run)
            await take_profile(uow, newest, profile, now, self.fresh_for)
            run = run.spend()
            if newest.grant is None or VIDEOS_SCOPE not in newest.grant.scopes:
                return await self._commit(uow, run.finish(now))
            return await self._commit(uow, run.turn_to(SyncStep.WALK if run.whole else SyncStep.NEWEST, now))

    async def _read_page(self, run: SyncRun, account: TikTokAccount) -> SyncRun:
        cursor, workspace = run.cursor, run.workspace_id
        page = await self.as_account(
            account, lambda grant: self.videos.page(grant.access_token, cursor=cursor, on_behalf_of=workspace)
        )
        now = self.clock.now()
        async with self.units() as uow:
            newest = await _still_granted(uow, run)
            taken = await take_videos(uow, run, page.videos, now, self.fresh_for)
            run = run.spend().take_page(taken.tally, page.cursor, fresh=taken.fresh, has_more=page.has_more)
            reach = newest.profile.reach
            if run.is_stuck or (not page.has_more and run.tally.seen == 0 and reach and reach.videos):
                run = run.fail(LIST_UNBELIEVABLE, _UNBELIEVABLE, now)
                await uow.accounts.save(newest.fail(LIST_UNBELIEVABLE, _UNBELIEVABLE, now))
            elif not page.has_more:
                run = await self._complete(uow, run)
            elif run.step is SyncStep.NEWEST and taken.known:
                run = run.turn_to(SyncStep.KNOWN, now)
            return await self._commit(uow, run)

    async def _query_known(self, run: SyncRun, account: TikTokAccount) -> SyncRun:
        now = self.clock.now()
        async with self.units() as uow:
            unseen = await uow.videos.unseen(run.workspace_id, run.account_id, run.started_at or now, most=QUERY_MOST)
        asked = {video.video_id for video in unseen}
        found: list[SeenVideo] = []
        if asked:
            workspace = run.workspace_id
            found = list(
                await self.as_account(
                    account, lambda grant: self.videos.query(grant.access_token, asked, on_behalf_of=workspace)
                )
            )
        now = self.clock.now()
        async with self.units() as uow:
            await _still_granted(uow, run)
            taken = await take_videos(uow, run, found, now, self.fresh_for)
            run = run.spend(bool(asked)).take_batch(taken.tally)
            if asked - {video.video_id for video in found}:
                # Left out is not yet gone: only the complete list can tell.
                run = run.turn_to(SyncStep.WALK, now)
            elif len(asked) < QUERY_MOST:
                run = run.finish(now)
            return await self._commit(uow, run)

    async def _complete(self, uow: UnitOfWork, run: SyncRun) -> SyncRun:
        now = self.clock.now()
        times = await uow.syncs.lock_times(run.workspace_id, run.account_id)
        await uow.syncs.keep_times(replace(times, walked_at=now))
        return run.finish(now, vanished=await miss_unseen(uow, run, now))

    async def _stop(self, run: SyncRun | None, error: TikTokError | NeedsReauth) -> None:
        """Pause after what passes by itself, end after the rest."""
        if run is None:
            return
        now = self.clock.now()
        spent = run.spend(_reached_tiktok(error))
        async with self.units() as uow:
            if isinstance(error, TikTokThrottled):
                pause = timedelta(seconds=error.retry_after)
                paused = spent.interrupt(error.code, error.message, retry_at=now + pause, counts=False)
            elif isinstance(error, TikTokUnreachable | TikTokAnswerLost):
                pause = min(_FIRST_PAUSE * 2**run.troubles, _LONGEST_PAUSE)
                paused = spent.interrupt(error.code, error.message, retry_at=now + pause, counts=True)
            else:
                paused = spent
            if paused.state is SyncState.INTERRUPTED and not paused.is_given_up:
                await uow.jobs.defer(SyncAccount(run.workspace_id, run.account_id), after=pause)
                await self._commit(uow, paused)
                return
            account = await uow.accounts.load(run.workspace_id, run.account_id)
            if account.grant is not None:
                await uow.accounts.save(account.fail(error.code, str(error), now))
            await self._commit(uow, paused.fail(error.code, str(error), now))

    async def _commit(self, uow: UnitOfWork, run: SyncRun) -> SyncRun:
        await uow.syncs.save(run)
        await tell(uow, run, self.clock.now())
        await uow.commit()
        return replace(run, version=run.version + 1)


async def _still_granted(uow: UnitOfWork, run: SyncRun) -> TikTokAccount:
    """Return the account; nothing is taken over for one that was let go of while TikTok answered."""
    account = await uow.accounts.load(run.workspace_id, run.account_id)
    if account.grant is None:
        raise NeedsReauth(account.cause or "the account is disconnected")
    return account


def _reached_tiktok(error: TikTokError | NeedsReauth) -> bool:
    return isinstance(error, TikTokError) and error.sent
