"""Reads for the graph: order, pages, filters and tenants, the same whoever keeps the records."""

from dataclasses import replace

from creatorport.application.negotiation_views import TermsView
from creatorport.application.queries import Reads
from creatorport.application.stored_creators import StoredQuery
from creatorport.application.views import (
    AccountView,
    CampaignView,
    CreatorView,
    InvitationCountsView,
    InvitationView,
    MarketplaceView,
    Page,
    Slice,
)
from creatorport.domain.ids import AccountId, CampaignId, CreatorId, InvitationId, PostId, WorkspaceId
from creatorport.domain.terms import Offer, ProposedBy, Terms
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import (
    AT_TIKTOK,
    IDA,
    LUMEN,
    NOW,
    OFFER,
    PLAN,
    UMBRA,
    campaign,
    creator,
    later,
)
from tests.contract.persistence.world import BEN, EMPTY, MARA, ONE, TWO, ids, walk


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
        plan=PLAN,
    )


async def test_campaigns_are_filtered_by_state_and_by_a_part_of_their_name(reads: Reads) -> None:
    active = await reads.campaigns.page(LUMEN, Slice(10), states=["active"])
    wool = await reads.campaigns.page(LUMEN, Slice(10), name_contains="0% WOOL")
    none = await reads.campaigns.page(LUMEN, Slice(10), states=["draft"], name_contains="named campaign-1")
    assert (ids(active.nodes), active.total) == (["campaign-1"], 1)
    assert (ids(wool.nodes), wool.total) == (["campaign-2"], 1)
    assert none == Page([], [], 0, has_next=False, has_previous=False)


async def test_archived_campaigns_are_left_out_on_request(backend: Backend, reads: Reads) -> None:
    async with backend.units() as uow:
        await uow.campaigns.save((await uow.campaigns.load(LUMEN, EMPTY)).archive(NOW))
        await uow.commit()
    every = await reads.campaigns.page(LUMEN, Slice(10))
    shown = await reads.campaigns.page(LUMEN, Slice(10), with_archived=False)
    assert (every.total, every.nodes[0].archived_at) == (3, NOW)
    assert (ids(shown.nodes), shown.total) == (["campaign-2", "campaign-1"], 2)


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
            responded_at=NOW,
            expires_at=later(14 * 24 * 60),
        )
    }


async def test_terms_are_shown_in_all_versions_and_as_they_stand(reads: Reads, backend: Backend) -> None:
    more = Terms(2, Offer(), ProposedBy.CREATOR, later(9), "For nothing.")
    async with backend.units() as uow:
        seen = await uow.invitations.load(LUMEN, InvitationId("i-5"))
        await uow.invitations.save(replace(seen, terms=(*seen.terms, more)))
        await uow.commit()
    one, five = InvitationId("i-1"), InvitationId("i-5")
    asked = [one, five, InvitationId("nothing")]
    first, second = TermsView(1, OFFER, "BRAND", NOW, ""), TermsView(2, Offer(), "CREATOR", later(9), "For nothing.")
    empty = TermsView(1, Offer(), "BRAND", NOW, "")
    assert await reads.invitations.terms_of_invitations(LUMEN, asked) == {one: [empty], five: [first, second]}
    assert await reads.invitations.current_terms(LUMEN, asked) == {one: empty, five: second}
    assert await reads.invitations.terms_of_invitations(UMBRA, [five]) == {five: [first]}
    assert await reads.invitations.current_terms(UMBRA, [five]) == {five: first}
    assert await reads.invitations.terms_of_invitations(WorkspaceId("stranger"), [five]) == {}
    assert await reads.invitations.current_terms(WorkspaceId("stranger"), [five]) == {}


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
    by_handle = await reads.creators.page(LUMEN, Slice(9), StoredQuery("@MARA."))
    by_name = await reads.creators.page(LUMEN, Slice(9), StoredQuery("zoe ✨"))
    large = await reads.creators.page(LUMEN, Slice(1), StoredQuery(min_followers=500))
    assert ids(by_handle.nodes) == ["creator-mara.cooks"]
    assert ids(by_name.nodes) == ["creator-zoe"]
    assert (ids(large.nodes), large.total, large.has_next) == (["creator-zoe"], 3, True)


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


async def test_no_followers_and_unknown_followers_are_two_things(backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.creators.put([creator("none", followers=0), creator("unknown", followers=None)])
        await uow.commit()
    assert ids((await backend.reads.creators.page(LUMEN, Slice(9))).nodes) == ["creator-none", "creator-unknown"]
    assert ids((await backend.reads.creators.page(LUMEN, Slice(9), StoredQuery(min_followers=0))).nodes) == [
        "creator-none"
    ]


async def test_an_empty_text_finds_everything(reads: Reads) -> None:
    assert (await reads.creators.page(LUMEN, Slice(9), StoredQuery(""))).total == 4
    assert (await reads.campaigns.page(LUMEN, Slice(9), name_contains="")).total == 3


async def test_names_are_found_in_any_case_and_by_every_character(reads: Reads, backend: Backend) -> None:
    async with backend.units() as uow:
        await uow.campaigns.add(replace(campaign("campaign-4"), name="ÉTÉ_50%"))
        await uow.commit()
    for wanted, found in (("été", ["campaign-4"]), ("_50%", ["campaign-4"]), ("%%", []), ("_____", [])):
        assert ids((await reads.campaigns.page(LUMEN, Slice(9), name_contains=wanted)).nodes) == found


async def test_single_things_are_found_by_their_ids_and_others_left_out(reads: Reads) -> None:
    assert list(await reads.campaigns.by_ids(LUMEN, [ONE, CampaignId("other")])) == [ONE]
    assert list(await reads.creators.by_ids(LUMEN, [BEN, CreatorId("other")])) == [BEN]
    assert list(await reads.accounts.by_ids(LUMEN, [AccountId("account-2"), AccountId("other")])) == ["account-2"]
    assert list(await reads.performance.posts_by_ids(LUMEN, [PostId("p-2"), PostId("other")])) == ["p-2"]


async def test_of_equal_ids_each_workspace_sees_its_own(reads: Reads, backend: Backend) -> None:
    async with backend.units() as uow:
        theirs = await uow.campaigns.load(UMBRA, ONE)
        await uow.campaigns.save(theirs.pause(later(5)))
        await uow.commit()
    states = [(await reads.campaigns.by_ids(one, [ONE]))[ONE].state for one in (LUMEN, UMBRA)]
    assert states == ["active", "paused"]
