"""Reads ask the policy first, and never leave the member's workspace."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from creatorport.application.ports.reads import AccountReads
from creatorport.application.queries import Queries, Reads
from creatorport.application.views import AccountView, MarketplaceView, Page, Slice
from creatorport.domain.errors import NotAllowed
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, InvitationId, MemberId, PostId, WorkspaceId
from creatorport.domain.workspace import Member, Role
from tests.unit.application.stage import CREATOR, LUMEN, MANAGER, OWNER, UMBRA, VIEWER

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
PART = Slice(10)

READS: Mapping[str, Callable[[Queries], Awaitable[object]]] = {
    "campaigns": lambda it: it.campaigns(PART),
    "campaigns by ids": lambda it: it.campaigns_by_ids([CampaignId("c")]),
    "activity": lambda it: it.activity_of_campaigns([CampaignId("c")], PART),
    "invitations": lambda it: it.invitations_of_campaigns([CampaignId("c")], PART),
    "invitations by ids": lambda it: it.invitations_by_ids([InvitationId("i")]),
    "invitation counts": lambda it: it.invitation_counts([CampaignId("c")]),
    "creators": lambda it: it.creators(PART),
    "creators by ids": lambda it: it.creators_by_ids([CreatorId("c")]),
    "performance": lambda it: it.performance_of_campaigns([CampaignId("c")]),
    "performance of creators": lambda it: it.performance_of_creators([(CampaignId("c"), CreatorId("c"))]),
    "posts": lambda it: it.posts_of_campaigns([CampaignId("c")], PART),
    "posts by ids": lambda it: it.posts_by_ids([PostId("p")]),
    "histories": lambda it: it.histories([PostId("p")], 5),
    "marketplace": lambda it: it.marketplace(),
}


class Library:
    """Reads that tell which workspace was asked."""

    def __getattr__(self, name: str) -> Any:
        async def read(workspace_id: WorkspaceId, *_: object, **__: object) -> WorkspaceId:
            return workspace_id

        return read


class Accounts:
    """The account reads over a few views in memory."""

    def __init__(self, *accounts: tuple[WorkspaceId, AccountView]) -> None:
        self._accounts = accounts

    async def page(self, workspace_id: WorkspaceId, part: Slice, *, owner: MemberId | None = None) -> Page[AccountView]:
        nodes = [one for place, one in self._accounts if place == workspace_id and owner in (None, one.owner)]
        return Page(nodes[: part.first], [], len(nodes), has_next=False, has_previous=False)

    async def by_ids(self, workspace_id: WorkspaceId, ids: Collection[AccountId]) -> Mapping[AccountId, AccountView]:
        return {one.id: one for place, one in self._accounts if place == workspace_id and one.id in ids}

    async def marketplace(self, workspace_id: WorkspaceId) -> MarketplaceView | None:
        return MarketplaceView("7400", workspace_id, "olga", NOW, None)


def account(account_id: str, owner: str) -> AccountView:
    nothing: dict[str, None] = dict.fromkeys(
        (
            "union_id", "handle", "display_name", "bio", "is_verified", "profile_url", "avatar_url",
            "avatar_expires_at", "followers", "following", "likes", "videos", "cause",
            "access_expires_at", "refresh_expires_at",
        )
    )  # fmt: skip
    return AccountView(
        id=AccountId(account_id),
        owner=owner,
        open_id=f"open-{account_id}",
        state="connected",
        scopes=(),
        missing_scopes=(),
        connected_at=NOW,
        profile_at=NOW,
        fresh_until=NOW,
        updated_at=NOW,
        **nothing,
    )


HERS, HIS, FOREIGN = account("hers", CREATOR.id), account("his", "ben"), account("foreign", CREATOR.id)


def queries(member: Member) -> Queries:
    library = cast("Any", Library())
    accounts: AccountReads = Accounts((LUMEN, HERS), (LUMEN, HIS), (UMBRA, FOREIGN))
    shelves = dict.fromkeys((one.name for one in fields(Reads) if one.name != "attention"), library)
    return Queries(member, Reads(**{**shelves, "accounts": accounts}))


@pytest.mark.parametrize("read", READS)
async def test_a_creator_reads_nothing_of_the_brands(read: str) -> None:
    with pytest.raises(NotAllowed):
        await READS[read](queries(CREATOR))


@pytest.mark.parametrize("member", [OWNER, MANAGER, VIEWER], ids=str)
@pytest.mark.parametrize("read", READS)
async def test_the_brands_members_read_in_their_own_workspace(read: str, member: Member) -> None:
    for workspace in (LUMEN, UMBRA):
        answer = await READS[read](queries(Member(member.id, workspace, member.role)))
        assert (answer.name if isinstance(answer, MarketplaceView) else answer) == workspace


@pytest.mark.parametrize("member", [OWNER, MANAGER, VIEWER], ids=str)
async def test_the_brands_members_see_every_account_of_their_workspace(member: Member) -> None:
    page = await queries(member).accounts(PART)
    assert (page.nodes, page.total) == ([HERS, HIS], 2)
    ids = [HERS.id, HIS.id, FOREIGN.id]
    assert await queries(member).accounts_by_ids(ids) == {HERS.id: HERS, HIS.id: HIS}


async def test_a_creator_sees_only_the_accounts_that_are_theirs() -> None:
    page = await queries(CREATOR).accounts(PART)
    assert (page.nodes, page.total) == ([HERS], 1)
    ids = [HERS.id, HIS.id, FOREIGN.id]
    assert await queries(CREATOR).accounts_by_ids(ids) == {HERS.id: HERS}
    nobody = queries(Member(MemberId("nora"), LUMEN, Role.CREATOR))
    assert ((await nobody.accounts(PART)).nodes, await nobody.accounts_by_ids(ids)) == ([], {})


@pytest.mark.parametrize("member", [OWNER, MANAGER, VIEWER, CREATOR], ids=str)
async def test_only_owners_see_what_became_of_webhooks(member: Member) -> None:
    asking = queries(member)
    if member is OWNER:
        page: object = await asking.webhook_deliveries(PART)
        some: object = await asking.webhook_deliveries_by_ids(["d"])
        assert (page, some) == (LUMEN, LUMEN)
        return
    with pytest.raises(NotAllowed):
        await asking.webhook_deliveries(PART)
    with pytest.raises(NotAllowed):
        await asking.webhook_deliveries_by_ids(["d"])
