"""The contract of Attention: what is noticed is watched, as the planner reads it."""

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from creatorport.adapters.persistence.attention import SqlAttention
from creatorport.application.ports.attention import ACCOUNT, CAMPAIGN, LASTS, Attention
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.account import TikTokAccount
from creatorport.domain.account_video import AccountVideo, VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.ids import AccountId, WorkspaceId
from creatorport.domain.pedigree import Pedigree, Source
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, account, creator, grant, later, post, running
from tests.fakes.clock import MovableClock

SCOPES = frozenset({"user.info.basic", "user.info.stats", "video.list"})
MOMENT = timedelta(microseconds=1)

MARAS = {"account-1.1", "account-1.2", "profile:account-1"}
IN_THE_CAMPAIGN = {"account-1.2", "account-2.2"}


@dataclass(frozen=True, slots=True)
class Watch:
    units: UnitsOfWork
    attention: Attention
    clock: MovableClock

    async def settled(self) -> None:
        """Let what was noted be written down: one of the two does it every few seconds."""
        if isinstance(self.attention, SqlAttention):
            await self.attention.write()

    async def watched(self, workspace: WorkspaceId = LUMEN) -> set[str]:
        await self.settled()
        async with self.units() as uow:
            found = await uow.plans.refreshables(self.clock.now(), workspace_id=workspace)
        return {one.key for one in found if one.watched}


def granted(name: str, open_id: str, workspace: WorkspaceId) -> TikTokAccount:
    held = grant(scopes=SCOPES)
    return replace(account(name, open_id, workspace), grant=held, requested_scopes=SCOPES)


def video(workspace: WorkspaceId, account_name: str, video_id: str) -> AccountVideo:
    seen = Pedigree(Source.TIKTOK_DISPLAY, NOW, later(60))
    return AccountVideo.found(
        workspace, AccountId(account_name), video_id, facts=VideoFacts(), counts=Counts(100), pedigree=seen
    )


@pytest.fixture
async def watch(backend: Backend) -> Watch:
    """Two accounts of two videos, the second of each in a running campaign; and the same in another workspace."""
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(running(workspace=workspace))
            await uow.creators.put([creator(workspace=workspace)])
            await uow.posts.add(post("p-1", "2", workspace=workspace))
            for name, open_id in (("account-1", "open-mara"), ("account-2", "open-ben")):
                await uow.accounts.add(granted(name, open_id, workspace))
                await uow.videos.put([video(workspace, name, one) for one in ("1", "2")])
        await uow.commit()
    clock = MovableClock(NOW)
    return Watch(backend.units, backend.attention(clock), clock)


async def test_nothing_is_watched_where_nothing_was_noticed(watch: Watch) -> None:
    watch.attention.notice(LUMEN, ACCOUNT, [])
    assert await watch.watched() == set()


async def test_who_reads_an_account_watches_its_profile_and_its_videos_and_no_other_accounts(watch: Watch) -> None:
    watch.attention.notice(LUMEN, ACCOUNT, ["account-1"])
    assert await watch.watched() == MARAS


async def test_who_reads_a_campaign_watches_the_videos_that_were_posted_for_it(watch: Watch) -> None:
    watch.attention.notice(LUMEN, CAMPAIGN, ["campaign-1"])
    assert await watch.watched() == IN_THE_CAMPAIGN


async def test_an_id_is_of_the_kind_that_was_said(watch: Watch) -> None:
    watch.attention.notice(LUMEN, CAMPAIGN, ["account-1", "nothing"])
    watch.attention.notice(LUMEN, ACCOUNT, ["campaign-1"])
    assert await watch.watched() == set()


async def test_attention_ends_ten_minutes_after_the_last_look(watch: Watch) -> None:
    watch.attention.notice(LUMEN, ACCOUNT, ["account-1"])
    await watch.settled()
    watch.clock.advance(LASTS - MOMENT)
    assert await watch.watched() == MARAS
    watch.clock.advance(MOMENT)
    assert await watch.watched() == set()
    watch.attention.notice(LUMEN, ACCOUNT, ["account-1", "account-2"])
    assert await watch.watched() == {*MARAS, *(key.replace("-1", "-2", 1) for key in MARAS)}


async def test_each_look_prolongs_it(watch: Watch) -> None:
    for _ in range(3):
        watch.attention.notice(LUMEN, ACCOUNT, ["account-1", "account-1"])
        await watch.settled()
        watch.clock.advance(LASTS - MOMENT)
    assert await watch.watched() == MARAS


async def test_what_one_workspace_looks_at_is_not_watched_in_another(watch: Watch) -> None:
    watch.attention.notice(UMBRA, ACCOUNT, ["account-1"])
    with watch.attention.watching(UMBRA, CAMPAIGN, "campaign-1"):
        assert await watch.watched() == set()
        assert await watch.watched(UMBRA) == MARAS | IN_THE_CAMPAIGN


async def test_what_is_followed_is_watched_for_as_long_as_it_is_followed_and_as_a_look_afterwards(watch: Watch) -> None:
    with watch.attention.watching(LUMEN, CAMPAIGN, "campaign-1"):
        assert await watch.watched() == IN_THE_CAMPAIGN
        watch.clock.advance(timedelta(hours=5))
        assert await watch.watched() == IN_THE_CAMPAIGN
    watch.clock.advance(LASTS - MOMENT)
    assert await watch.watched() == IN_THE_CAMPAIGN
    watch.clock.advance(MOMENT)
    assert await watch.watched() == set()


async def test_it_is_followed_until_the_last_of_its_followers_leaves_however_they_leave(watch: Watch) -> None:
    with watch.attention.watching(LUMEN, ACCOUNT, "account-1"):
        with pytest.raises(ConnectionResetError), watch.attention.watching(LUMEN, ACCOUNT, "account-1"):
            raise ConnectionResetError
        await watch.settled()
        watch.clock.advance(2 * LASTS)
        assert await watch.watched() == MARAS
    watch.clock.advance(LASTS)
    assert await watch.watched() == set()
