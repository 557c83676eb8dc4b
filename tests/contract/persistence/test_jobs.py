import asyncio
from datetime import timedelta

import pytest

from creatorport.application.ports.jobs import (
    CaptureCampaign,
    DriveEffect,
    EnrichCreators,
    Job,
    ProcessDelivery,
    RevokeGrant,
    SubscribeToMarketplace,
    SyncAccount,
)
from creatorport.domain.ids import AccountId, CampaignId, EffectId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, UMBRA, campaign

CAPTURE = CaptureCampaign(LUMEN, CampaignId("campaign-1"))
REVOKE = RevokeGrant(LUMEN, AccountId("account-1"), "v1.k.sealed")
HOUR = timedelta(hours=1)
ONCE: list[Job] = [
    CAPTURE,
    DriveEffect(LUMEN, EffectId("effect-1")),
    SubscribeToMarketplace(LUMEN),
    SyncAccount(LUMEN, AccountId("account-1")),
    EnrichCreators(LUMEN),
]


async def test_every_kind_of_job_comes_out_as_it_was_put_in(backend: Backend) -> None:
    jobs: list[Job] = [*ONCE, ProcessDelivery("delivery-1"), REVOKE]
    async with backend.units() as uow:
        for job in jobs:
            await uow.jobs.defer(job)
        await uow.commit()
    assert [job for job, _ in await backend.waiting()] == jobs


async def test_a_job_is_gone_with_the_unit_of_work_that_deferred_it(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.jobs.defer(REVOKE)
        await uow.jobs.defer(CAPTURE)
    assert await backend.waiting() == []


@pytest.mark.parametrize("job", ONCE, ids=lambda job: type(job).__name__)
async def test_a_job_that_waits_once_is_enqueued_once(backend: Backend, job: Job) -> None:
    async with backend.units() as uow:
        await uow.jobs.defer(job)
        await uow.jobs.defer(job)
        await uow.commit()
    async with backend.units() as uow:
        await uow.jobs.defer(job)
        await uow.campaigns.add(campaign())
        await uow.commit()
    assert [one for one, _ in await backend.waiting()] == [job]
    async with backend.units() as uow:
        assert (await uow.campaigns.load(LUMEN, CampaignId("campaign-1"))).name == "Named campaign-1"


async def test_each_campaign_and_each_workspace_waits_for_itself(backend: Backend) -> None:
    jobs: list[Job] = [
        CAPTURE,
        CaptureCampaign(LUMEN, CampaignId("campaign-2")),
        SubscribeToMarketplace(LUMEN),
        SubscribeToMarketplace(UMBRA),
    ]
    async with backend.units() as uow:
        for job in jobs:
            await uow.jobs.defer(job)
        await uow.commit()
    assert [job for job, _ in await backend.waiting()] == jobs


@pytest.mark.parametrize(("first", "second"), [(HOUR, None), (None, HOUR), (HOUR, HOUR / 60)])
async def test_a_waiting_job_is_brought_forward_to_the_earlier_time(
    backend: Backend, first: timedelta | None, second: timedelta | None
) -> None:
    for after in (first, second):
        async with backend.units() as uow:
            await uow.jobs.defer(CAPTURE, after=after)
            await uow.commit()
    ((job, wait),) = await backend.waiting()
    expected = min(first or timedelta(0), second or timedelta(0))
    assert job == CAPTURE
    assert expected - timedelta(seconds=30) < wait <= expected


async def test_ensuring_leaves_a_waiting_job_its_time_and_enqueues_what_does_not_wait(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.jobs.defer(CAPTURE, after=HOUR)
        await uow.commit()
    for _ in range(2):
        async with backend.units() as uow:
            await uow.jobs.ensure(CAPTURE)
            await uow.jobs.ensure(SubscribeToMarketplace(UMBRA))
            await uow.commit()
    (_, wait), (other, at_once) = await backend.waiting()
    assert HOUR - timedelta(seconds=30) < wait <= HOUR
    assert (other, at_once <= timedelta(0)) == (SubscribeToMarketplace(UMBRA), True)


async def test_other_jobs_are_enqueued_each_time(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.jobs.defer(REVOKE, after=HOUR)
        await uow.jobs.defer(REVOKE)
        await uow.commit()
    assert [job for job, _ in await backend.waiting()] == [REVOKE, REVOKE]


async def test_concurrent_units_of_work_enqueue_one_and_lose_nothing_else(backend: Backend) -> None:
    async def work(number: int) -> None:
        async with backend.units() as uow:
            await uow.campaigns.add(campaign(f"campaign-{number}"))
            await uow.jobs.defer(CAPTURE)
            await asyncio.sleep(0)
            await uow.commit()

    await asyncio.gather(*(work(number) for number in range(8)))
    assert [job for job, _ in await backend.waiting()] == [CAPTURE]
    async with backend.units() as uow:
        for number in range(8):
            assert (await uow.campaigns.load(LUMEN, CampaignId(f"campaign-{number}"))).version == 0
