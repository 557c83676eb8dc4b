import asyncio
from dataclasses import replace

from creatorport.application.list_views import ExclusionView
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import Slice
from creatorport.domain.ids import CreatorId, WorkspaceId
from creatorport.domain.lists.exclusion import Exclusion
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, creator, later
from tests.contract.persistence.world import walk

BEN, ZOE = CreatorId("creator-ben"), CreatorId("creator-zoe")


def exclusion(creator_id: CreatorId = BEN, workspace: WorkspaceId = LUMEN, minutes: float = 0) -> Exclusion:
    return Exclusion.of(workspace, creator_id, reason="Missed two dates.", by=IDA, now=later(minutes))


async def stored(units: UnitsOfWork, *exclusions: Exclusion) -> None:
    async with units() as uow:
        for workspace in (LUMEN, UMBRA):
            await uow.creators.put([creator(name, workspace) for name in ("ben", "zoe", "amy")])
        await uow.exclusions.put(exclusions)
        await uow.commit()


async def test_exclusions_come_back_as_they_were_stored_within_their_workspace(units: UnitsOfWork) -> None:
    await stored(units, exclusion(), exclusion(ZOE), exclusion(ZOE, UMBRA))
    async with units() as uow:
        assert await uow.exclusions.find_many(LUMEN, [BEN, ZOE, CreatorId("creator-amy")]) == {
            BEN: exclusion(),
            ZOE: exclusion(ZOE),
        }
        assert await uow.exclusions.find_many(UMBRA, [BEN, ZOE]) == {ZOE: exclusion(ZOE, UMBRA)}
        assert await uow.exclusions.find_many(LUMEN, []) == {}


async def test_who_is_excluded_again_has_the_newer_reason(units: UnitsOfWork) -> None:
    newer = replace(exclusion(minutes=5), reason="Rude.")
    await stored(units, exclusion())
    await stored(units, newer)
    async with units() as uow:
        assert await uow.exclusions.find_many(LUMEN, [BEN]) == {BEN: newer}


async def test_readmitting_takes_away_those_who_are_named_in_that_workspace_alone(units: UnitsOfWork) -> None:
    await stored(units, exclusion(), exclusion(ZOE), exclusion(BEN, UMBRA))
    async with units() as uow:
        await uow.exclusions.remove(LUMEN, [BEN, CreatorId("creator-amy")])
        await uow.commit()
    async with units() as uow:
        assert set(await uow.exclusions.find_many(LUMEN, [BEN, ZOE])) == {ZOE}
        assert set(await uow.exclusions.find_many(UMBRA, [BEN, ZOE])) == {BEN}


async def test_what_is_not_committed_is_not_there(units: UnitsOfWork) -> None:
    await stored(units, exclusion())
    async with units() as uow:
        await uow.exclusions.put([exclusion(ZOE)])
        await uow.exclusions.remove(LUMEN, [BEN])
    async with units() as uow:
        assert set(await uow.exclusions.find_many(LUMEN, [BEN, ZOE])) == {BEN}


async def test_many_who_exclude_the_same_creators_at_once_all_get_through(units: UnitsOfWork) -> None:
    await stored(units)

    async def exclude(minute: int) -> None:
        async with units() as uow:
            await uow.exclusions.put([exclusion(BEN, minutes=minute), exclusion(ZOE, minutes=minute)])
            await asyncio.sleep(0)
            await uow.commit()

    await asyncio.gather(*(exclude(minute) for minute in range(5)))
    async with units() as uow:
        assert set(await uow.exclusions.find_many(LUMEN, [BEN, ZOE])) == {BEN, ZOE}


async def test_the_list_shows_those_excluded_last_first(backend: Backend) -> None:
    await stored(backend.units, exclusion(), exclusion(ZOE, minutes=1), exclusion(BEN, UMBRA, minutes=2))
    reads = backend.reads.lists.exclusions
    for size in (1, 2, 50):
        nodes = await walk(lambda part: reads.page(LUMEN, part), size)
        assert [node.creator_id for node in nodes] == [ZOE, BEN]
    assert nodes[1] == ExclusionView(BEN, "Missed two dates.", "ida", NOW)
    assert (await reads.page(WorkspaceId("nobody"), Slice(5))).total == 0


async def test_exclusions_are_read_by_creator_within_their_workspace(backend: Backend) -> None:
    await stored(backend.units, exclusion(), exclusion(ZOE, UMBRA))
    reads = backend.reads.lists.exclusions
    assert await reads.of_creators(LUMEN, [BEN, ZOE]) == {BEN: ExclusionView(BEN, "Missed two dates.", "ida", NOW)}
    assert await reads.of_creators(LUMEN, []) == {}
