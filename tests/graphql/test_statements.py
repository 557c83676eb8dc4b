"""The same nested query on PostgreSQL, with its statements counted."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.domain.account_video import AccountVideo, VideoFacts
from creatorport.domain.counts import Counts
from creatorport.domain.pedigree import Pedigree, Source
from creatorport.domain.sync import SyncTrigger
from creatorport.graphql.context import Application, GraphCaller
from creatorport.graphql.schema import schema
from tests.fakes.clock import MovableClock
from tests.fakes.connected import connected_account
from tests.fakes.tiktok import Person
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds
from tests.graphql.test_batching import NESTED, TERMS, WIDE
from tests.integration.cost.counting import statements
from tests.sql_reads import sql_reads


@dataclass
class Database:
    units: SqlUnitsOfWork
    clock: MovableClock = field(default_factory=MovableClock)


async def crowd(units: SqlUnitsOfWork, campaigns: int, invitations: int) -> str:
    """Make campaigns with invitations and a measured post each; return the first campaign's id."""
    seeds = Seeds(Database(units))
    ids = [await seeds.campaign(f"k{number}") for number in range(campaigns)]
    for number in range(invitations):
        await seeds.creator(f"c{number}")
        for campaign in range(campaigns):
            await seeds.invitation(f"k{campaign}", f"c{number}")
            await seeds.post(f"k{campaign}", f"c{number}", video_id=f"{campaign}{number}")
    return ids[0]


async def shown(gateway: Gateway, engine: AsyncEngine, document: str, **variables: Any) -> dict[str, Any]:
    reads = sql_reads(engine)
    application = Application(reads, gateway.application.use_cases, gateway.clock)
    context = GraphCaller(application, gateway.member()).context("r-1")
    result = await schema.execute(document, variable_values=variables, context_value=context)
    assert result.errors is None, [error.original_error or error for error in result.errors]
    assert result.data is not None
    return result.data


async def test_a_campaign_with_20_invitations_takes_four_statements(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork
) -> None:
    campaign = await crowd(sql_units, 1, 20)
    with statements(engine) as seen:
        answer = await shown(gateway, engine, NESTED, id=campaign)
    invitations = answer["campaign"]["invitations"]
    assert invitations["totalCount"] == 20
    assert [one["performance"]["views"]["value"] for one in invitations["nodes"]] == ["61230"] * 20
    assert len(seen) == 4
    with statements(engine) as seen:
        answer = await shown(gateway, engine, TERMS, id=campaign)
    assert [one["terms"] for one in answer["campaign"]["invitations"]["nodes"]] == [[{"number": 1}]] * 20
    assert len(seen) == 5


@pytest.mark.parametrize(("campaigns", "invitations"), [(1, 1), (3, 4)])
async def test_more_objects_take_no_more_statements(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, campaigns: int, invitations: int
) -> None:
    await crowd(sql_units, campaigns, invitations)
    with statements(engine) as seen:
        answer = await shown(gateway, engine, WIDE)
    nodes = answer["campaigns"]["nodes"]
    assert [len(node["posts"]["nodes"]) for node in nodes] == [invitations] * campaigns
    assert len(seen) == 9


WATCHED = """
{
  tiktokAccounts {
    nodes {
      businessConnection { state }
      insights(days: 7) { audience { genders { shares { key } } } growth { days { day } } failures { code } }
    }
  }
  creators { nodes { insights { bestContent { videos { videoId } } } } }
}
"""


@pytest.mark.parametrize("people", [1, 4])
async def test_insights_of_accounts_and_creators_take_one_statement_each(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, people: int
) -> None:
    for number in range(people):
        await Seeds(Database(sql_units)).creator(f"c{number}")
        person = Person(f"open-{number}")
        await connected_account(sql_units, gateway.clock, gateway.profiles, person, gateway.member(), name=f"a{number}")
    with statements(engine) as seen:
        answer = await shown(gateway, engine, WATCHED)
    assert len(answer["tiktokAccounts"]["nodes"]) == len(answer["creators"]["nodes"]) == people
    assert len(seen) == 5


SYNCED = """
{
  tiktokAccounts {
    nodes {
      videoList(first: 5) { totalCount nodes { videoId history(newest: 3) { views { value } } } }
      history(newest: 3) { followers { value } }
      syncRuns(first: 3) { nodes { state } }
      activity(first: 3) { nodes { at facts { name } } }
      lastSync { state }
      nextSync
    }
  }
}
"""


@pytest.mark.parametrize(("accounts", "videos"), [(1, 1), (3, 4)])
async def test_accounts_with_their_videos_syncs_and_activity_take_eight_statements(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, accounts: int, videos: int
) -> None:
    clock = gateway.clock
    pedigree = Pedigree(Source.TIKTOK_DISPLAY, clock.now(), clock.now() + timedelta(hours=24))
    for number in range(accounts):
        person = Person(f"open-{number}")
        account = await connected_account(
            sql_units, clock, gateway.profiles, person, gateway.member(), name=f"a{number}"
        )
        async with sql_units() as uow:
            await gateway.begin_sync(uow, account, SyncTrigger.CONNECT)
            await uow.videos.put(
                AccountVideo.found(
                    account.workspace_id,
                    account.id,
                    str(video),
                    facts=VideoFacts(),
                    counts=Counts(views=video),
                    pedigree=pedigree,
                )
                for video in range(videos)
            )
            await uow.commit()
    with statements(engine) as seen:
        answer = await shown(gateway, engine, SYNCED)
    nodes = answer["tiktokAccounts"]["nodes"]
    assert [node["videoList"]["totalCount"] for node in nodes] == [videos] * accounts
    assert [node["lastSync"]["state"] for node in nodes] == ["QUEUED"] * accounts
    assert len(seen) == 8
