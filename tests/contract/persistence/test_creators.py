import asyncio
from dataclasses import replace

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.creator_profile import Label, PublicFacts, Whereabouts
from creatorport.domain.handle import Handle
from creatorport.domain.ids import CreatorId
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Absence, Pedigree, Source
from tests.contract.persistence.specimens import LUMEN, NOW, UMBRA, creator, later, pedigree


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


def page(at: float, *, rate: float | None = 0.0847, price: str | None = "500") -> PublicFacts:
    return PublicFacts(
        "6900000000000000101",
        "skin first\nNYC",
        rate,
        2**40,
        None if price is None else Money.of(price, "USD"),
        (Label("11002002", "Beauty Tutorials & Tips"),),
        (),
        Pedigree(Source.TIKTOK_ONE_PUBLIC, later(at), later(at + 60)),
    )


def found_in(at: float, *countries: str) -> Whereabouts:
    return Whereabouts(frozenset(countries), Pedigree(Source.TIKTOK_ONE_DISCOVER, later(at), later(at + 60)))


async def test_a_whole_creator_comes_back_as_it_was_stored(units: UnitsOfWork) -> None:
    mara = creator().read(page(0)).found_in(found_in(0, "US", "CA"))
    ben = creator("ben").read(page(0, rate=None, price=None)).not_read(Absence.ERROR, later(9))
    zoe = creator("zoe").not_read(Absence.GONE, later(3))
    async with units() as uow:
        await uow.creators.put([mara, ben, zoe])
        await uow.commit()
    async with units() as uow:
        found = await uow.creators.find_many(LUMEN, [mara.id, ben.id, zoe.id])
    assert found == {mara.id: mara, ben.id: ben, zoe.id: zoe}


async def test_a_search_never_wipes_what_a_public_page_told_nor_the_page_what_a_search_did(units: UnitsOfWork) -> None:
    read, seen = creator().read(page(5)), replace(creator(followers=7), pedigree=pedigree(later(10)))
    async with units() as uow:
        await uow.creators.put([read])
        stored = await uow.creators.put([seen.found_in(found_in(10, "DE"))])
        assert stored[read.handle] == replace(
            read, reach=seen.reach, pedigree=seen.pedigree, whereabouts=found_in(10, "DE")
        )
        again = await uow.creators.put([creator(followers=1).read(page(20))])
        await uow.commit()
    assert again[read.handle].reach.followers == 7
    assert again[read.handle].public == page(20)
    assert again[read.handle].whereabouts == found_in(10, "DE")


async def test_an_older_page_and_an_older_place_change_nothing(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.creators.put([creator().read(page(5)).found_in(found_in(5, "US"))])
        stored = await uow.creators.put([creator().read(page(4)).found_in(found_in(4, "DE"))])
    (kept,) = stored.values()
    assert (kept.public, kept.whereabouts) == (page(5), found_in(5, "US"))


async def test_the_most_wanted_are_due_first_then_the_newest_and_nobody_twice(units: UnitsOfWork) -> None:
    names = ["amy", "ben", "cat", "dan"]
    made = [replace(creator(name), found_at=later(number)) for number, name in enumerate(names)]
    async with units() as uow:
        await uow.creators.put(made)
        await uow.creators.put([creator(workspace=UMBRA)])
        await uow.creators.want(LUMEN, [made[1].id, made[1].id, CreatorId("nobody")])
        await uow.commit()
    async with units() as uow:
        assert [one.handle.text for one in await uow.creators.due(LUMEN, NOW, 3)] == ["ben", "dan", "cat"]
        assert await uow.creators.workspaces_due(NOW) == [LUMEN, UMBRA]
        await uow.creators.put([one.read(page(0)) for one in made])
        await uow.commit()
    async with units() as uow:
        assert await uow.creators.due(LUMEN, later(59), 9) == []
        assert [one.handle.text for one in await uow.creators.due(LUMEN, later(60), 9)] == ["ben"]
        assert await uow.creators.workspaces_due(later(59)) == [UMBRA]


async def test_a_page_that_was_not_read_is_due_again_after_a_day(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.creators.put([creator().not_read(Absence.ERROR, NOW)])
        await uow.creators.want(LUMEN, [creator().id])
        assert await uow.creators.due(LUMEN, later(24 * 60 - 1), 9) == []
        assert len(await uow.creators.due(LUMEN, later(24 * 60), 9)) == 1


async def test_concurrent_wants_in_any_order_all_count(units: UnitsOfWork) -> None:
    made = [creator(f"creator{number:02d}") for number in range(10)]
    async with units() as uow:
        await uow.creators.put(made)
        await uow.commit()

    async def show(worker: int) -> None:
        async with units() as uow:
            await uow.creators.want(LUMEN, [one.id for one in (reversed(made[5:]) if worker % 2 else made)])
            await uow.commit()

    await asyncio.gather(*(show(worker) for worker in range(4)))
    async with units() as uow:
        due = await uow.creators.due(LUMEN, NOW, 20)
    assert {one.id for one in due[:5]} == {one.id for one in made[5:]}
