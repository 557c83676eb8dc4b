"""The campaign board: everything about a campaign and a hundred invitations, in as many statements as for one."""

from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.activity import Activity, ActivityKind, Actor
from creatorport.domain.campaign_changes import CampaignChanges
from creatorport.domain.campaign_plan import Targets
from creatorport.domain.ids import CampaignId, MemberId, WorkspaceId
from creatorport.domain.milestone import Milestone, MilestoneMetric, Reached
from creatorport.domain.money import Money
from creatorport.domain.pedigree import Pedigree, Source
from tests.contract.persistence.specimens import creator, invitation, post
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import WATCHED, Seeds
from tests.graphql.test_statements import Database, shown
from tests.integration.cost.counting import statements

BOARD = """
query ($id: ID!) {
  campaign(id: $id) {
    name state version
    budget { amount currency }
    timeline { startsAt endsAt }
    products { name }
    plannedDeliverables { kind count }
    team { memberId part }
    targets { metric target actual progress }
    milestones { metric threshold reachedAt }
    performance { views { value } engagementRate { value } }
    invitationCounts { state count }
    deliverableCounts { state count }
    activity(first: 20) { totalCount nodes { verb actorId } }
    invitations(first: 100) {
      totalCount
      nodes {
        state delivery sentAt answeredAt
        creator { handle displayName followers { value } }
        currentTerms { number fee { amount currency } deliverables { kind count } }
        terms { number proposedBy }
        deliverables { kind number state dueAt }
        performance { views { value capturedAt freshUntil } likes { value } engagementRate { value } }
      }
    }
  }
}
"""
LEVELS = 13
"""The campaign; its targets, milestones, totals, two counts, activity and invitations; and for these all together the
creators, the terms twice over, the deliverables and the numbers."""


async def furnished(units: SqlUnitsOfWork, invitations: int) -> str:
    seeds = Seeds(Database(units))
    campaign = await seeds.campaign("board")
    now = Database(units).clock.now()
    async with units() as uow:
        board = await uow.campaigns.lock(WorkspaceId("lumen"), CampaignId("board"))
        views = Milestone(MilestoneMetric.VIEWS, 1)
        changes = CampaignChanges(budget=Money.of(5000, "EUR"), targets=Targets(views=100_000), milestones=(views,))
        await uow.campaigns.save(board.edit(changes, now, committed=None))
        await uow.milestones.reach(board.workspace_id, board.id, [Reached(views, 5, now)])
        by = Actor.member(MemberId("ida"))
        await uow.activities.record(
            Activity(board.workspace_id, board.id, now, by, ActivityKind.PLAN, "changed") for _ in range(invitations)
        )
        await uow.commit()
    async with units() as uow:
        people = [creator(f"c{number}") for number in range(invitations)]
        await uow.creators.put(people)
        await uow.invitations.add(invitation(f"i{one.id}", one.handle.text, "board") for one in people)
        pedigree = Pedigree(Source.TIKTOK_ONE_REPORT, now, now)
        await uow.posts.add_all(
            post(f"p{place}", str(place), campaign_name="board", handle=one.handle.text).capture(WATCHED, pedigree)
            for place, one in enumerate(people)
        )
        await uow.commit()
    return campaign


@pytest.mark.parametrize("invitations", [1, 100])
async def test_a_board_takes_the_same_statements_whatever_its_size(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, invitations: int
) -> None:
    campaign = await furnished(sql_units, invitations)
    with statements(engine) as seen:
        board: dict[str, Any] = (await shown(gateway, engine, BOARD, id=campaign))["campaign"]
    nodes = board["invitations"]["nodes"]
    assert board["invitations"]["totalCount"] == len(nodes) == invitations
    assert [one["performance"]["views"]["value"] for one in nodes] == ["61230"] * invitations
    assert [one["currentTerms"]["number"] for one in nodes] == [1] * invitations
    assert board["targets"][0]["actual"] == str(61230 * invitations)
    assert board["milestones"] == [{"metric": "VIEWS", "threshold": "1", "reachedAt": "2026-11-20T09:00:00Z"}]
    assert board["activity"]["totalCount"] == invitations
    assert len(seen) == LEVELS
