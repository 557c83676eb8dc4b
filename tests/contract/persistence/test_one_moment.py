"""Reads of one block agree with each other, whatever is committed between them."""

import asyncio

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CampaignId, CreatorId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import LUMEN, NOW, campaign, counts, creator, later, pedigree, post

ONE, MARA = CampaignId("campaign-1"), creator().id


@pytest.fixture
async def measured(backend: Backend) -> Backend:
    async with backend.units() as uow:
        await uow.campaigns.add(campaign())
        await uow.creators.put([creator()])
        await uow.posts.add(post().capture(counts(100), pedigree(NOW)))
        await uow.commit()
    return backend


async def capture(units: UnitsOfWork, views: int) -> None:
    async with units() as uow:
        [known] = await uow.posts.of_campaign(LUMEN, ONE)
        await uow.posts.save(known.capture(counts(views), pedigree(later(views))))
        await uow.commit()


async def total(backend: Backend) -> int | None:
    return (await backend.reads.performance.of_campaigns(LUMEN, [ONE]))[ONE].counts.views


async def part(backend: Backend) -> int | None:
    pair = (ONE, MARA)
    return (await backend.reads.performance.of_creators(LUMEN, [pair]))[pair].counts.views


async def test_what_is_committed_between_two_reads_of_a_block_is_not_seen_by_the_second(measured: Backend) -> None:
    async with measured.reads.one_moment():
        assert await total(measured) == 100
        await capture(measured.units, 250)
        assert (await total(measured), await part(measured)) == (100, 100)
    assert (await total(measured), await part(measured)) == (250, 250)


async def test_without_a_block_each_read_is_of_its_own_moment(measured: Backend) -> None:
    assert await total(measured) == 100
    await capture(measured.units, 250)
    assert await part(measured) == 250


async def test_reads_begun_at_once_share_the_moment_of_their_block_and_blocks_have_each_their_own(
    measured: Backend,
) -> None:
    began, went_on = asyncio.Event(), asyncio.Event()

    async def earlier() -> tuple[int | None, ...]:
        async with measured.reads.one_moment():
            first = await total(measured)
            began.set()
            await went_on.wait()
            return first, *await asyncio.gather(part(measured), total(measured))

    async def later_on() -> tuple[int | None, ...]:
        await began.wait()
        await capture(measured.units, 250)
        async with measured.reads.one_moment():
            seen = await total(measured)
            went_on.set()
            return seen, await part(measured)

    before, behind = await asyncio.gather(earlier(), later_on())
    assert (before, behind) == ((100, 100, 100), (250, 250))


async def test_a_read_that_fails_ends_the_moment_and_spoils_no_other_read(measured: Backend) -> None:
    async with measured.reads.one_moment():
        assert await total(measured) == 100
        await capture(measured.units, 250)
        try:
            await measured.reads.creators.by_ids(LUMEN, [CreatorId("no\0thing")])
        except InvalidValue:
            assert (await total(measured), await part(measured)) == (250, 250)
        else:  # the fake stores whatever it is given
            assert (await total(measured), await part(measured)) == (100, 100)
