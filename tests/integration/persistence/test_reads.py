"""Reads for the graph: each in one statement, scoped to a workspace, page by page."""

import base64
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.reads import (
    SqlAccountReads,
    SqlCampaignReads,
    SqlCreatorReads,
    SqlInvitationReads,
    SqlPerformanceReads,
)
from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.views import (
    AccountView,
    CampaignView,
    CreatorView,
    InvitationCountsView,
    InvitationView,
    MarketplaceView,
    Page,
    PostView,
    Slice,
    SnapshotView,
    TotalsView,
)
from creatorport.domain.counts import Counts
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, InvitationId, MemberId, PostId, WorkspaceId
from tests.contract.persistence.specimens import (
    AT_TIKTOK,
    IDA,
    LUMEN,
    NOW,
    UMBRA,
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


@dataclass(frozen=True, slots=True)
class Reads:
    campaigns: SqlCampaignReads
    invitations: SqlInvitationReads
    creators: SqlCreatorReads
    performance: SqlPerformanceReads
    accounts: SqlAccountReads


@pytest.fixture
async def reads(engine: AsyncEngine, sql_units: SqlUnitsOfWork) -> Reads:
    """A small world twice over: in one workspace, and the same ids in another."""
    for workspace in (LUMEN, UMBRA):
        await _fill(sql_units, workspace)
    return Reads(
        SqlCampaignReads(engine),
        SqlInvitationReads(engine),
        SqlCreatorReads(engine),
        SqlPerformanceReads(engine),
        SqlAccountReads(engine),
    )


async def _fill(units: SqlUnitsOfWork, workspace: WorkspaceId) -> None:
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
                invitation("i-5", "zoe", campaign_name="campaign-2", workspace=workspace),
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


@asynccontextmanager
async def one_statement(engine: AsyncEngine) -> AsyncIterator[None]:
    """Assert that exactly one statement is run inside the block."""
    statements: list[str] = []

    def note(*arguments: Any) -> None:
        statements.append(arguments[2])

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    yield
    event.remove(engine.sync_engine, "before_cursor_execute", note)
    assert len(statements) == 1, statements


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


async def test_campaigns_come_newest_first(reads: Reads) -> None:
    for size in (1, 2, 3, 50):
        nodes = await walk(lambda part: reads.campaigns.page(LUMEN, part), size)
        assert ids(nodes) == ["campaign-3", "campaign-2", "campaign-1"]
    assert nodes[2] == CampaignView(
        id=ONE,
        name="Named campaign-1",
        brand_name="Lumen",
        brief="Show the lamp.",
        state="active",
        created_by="ida",
        created_at=NOW,
        tiktok_campaign_id=AT_TIKTOK.campaign_id,
        invite_link=AT_TIKTOK.invite_link,
        country_codes=("DE", "US"),
        rejection=None,
        version=0,
    )


async def test_campaigns_are_filtered_by_state_and_by_a_part_of_their_name(reads: Reads) -> None:
    active = await reads.campaigns.page(LUMEN, Slice(10), states=["active"])
    wool = await reads.campaigns.page(LUMEN, Slice(10), name_contains="0% WOOL")
    none = await reads.campaigns.page(LUMEN, Slice(10), states=["draft"], name_contains="named campaign-1")
    assert (ids(active.nodes), active.total) == (["campaign-1"], 1)
    assert (ids(wool.nodes), wool.total) == (["campaign-2"], 1)
    assert none == Page([], [], 0, has_next=False, has_previous=False)


async def test_each_read_takes_one_statement_whatever_the_number_of_keys(reads: Reads, engine: AsyncEngine) -> None:
    part = Slice(2)
    calls: list[Awaitable[object]] = [
        reads.campaigns.page(LUMEN, part, states=["active"], name_contains="a"),
        reads.campaigns.by_ids(LUMEN, [ONE, TWO, EMPTY]),
        reads.invitations.pages_of_campaigns(LUMEN, [ONE, TWO, EMPTY], part),
        reads.invitations.by_ids(LUMEN, [InvitationId("i-1"), InvitationId("i-2")]),
        reads.invitations.counts_of_campaigns(LUMEN, [ONE, TWO, EMPTY]),
        reads.creators.page(LUMEN, part, text="a", min_followers=1),
        reads.creators.by_ids(LUMEN, [MARA, BEN]),
        reads.performance.of_campaigns(LUMEN, [ONE, TWO, EMPTY]),
        reads.performance.of_creators(LUMEN, [(ONE, MARA), (ONE, BEN)]),
        reads.performance.pages_of_posts(LUMEN, [ONE, TWO, EMPTY], part),
        reads.performance.posts_by_ids(LUMEN, [PostId("p-1"), PostId("p-2")]),
        reads.performance.histories(LUMEN, [PostId("p-1"), PostId("p-2")], 5),
        reads.accounts.page(LUMEN, part, owner=IDA),
        reads.accounts.by_ids(LUMEN, [AccountId("account-1")]),
        reads.accounts.marketplace(LUMEN),
    ]
    for call in calls:
        async with one_statement(engine):
            await call


async def test_nothing_of_another_workspace_is_ever_shown(reads: Reads) -> None:
    stranger = WorkspaceId("stranger")
    assert (await reads.campaigns.page(stranger, Slice(10))).total == 0
    assert await reads.campaigns.by_ids(stranger, [ONE]) == {}
    assert await reads.invitations.pages_of_campaigns(stranger, [ONE], Slice(10)) == {}
    assert await reads.invitations.by_ids(stranger, [InvitationId("i-1")]) == {}
    assert await reads.invitations.counts_of_campaigns(stranger, [ONE]) == {}
    assert (await reads.creators.page(stranger, Slice(10))).total == 0
    assert await reads.creators.by_ids(stranger, [MARA]) == {}
    assert await reads.performance.of_campaigns(stranger, [ONE]) == {}
    assert await reads.performance.of_creators(stranger, [(ONE, MARA)]) == {}
    assert await reads.performance.pages_of_posts(stranger, [ONE], Slice(10)) == {}
    assert await reads.performance.posts_by_ids(stranger, [PostId("p-1")]) == {}
    assert await reads.performance.histories(stranger, [PostId("p-1")], 5) == {}
    assert (await reads.accounts.page(stranger, Slice(10))).total == 0
    assert await reads.accounts.by_ids(stranger, [AccountId("account-1")]) == {}
    assert await reads.accounts.marketplace(stranger) is None


async def test_no_keys_give_no_answers(reads: Reads) -> None:
    assert await reads.campaigns.by_ids(LUMEN, []) == {}
    assert await reads.invitations.pages_of_campaigns(LUMEN, [], Slice(10)) == {}
    assert await reads.performance.of_creators(LUMEN, []) == {}


async def test_each_campaigns_invitations_come_oldest_first_on_pages_of_their_own(reads: Reads) -> None:
    async def of_one(part: Slice) -> Page[InvitationView]:
        return (await reads.invitations.pages_of_campaigns(LUMEN, [ONE, TWO, EMPTY], part))[ONE]

    for size in (1, 3, 4, 10):
        assert ids(await walk(of_one, size)) == ["i-1", "i-3", "i-2", "i-4"]
    pages = await reads.invitations.pages_of_campaigns(LUMEN, [ONE, TWO, EMPTY, CampaignId("other")], Slice(2))
    assert {key: (ids(page.nodes), page.total, page.has_next) for key, page in pages.items()} == {
        ONE: (["i-1", "i-3"], 4, True),
        TWO: (["i-5"], 1, False),
        EMPTY: ([], 0, False),
    }
    sent = await reads.invitations.pages_of_campaigns(LUMEN, [ONE, TWO], Slice(5), states=["sending"])
    assert {key: ids(page.nodes) for key, page in sent.items()} == {ONE: ["i-2", "i-4"], TWO: []}


async def test_an_invitation_is_shown_whole(reads: Reads) -> None:
    shown = await reads.invitations.by_ids(LUMEN, [InvitationId("i-3"), InvitationId("nothing")])
    assert shown == {
        InvitationId("i-3"): InvitationView(
            id=InvitationId("i-3"),
            campaign_id=ONE,
            creator_id=CreatorId("creator-zoe"),
            handle="zoe",
            message="Dear Mara, join us.",
            state="declined",
            delivery=None,
            created_at=later(1),
            sent_at=None,
            answered_at=NOW,
            answer="No.",
            failure=None,
        )
    }


async def test_invitations_are_counted_by_state(reads: Reads) -> None:
    assert await reads.invitations.counts_of_campaigns(LUMEN, [ONE, TWO, EMPTY]) == {
        ONE: InvitationCountsView((("declined", 1), ("draft", 1), ("sending", 2))),
        TWO: InvitationCountsView((("draft", 1),)),
        EMPTY: InvitationCountsView(()),
    }


async def test_creators_come_by_their_reach_and_those_of_unknown_reach_last(reads: Reads) -> None:
    for size in (1, 2, 9):
        nodes = await walk(lambda part: reads.creators.page(LUMEN, part), size)
        assert ids(nodes) == ["creator-zoe", "creator-mara.cooks", "creator-amy", "creator-ben"]
    assert nodes[1] == CreatorView(
        id=MARA,
        handle="Mara.Cooks",
        display_name="Mara.Cooks ✨",
        avatar_url="https://cdn.example/a.jpeg?x=%2F&y=1",
        avatar_expires_at=later(360),
        followers=500,
        following=212,
        likes=None,
        videos=391,
        source="TIKTOK_ONE_DISCOVER",
        captured_at=NOW,
        fresh_until=later(60),
        found_at=NOW,
    )


async def test_creators_are_found_by_handle_by_name_and_by_reach(reads: Reads) -> None:
    by_handle = await reads.creators.page(LUMEN, Slice(9), text="@MARA.")
    by_name = await reads.creators.page(LUMEN, Slice(9), text="zoe ✨")
    large = await reads.creators.page(LUMEN, Slice(1), min_followers=500)
    assert ids(by_handle.nodes) == ["creator-mara.cooks"]
    assert ids(by_name.nodes) == ["creator-zoe"]
    assert (ids(large.nodes), large.total, large.has_next) == (["creator-zoe"], 3, True)


async def test_totals_sum_what_is_known_over_the_latest_captures(reads: Reads) -> None:
    one = TotalsView(3, 2, Counts(97, 12, 6, None), later(5), later(15))
    none = TotalsView(0, 0, Counts(), None, None)
    unmeasured = TotalsView(1, 0, Counts(), None, None)
    assert await reads.performance.of_campaigns(LUMEN, [ONE, TWO, EMPTY, CampaignId("other")]) == {
        ONE: one,
        TWO: unmeasured,
        EMPTY: none,
    }
    assert await reads.performance.of_creators(LUMEN, [(ONE, MARA), (ONE, BEN), (TWO, BEN), (EMPTY, MARA)]) == {
        (ONE, MARA): TotalsView(2, 2, Counts(97, 12, 6, None), later(5), later(15)),
        (ONE, BEN): unmeasured,
    }


async def test_totals_are_64_bit(reads: Reads, sql_units: SqlUnitsOfWork) -> None:
    async with sql_units() as uow:
        for number in (1, 2):
            large = post(f"p-{number}0", f"{number}0", campaign_name="campaign-3")
            await uow.posts.add(large.capture(counts(2**53 + 1), pedigree(NOW)))
        await uow.commit()
    totals = await reads.performance.of_campaigns(LUMEN, [EMPTY])
    assert totals[EMPTY].counts.views == 2**54 + 2
    assert isinstance(totals[EMPTY].counts.views, int)


async def test_each_campaigns_posts_come_in_the_order_of_linking(reads: Reads) -> None:
    async def of_one(part: Slice) -> Page[PostView]:
        return (await reads.performance.pages_of_posts(LUMEN, [TWO, ONE, EMPTY], part))[ONE]

    for size in (1, 2, 3, 10):
        assert ids(await walk(of_one, size)) == ["p-1", "p-2", "p-3"]
    pages = await reads.performance.pages_of_posts(LUMEN, [TWO, ONE, EMPTY], Slice(1))
    assert {key: (ids(page.nodes), page.total) for key, page in pages.items()} == {
        ONE: (["p-1"], 3),
        TWO: (["p-4"], 1),
        EMPTY: ([], 0),
    }


async def test_a_post_is_shown_with_its_latest_capture(reads: Reads) -> None:
    shown = await reads.performance.posts_by_ids(LUMEN, [PostId("p-1"), PostId("p-3")])
    assert shown[PostId("p-3")].latest is None
    assert shown[PostId("p-1")] == PostView(
        id=PostId("p-1"),
        campaign_id=ONE,
        creator_id=MARA,
        video_id="1",
        url="https://www.tiktok.com/@mara/video/1",
        state="published",
        published_at=later(-600),
        linked_at=NOW,
        latest=SnapshotView(Counts(90, 12, 3, None), "TIKTOK_ONE_REPORT", later(10), later(20), fell=True),
    )


async def test_a_history_holds_the_newest_captures_oldest_of_them_first(reads: Reads) -> None:
    histories = await reads.performance.histories(LUMEN, [PostId("p-1"), PostId("p-3"), PostId("nothing")], 5)
    assert {key: [one.counts.views for one in history] for key, history in histories.items()} == {
        PostId("p-1"): [100, 90],
        PostId("p-3"): [],
    }
    newest = await reads.performance.histories(LUMEN, [PostId("p-1")], 1)
    assert [one.counts.views for one in newest[PostId("p-1")]] == [90]


async def test_accounts_come_newest_first_and_by_owner(reads: Reads) -> None:
    assert ids(await walk(lambda part: reads.accounts.page(LUMEN, part), 1)) == ["account-2", "account-1"]
    mine = await reads.accounts.page(LUMEN, Slice(10), owner=IDA)
    assert (ids(mine.nodes), mine.total) == (["account-1"], 1)
    assert mine.nodes[0] == AccountView(
        id=AccountId("account-1"),
        owner="ida",
        open_id="open-mara",
        union_id="union-mara",
        handle="Mara.Cooks",
        display_name="Mara cooks",
        bio=None,
        is_verified=False,
        profile_url=None,
        avatar_url="https://cdn.example/mara.jpeg",
        avatar_expires_at=None,
        followers=2**31,
        following=None,
        likes=5,
        videos=0,
        state="limited",
        cause=None,
        scopes=("user.info.basic",),
        missing_scopes=("video.list",),
        access_expires_at=later(60),
        refresh_expires_at=later(600),
        connected_at=NOW,
        profile_at=NOW,
        fresh_until=later(24 * 60),
        updated_at=NOW,
    )


async def test_a_marketplace_is_shown_without_its_token(reads: Reads) -> None:
    assert await reads.accounts.marketplace(LUMEN) == MarketplaceView(
        "7400000000000000001", "Lumen GmbH", "ida", NOW, None
    )


def forged(*parts: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "cursor",
    [
        "",
        "x",
        "%%%",
        "é",
        forged(),
        forged("campaigns"),
        forged("campaigns", NOW.isoformat()),
        forged("campaigns", "yesterday", "campaign-1"),
        forged("campaigns", "2026-11-20T09:00:00", "campaign-1"),
        forged("campaigns", NOW.isoformat(), 7),
        forged("campaigns", NOW.isoformat(), "a\0b"),
        forged("campaigns", NOW.isoformat(), "campaign-1", "more"),
        forged("invitations", NOW.isoformat(), "campaign-1"),
        base64.urlsafe_b64encode(b"[" * 100_000).decode(),
        base64.urlsafe_b64encode(b"7").decode(),
    ],
)
async def test_a_cursor_that_is_not_of_this_list_is_refused(reads: Reads, cursor: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        await reads.campaigns.page(LUMEN, Slice(10, cursor))
    assert refused.value.field == "after"


@pytest.mark.parametrize("followers", [2**63, -(2**63) - 1, True, "7", None, 1.5])
async def test_a_cursor_with_an_impossible_number_is_refused(reads: Reads, followers: object) -> None:
    with pytest.raises(InvalidValue):
        await reads.creators.page(LUMEN, Slice(10, forged("creators", followers, "creator-1")))


async def test_a_cursor_goes_on_where_it_was_when_its_entry_has_gone(reads: Reads) -> None:
    gone = forged("campaigns", datetime(2026, 11, 20, 9, 0, 30, tzinfo=UTC).isoformat(), "campaign-x")
    page = await reads.campaigns.page(LUMEN, Slice(10, gone))
    assert (ids(page.nodes), page.total, page.has_previous) == (["campaign-1"], 3, True)
