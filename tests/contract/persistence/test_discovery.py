"""What discovery keeps: the results of searches, and TikTok One's categories."""

from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.categories import Categories
from creatorport.domain.creator_profile import Label
from creatorport.domain.errors import ConcurrentChange
from creatorport.domain.found_list import FoundList, Window
from creatorport.domain.ids import CreatorId, FoundListId, WorkspaceId
from tests.contract.persistence.specimens import LUMEN, UMBRA, later


def a_list(name: str = "l-1", workspace: WorkspaceId = LUMEN, *, scope: str = "s", at: float = 0) -> FoundList:
    return FoundList.begin(
        FoundListId(name),
        workspace,
        scope=scope,
        by_key=True,
        ascending=False,
        groups=[("US", "CA"), ("DE",)],
        now=later(at),
        kept_for=timedelta(hours=1),
    )


WALKED = a_list().walked(0, Window(1, 200), [(CreatorId("a"), 2**53 + 1), (CreatorId("b"), None)], 700)


async def test_a_list_comes_back_as_it_was_stored_and_walks_on(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.found_lists.add(WALKED)
        await uow.commit()
    async with units() as uow:
        found = await uow.found_lists.find(LUMEN, WALKED.id)
        assert found == WALKED
        further = found.walked(1, found.walks[1].window(), [(CreatorId("c"), 7)], 1)
        await uow.found_lists.save(further)
        await uow.commit()
    async with units() as uow:
        assert await uow.found_lists.find(LUMEN, WALKED.id) == replace(further, version=1)
        assert await uow.found_lists.find(LUMEN, FoundListId("other")) is None
        assert await uow.found_lists.find(UMBRA, WALKED.id) is None


async def test_of_two_who_walk_on_at_once_one_is_told(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.found_lists.add(WALKED)
        await uow.commit()
    async with units() as first, units() as second:
        mine, theirs = (
            (await first.found_lists.find(LUMEN, WALKED.id)),
            (await second.found_lists.find(LUMEN, WALKED.id)),
        )
        assert mine is not None
        assert theirs is not None
        await first.found_lists.save(mine)
        await first.commit()
        with pytest.raises(ConcurrentChange):
            await second.found_lists.save(theirs)


async def test_the_newest_of_a_search_is_found_and_of_no_other(units: UnitsOfWork) -> None:
    lists = [a_list("l-1"), a_list("l-3", at=5), a_list("l-2", at=3), a_list("l-4", scope="t"), a_list("l-5", UMBRA)]
    async with units() as uow:
        for one in lists:
            await uow.found_lists.add(one)
        await uow.commit()
    async with units() as uow:
        assert await uow.found_lists.newest(LUMEN, "s") == lists[1]
        assert await uow.found_lists.newest(UMBRA, "s") == lists[4]
        assert await uow.found_lists.newest(UMBRA, "t") is None


async def test_what_expired_is_forgotten(units: UnitsOfWork) -> None:
    async with units() as uow:
        await uow.found_lists.add(a_list("l-1"))
        await uow.found_lists.add(a_list("l-2", at=1))
        await uow.found_lists.add(a_list("l-3", UMBRA))
        await uow.commit()
    async with units() as uow:
        assert await uow.found_lists.forget_before(later(61)) == 2
        await uow.commit()
    async with units() as uow:
        assert await uow.found_lists.find(LUMEN, FoundListId("l-1")) is None
        assert await uow.found_lists.find(LUMEN, FoundListId("l-2")) is not None


async def test_the_newest_reading_of_the_categories_is_kept_for_each_workspace(units: UnitsOfWork) -> None:
    old = Categories(LUMEN, (Label("1", "Dance"),), (), later(0))
    new = Categories(LUMEN, (Label("1", "Dance"), Label("2", "Comedy")), (Label("9", "Games"),), later(5))
    async with units() as uow:
        assert await uow.categories.find(LUMEN) is None
        await uow.categories.put(new)
        await uow.categories.put(old)
        await uow.commit()
    async with units() as uow:
        assert await uow.categories.find(LUMEN) == new
        assert await uow.categories.find(UMBRA) is None
        await uow.categories.put(replace(new, content=(), read_at=later(9)))
        assert await uow.categories.find(LUMEN) == replace(new, content=(), read_at=later(9))
