import asyncio
from dataclasses import replace

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId
from tests.contract.persistence.specimens import LUMEN, UMBRA, creator, later, pedigree


async def test_creators_come_back_as_they_were_stored(units: UnitsOfWork) -> None:
    mara, bare = creator(), replace(creator("ben"), avatar=None)
    async with units() as uow:
        assert await uow.creators.put([mara, bare]) == {mara.handle: mara, bare.handle: bare}
        await uow.commit()
    async with units() as uow:
        found = await uow.creators.find_by_handles(
            LUMEN, [Handle.of("@MARA.cooks"), Handle.of("ben"), Handle.of("nobody")]
        )
        assert found == {mara.handle: mara, bare.handle: bare}
        assert await uow.creators.find_many(LUMEN, [mara.id, CreatorId("creator-x")]) == {mara.id: mara}
        assert found[mara.handle].handle.text == "Mara.Cooks"


async def test_creators_of_another_workspace_are_not_there(units: UnitsOfWork) -> None:
    theirs = creator(workspace=UMBRA)
    async with units() as uow:
        await uow.creators.put([theirs])
        await uow.commit()
    async with units() as uow:
        assert await uow.creators.find_by_handles(LUMEN, [theirs.handle]) == {}
        assert await uow.creators.find_many(LUMEN, [theirs.id]) == {}


async def test_nothing_asked_and_nothing_put_is_nothing(units: UnitsOfWork) -> None:
    async with units() as uow:
        assert await uow.creators.find_by_handles(LUMEN, []) == {}
        assert await uow.creators.find_many(LUMEN, []) == {}
        assert await uow.creators.put([]) == {}


async def test_a_newer_capture_wins_and_the_first_id_stays(units: UnitsOfWork) -> None:
    first = creator()
    newer = replace(
        creator("MARA.cooks", followers=7), id=CreatorId("another"), pedigree=pedigree(later(5)), found_at=later(5)
    )
    async with units() as uow:
        await uow.creators.put([first])
        await uow.commit()
    async with units() as uow:
        stored = await uow.creators.put([newer])
        await uow.commit()
    expected = replace(newer, id=first.id, found_at=first.found_at)
    assert stored == {first.handle: expected}
    async with units() as uow:
        assert await uow.creators.find_many(LUMEN, [first.id]) == {first.id: expected}


async def test_an_older_capture_changes_nothing_and_gets_what_is_stored(units: UnitsOfWork) -> None:
    first = creator()
    older = replace(creator(followers=1), pedigree=pedigree(later(-5)), id=CreatorId("another"))
    async with units() as uow:
        await uow.creators.put([first])
        assert await uow.creators.put([older]) == {first.handle: first}


async def test_one_batch_with_the_same_creator_twice_keeps_the_newer_capture(units: UnitsOfWork) -> None:
    older = creator()
    newer = replace(creator(followers=9), pedigree=pedigree(later(1)))
    async with units() as uow:
        stored = await uow.creators.put([newer, older])
    assert stored[older.handle].reach.followers == 9


async def test_concurrent_batches_in_any_order_agree_on_one_creator_each(units: UnitsOfWork) -> None:
    names = [f"creator{number:02d}" for number in range(20)]

    async def store(worker: int) -> None:
        batch = [replace(creator(name), id=CreatorId(f"{name}-by-{worker}")) for name in names]
        async with units() as uow:
            await uow.creators.put(reversed(batch) if worker % 2 else batch)
            await asyncio.sleep(0)
            await uow.commit()

    await asyncio.gather(*(store(worker) for worker in range(6)))
    async with units() as uow:
        found = await uow.creators.find_by_handles(LUMEN, [Handle.of(name) for name in names])
        again = await uow.creators.put([creator(name) for name in names])
    assert len(found) == 20
    assert {one.id for one in again.values()} == {one.id for one in found.values()}
