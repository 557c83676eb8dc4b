"""What a sync takes over from TikTok's answers, in one unit of work each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from creatorport.application.ports.tiktok_videos import SeenVideo
from creatorport.application.ports.unit_of_work import UnitOfWork
from creatorport.domain.account import Profile, TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoState
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.profile_history import ProfileSnapshot
from creatorport.domain.sync import SyncRun, Tally


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a page or batch: `fresh` videos were not seen by this step before, `known` are not new to us."""

    tally: Tally
    fresh: int
    known: int


async def take_profile(
    uow: UnitOfWork, account: TikTokAccount, profile: Profile, now: datetime, fresh_for: timedelta
) -> None:
    """Keep a profile as the account's latest, and its counts for good."""
    await uow.accounts.save(account.see(profile, now))
    if profile.reach is not None:
        pedigree = Pedigree(Source.TIKTOK_DISPLAY, now, now + fresh_for)
        snapshot = ProfileSnapshot.of(profile.reach, account.profile.reach, pedigree)
        await uow.videos.append_profile(account.workspace_id, account.id, snapshot)


async def take_videos(
    uow: UnitOfWork, run: SyncRun, videos: Sequence[SeenVideo], now: datetime, fresh_for: timedelta
) -> Taken:
    """Keep videos as TikTok shows them now."""
    pedigree = Pedigree(Source.TIKTOK_DISPLAY, now, now + fresh_for)
    began, step_began = run.started_at or now, run.step_at or now
    known = await uow.videos.find(run.workspace_id, run.account_id, [video.video_id for video in videos])
    kept: list[AccountVideo] = []
    seen_first = new = changed = returned = fresh = 0
    for seen in videos:
        before = known.get(seen.video_id)
        if before is None:
            kept.append(
                AccountVideo.found(
                    run.workspace_id,
                    run.account_id,
                    seen.video_id,
                    facts=seen.facts,
                    counts=seen.counts,
                    pedigree=pedigree,
                )
            )
            new, seen_first, fresh = new + 1, seen_first + 1, fresh + 1
            continue
        video = before.see(seen.facts, seen.counts, pedigree)
        kept.append(video)
        seen_first += before.seen_at < began
        fresh += before.seen_at < step_began
        changed += video.differs_from(before)
        returned += before.state is VideoState.NOT_VISIBLE and video.state is VideoState.VISIBLE
    await uow.videos.put(kept)
    return Taken(Tally(seen_first, new, changed, 0, returned), fresh, len(known))


async def miss_unseen(uow: UnitOfWork, run: SyncRun, now: datetime) -> int:
    """After a complete walk: whatever was visible and did not show is not visible. Return how many."""
    missed = await uow.videos.unseen(run.workspace_id, run.account_id, run.started_at or now)
    await uow.videos.put([video.miss(now) for video in missed])
    return len(missed)
