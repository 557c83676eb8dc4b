from dataclasses import replace
from datetime import timedelta

import pytest

from creatorport.application.activity_views import ActivityView
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import account_activity
from creatorport.application.views import Slice
from creatorport.domain.activity import TIKTOK, Activity, ActivityKind, Actor, Subject
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import AccountId, CampaignId, MemberId, WorkspaceId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, account, campaign, later
from tests.contract.persistence.world import walk

ONE, TWO = CampaignId("campaign-1"), CampaignId("campaign-2")


def entry(verb: str, campaign_id: CampaignId = ONE, workspace: WorkspaceId = LUMEN) -> Activity:
    return Activity(workspace, campaign_id, NOW, Actor.member(IDA), ActivityKind.CAMPAIGN, verb)


async def prepared(backend: Backend) -> None:
    """Two campaigns in one workspace, and one in another, with three entries in the first."""
    async with backend.units() as uow:
        await uow.campaigns.add(campaign())
        await uow.campaigns.add(campaign("campaign-2"))
        await uow.campaigns.add(campaign(workspace=UMBRA))
        await uow.activities.record([entry("created"), entry("theirs", workspace=UMBRA), entry("created", TWO)])
        invited = Activity(
            LUMEN,
            ONE,
            later(1),
            TIKTOK,
            ActivityKind.INVITATION,
            "sent",
            Subject("Invitation", "i-1"),
            {"creators": 2, "whole": True, "fee": "12.50 EUR", "reason": None},
        )
        await uow.activities.record([invited, entry("launched")])
        await uow.commit()


async def test_what_was_done_is_shown_newest_first_page_by_page(backend: Backend) -> None:
    await prepared(backend)
    for size in (1, 2, 5):

        async def page_at(part: Slice) -> object:
            return (await backend.reads.activities.pages_of_campaigns(LUMEN, [ONE], part))[ONE]

        nodes = await walk(page_at, size)  # type: ignore[arg-type]  # a page, told as an object
        assert [node.verb for node in nodes] == ["launched", "sent", "created"]
    assert nodes[1] == ActivityView(
        ONE,
        later(1),
        "TIKTOK",
        None,
        "INVITATION",
        "sent",
        "Invitation",
        "i-1",
        {"creators": 2, "whole": True, "fee": "12.50 EUR", "reason": None},
    )
    assert (nodes[0].actor_kind, nodes[0].actor_id, nodes[0].subject_id) == ("MEMBER", "ida", None)


async def test_activity_is_filtered_by_kind_and_kept_apart_by_campaign_and_workspace(backend: Backend) -> None:
    await prepared(backend)
    found = await backend.reads.activities.pages_of_campaigns(LUMEN, [ONE, TWO], Slice(5), kinds=["INVITATION"])
    assert {key: [node.verb for node in page.nodes] for key, page in found.items()} == {ONE: ["sent"], TWO: []}
    both = await backend.reads.activities.pages_of_campaigns(LUMEN, [ONE, TWO, CampaignId("none")], Slice(5))
    assert {key: page.total for key, page in both.items()} == {ONE: 3, TWO: 1}
    theirs = await backend.reads.activities.pages_of_campaigns(UMBRA, [ONE, TWO], Slice(5))
    assert {key: [node.verb for node in page.nodes] for key, page in theirs.items()} == {ONE: ["theirs"]}


async def test_a_cursor_of_another_list_is_refused(backend: Backend) -> None:
    await prepared(backend)
    foreign = (await backend.reads.campaigns.page(LUMEN, Slice(1))).cursors[0]
    with pytest.raises(InvalidValue):
        await backend.reads.activities.pages_of_campaigns(LUMEN, [ONE], Slice(5, foreign))


async def test_what_is_not_committed_was_never_done(backend: Backend, units: UnitsOfWork) -> None:
    await prepared(backend)
    async with units() as uow:
        await uow.activities.record([entry("cancelled")])
    found = await backend.reads.activities.pages_of_campaigns(LUMEN, [ONE], Slice(5))
    assert found[ONE].total == 3


async def test_changes_since_a_version_are_those_that_tell_a_greater_one(units: UnitsOfWork) -> None:
    told = [replace(entry(f"v{number}"), facts={"version": number, "fields": "name"}) for number in (1, 2, 10)]
    async with units() as uow:
        await uow.activities.record([*told[:2], entry("without"), replace(told[2], campaign_id=TWO), told[2]])
        await uow.activities.record([replace(told[2], workspace_id=UMBRA)])
        await uow.commit()
    async with units() as uow:
        assert list(await uow.activities.changes_since(LUMEN, ONE, 1)) == told[1:]
        assert list(await uow.activities.changes_since(LUMEN, ONE, 10)) == []


KINDS = ("AccountMoved", "GrantEnding")
MARA, BEN = AccountId("account-1"), AccountId("account-2")


async def with_accounts(backend: Backend) -> None:
    """Two accounts of two owners in one workspace, and one of the first's id in another."""
    async with backend.units() as uow:
        await uow.accounts.add(account(MARA, "open-1"))
        await uow.accounts.add(replace(account(BEN, "open-2"), owner=MemberId("ben")))
        await uow.accounts.add(account(AccountId("account-3"), "open-3", UMBRA))
        await uow.commit()
    async with backend.units() as uow:
        mine = await uow.accounts.load(LUMEN, MARA)
        assert mine.grant is not None
        await uow.accounts.save(mine.warn(mine.grant.refresh_expires_at - timedelta(days=2)).disconnect(later(9)))
        await uow.log.append(account_activity(MARA), "OfALaterRelease", {}, later(10))
        await uow.commit()


async def test_what_happened_to_an_account_is_shown_newest_first_page_by_page(backend: Backend) -> None:
    await with_accounts(backend)
    for size in (1, 2, 5):

        async def page_at(part: Slice) -> object:
            return (await backend.reads.activities.pages_of_accounts(LUMEN, [MARA], part, kinds=KINDS))[MARA]

        nodes = await walk(page_at, size)  # type: ignore[arg-type]  # a page, told as an object
        assert [node.kind for node in nodes] == ["AccountMoved", "GrantEnding", "AccountMoved"]
    assert (nodes[0].account_id, nodes[0].at, nodes[0].facts["state"]) == (MARA, later(9), "disconnected")
    assert (nodes[1].facts["days"], nodes[1].facts["family"]) == (3, "login_kit")


async def test_an_accounts_activity_is_kept_apart_by_kind_owner_and_workspace(backend: Backend) -> None:
    await with_accounts(backend)
    reads = backend.reads.activities
    both = await reads.pages_of_accounts(LUMEN, [MARA, BEN, AccountId("account-3")], Slice(5), kinds=KINDS)
    assert {key: page.total for key, page in both.items()} == {MARA: 3, BEN: 1}
    endings = await reads.pages_of_accounts(LUMEN, [MARA, BEN], Slice(5), kinds=["GrantEnding"])
    assert {key: page.total for key, page in endings.items()} == {MARA: 1, BEN: 0}
    bens = await reads.pages_of_accounts(LUMEN, [MARA, BEN], Slice(5), kinds=KINDS, owner=MemberId("ben"))
    assert set(bens) == {BEN}
    with pytest.raises(InvalidValue):
        await reads.pages_of_accounts(LUMEN, [MARA], Slice(5, "bm90IG9uZQ"), kinds=KINDS)
