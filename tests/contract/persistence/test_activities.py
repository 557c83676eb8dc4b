from dataclasses import replace

import pytest

from creatorport.application.activity_views import ActivityView
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.views import Slice
from creatorport.domain.activity import TIKTOK, Activity, ActivityKind, Actor, Subject
from creatorport.domain.errors import InvalidValue
from creatorport.domain.ids import CampaignId, WorkspaceId
from tests.contract.persistence.conftest import Backend
from tests.contract.persistence.specimens import IDA, LUMEN, NOW, UMBRA, campaign, later
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
