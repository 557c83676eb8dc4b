"""A small world for the reads, and how its lists are walked."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import Page, Slice
from creatorport.domain.ids import CampaignId, CreatorId, MemberId, WorkspaceId
from tests.contract.persistence.specimens import (
    NOW,
    OFFER,
    account,
    campaign,
    counts,
    creator,
    invitation,
    later,
    marketplace,
    pedigree,
    post,
    running,
)

ONE, TWO, EMPTY = CampaignId("campaign-1"), CampaignId("campaign-2"), CampaignId("campaign-3")
MARA, BEN = CreatorId("creator-mara.cooks"), CreatorId("creator-ben")


async def fill(units: UnitsOfWork, workspace: WorkspaceId) -> None:
    """Put a small world into a workspace: the same ids in each."""
    async with units() as uow:
        await uow.campaigns.add(running(workspace=workspace))
        await uow.campaigns.add(replace(campaign("campaign-2", workspace, later(1)), name="Winter 100% wool"))
        await uow.campaigns.add(campaign("campaign-3", workspace, later(1)))
        await uow.creators.put(
            [
                creator(workspace=workspace, followers=500),
                creator("ben", workspace, followers=None),
                creator("zoe", workspace, followers=900),
                creator("amy", workspace, followers=500),
            ]
        )
        await uow.invitations.add(
            [
                invitation("i-1", workspace=workspace),
                invitation("i-2", "ben", workspace=workspace, at=later(2)).send(NOW),
                invitation("i-3", "zoe", workspace=workspace, at=later(1)).send(NOW).decline(NOW, answer="No."),
                invitation("i-4", "amy", workspace=workspace, at=later(2)).send(NOW),
                invitation("i-5", "zoe", campaign_name="campaign-2", workspace=workspace, offer=OFFER),
            ]
        )
        measured = post("p-1", "1", workspace=workspace).capture(counts(100, 10), pedigree(NOW))
        await uow.posts.add(measured)
        await uow.posts.save(measured.capture(counts(90, 12), pedigree(later(10))))
        await uow.posts.add(post("p-2", "2", workspace=workspace, at=later(1)).capture(counts(7), pedigree(later(5))))
        await uow.posts.add(post("p-3", "3", handle="ben", workspace=workspace, at=later(2)))
        await uow.posts.add(post("p-4", "4", campaign_name="campaign-2", workspace=workspace))
        await uow.accounts.add(account(workspace=workspace))
        await uow.accounts.add(replace(account("account-2", "open-2", workspace, later(1)), owner=MemberId("max")))
        await uow.marketplaces.add(marketplace(workspace))
        await uow.commit()


async def walk(page_at: Callable[[Slice], Awaitable[Page[Any]]], size: int) -> list[Any]:
    """Return all nodes of a list, page by page, and check each page's facts on the way."""
    nodes: list[Any] = []
    after: str | None = None
    while True:
        page = await page_at(Slice(size, after))
        assert page.has_previous is bool(nodes)
        assert len(page.nodes) == len(page.cursors) <= size
        nodes.extend(page.nodes)
        assert page.has_next is (len(nodes) < page.total)
        if not page.has_next:
            assert len(nodes) == page.total
            return nodes
        after = page.cursors[-1]


def ids(nodes: Sequence[Any]) -> list[str]:
    return [node.id for node in nodes]
