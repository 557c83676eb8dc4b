"""Cursors and pages of the reads: what holds for every list, whoever keeps the records."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from creatorport.application.queries import Reads
from creatorport.application.views import (
    Page,
    Slice,
)
from creatorport.domain.errors import InvalidValue
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import (
    LUMEN,
    creator,
    later,
)
from tests.contract.persistence.world import EMPTY, ONE, ids


async def test_a_cursor_of_another_list_is_refused(reads: Reads) -> None:
    part = Slice(1)
    lists: dict[str, Callable[[Slice], Awaitable[Page[Any]]]] = {
        "campaigns": lambda part: reads.campaigns.page(LUMEN, part),
        "creators": lambda part: reads.creators.page(LUMEN, part),
        "accounts": lambda part: reads.accounts.page(LUMEN, part),
        "invitations": lambda part: _only(reads.invitations.pages_of_campaigns(LUMEN, [ONE], part)),
        "posts": lambda part: _only(reads.performance.pages_of_posts(LUMEN, [ONE], part)),
    }
    cursors = {name: (await page(part)).cursors[0] for name, page in lists.items()}
    for name, page in lists.items():
        for other, cursor in {**cursors, "nothing": "", "nonsense": "%%%", "text": "é"}.items():
            if other == name:
                assert (await page(Slice(1, cursor))).has_previous
                continue
            with pytest.raises(InvalidValue) as refused:
                await page(Slice(1, cursor))
            assert (name, other, refused.value.field) == (name, other, "after")


async def test_a_cursor_holds_when_its_entry_has_left_the_list(reads: Reads, backend: Backend) -> None:
    drafts = await reads.campaigns.page(LUMEN, Slice(1), states=["draft"])
    assert (ids(drafts.nodes), drafts.total) == (["campaign-3"], 2)
    async with backend.units() as uow:
        gone = await uow.campaigns.load(LUMEN, EMPTY)
        await uow.campaigns.save(gone.cancel(later(5)))
        await uow.commit()
    rest = await reads.campaigns.page(LUMEN, Slice(1, drafts.cursors[0]), states=["draft"])
    assert (ids(rest.nodes), rest.total, rest.has_next, rest.has_previous) == (["campaign-2"], 1, False, False)


async def test_what_is_added_before_a_cursor_moves_no_page(reads: Reads, backend: Backend) -> None:
    first = await reads.creators.page(LUMEN, Slice(2))
    async with backend.units() as uow:
        await uow.creators.put([creator("newest", followers=10_000)])
        await uow.commit()
    second = await reads.creators.page(LUMEN, Slice(2, first.cursors[-1]))
    assert ids(second.nodes) == ["creator-amy", "creator-ben"]
    assert (second.total, second.has_next, second.has_previous) == (5, False, True)


async def test_a_page_behind_the_last_entry_is_empty(reads: Reads) -> None:
    every = await reads.campaigns.page(LUMEN, Slice(3))
    assert await reads.campaigns.page(LUMEN, Slice(3, every.cursors[-1])) == Page(
        [], [], 3, has_next=False, has_previous=True
    )


async def _only(pages: Awaitable[Mapping[Any, Page[Any]]]) -> Page[Any]:
    (page,) = (await pages).values()
    return page
