"""Permissions to advertise: storage and reads, the same whoever keeps the records."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from creatorport.application.spark_views import SparkView
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.ids import PostId, WorkspaceId
from creatorport.domain.secret import Secret
from creatorport.domain.spark import SparkAuthorization, SparkCode
from creatorport.domain.spark_states import SparkVerb
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, campaign, creator, later, post

IDS = [PostId("post-1"), PostId("post-2"), PostId("post-3"), PostId("none")]


def requested(name: str = "post-1", video: str = "1", workspace: WorkspaceId = LUMEN) -> SparkAuthorization:
    return SparkAuthorization.requested(post(name, video, workspace=workspace), 30, NOW)


def accepted(
    name: str = "post-1", video: str = "1", workspace: WorkspaceId = LUMEN, at: datetime = NOW
) -> SparkAuthorization:
    code = SparkCode(Secret(f"#code-{name}-{workspace}"), "NOT_USED", NOW, NOW + timedelta(days=30))
    return requested(name, video, workspace).shown(SparkVerb.ACCEPT, later(1), code, at)


@pytest.fixture
async def stocked(backend: Backend) -> Backend:
    async with backend.units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.campaigns.add(campaign(workspace=workspace))
            await uow.creators.put([creator(workspace=workspace)])
            for number in (1, 2, 3):
                await uow.posts.add(post(f"post-{number}", str(number), workspace=workspace))
        await uow.commit()
    return backend


async def add(backend: Backend, *sparks: SparkAuthorization) -> None:
    async with backend.units() as uow:
        for spark in sparks:
            await uow.sparks.add(spark)
        await uow.commit()


async def test_an_authorization_comes_back_as_it_was_stored(stocked: Backend) -> None:
    full = replace(
        accepted().warn(NOW + timedelta(days=29)).redeem("7000000000000000042", NOW).extend(60, NOW), failure="no"
    )
    await add(stocked, full)
    async with stocked.units() as uow:
        assert await uow.sparks.lock(LUMEN, full.id) == replace(full, events=())
        assert await uow.sparks.lock(UMBRA, full.id) is None


async def test_a_post_has_one_and_a_stale_save_is_refused(stocked: Backend) -> None:
    await add(stocked, requested())
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.sparks.add(requested())
    async with stocked.units() as uow:
        await uow.sparks.save(requested().taken(NOW))
        await uow.commit()
    async with stocked.units() as uow:
        with pytest.raises(ConcurrentChange):
            await uow.sparks.save(requested().fail("no", NOW))


async def test_what_waits_is_watched_and_what_was_looked_at_of_late_is_not(stocked: Backend) -> None:
    await add(
        stocked,
        requested("post-2", "2").taken(NOW),
        accepted(at=later(5)),
        accepted("post-3", "3", at=later(60)),
        requested("post-1", "1", UMBRA),
        accepted("post-2", "2", UMBRA, later(60)).extend(7, NOW),
    )
    async with stocked.units() as uow:
        watched = await uow.sparks.to_watch(later(60))
    assert [(one.workspace_id, one.id) for one in watched] == [
        (LUMEN, "post-2"), (LUMEN, "post-1"), (UMBRA, "post-2"),
    ]  # fmt: skip


async def test_it_is_shown_without_its_code_and_codes_apart(stocked: Backend) -> None:
    await add(stocked, accepted(), requested("post-2", "2"), accepted("post-3", "3", UMBRA))
    reads = stocked.reads.sparks
    assert await reads.of_posts(LUMEN, IDS) == {
        "post-1": SparkView.of(accepted()),
        "post-2": SparkView.of(requested("post-2", "2")),
    }
    assert await reads.codes(LUMEN, IDS) == {"post-1": Secret("#code-post-1-lumen")}
    assert await reads.codes(UMBRA, IDS) == {"post-3": Secret("#code-post-3-umbra")}


async def test_a_post_is_found_by_its_id(stocked: Backend) -> None:
    async with stocked.units() as uow:
        found = await uow.posts.find(LUMEN, PostId("post-1"))
        assert found is not None
        assert found.video_id == "1"
        assert await uow.posts.find(LUMEN, PostId("none")) is None
