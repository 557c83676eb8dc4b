import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from datetime import timedelta
from typing import Any

from creatorport.application.cursors import cursor
from creatorport.application.ports.jobs import WorkOffBatch
from creatorport.application.standings import AskStandings
from creatorport.application.streams import batch_progress
from creatorport.application.use_cases.advance_batch import AdvanceBatch
from creatorport.domain.ids import BatchId, CreatorId, MemberId, WorkspaceId
from creatorport.domain.invitation import Invitation
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.schema import schema
from tests.graphql.gateway import Gateway
from tests.graphql.seeds import Seeds, stored
from tests.unit.application.batches import DAY

INVITE = """
mutation ($input: InviteInBatchInput!) {
  inviteInBatch(input: $input) {
    batch { id state counts { total queued waitingForLaunch refused } templateId templateNumber createdBy }
    errors { code field }
  }
}
"""
SHOWN = """
query ($id: ID!, $results: [InvitationResult!]) {
  invitationBatch(id: $id) {
    state settledAt campaign { name invitationBatches { totalCount nodes { id } } }
    counts { total queued waitingForLaunch sending unknown sent refused undeliverable cancelled }
    items(first: 10, results: $results) {
      totalCount
      nodes { position handle message result code reason fixableBy remedy invitation { state } }
    }
  }
}
"""
CANCEL = """
mutation ($id: ID!) {
  cancelInvitationBatch(input: {batchId: $id}) { batch { state counts { cancelled } } errors { code } }
}
"""
FOLLOW = """
subscription ($id: ID!, $after: String) {
  invitationBatchProgress(batchId: $id, after: $after) {
    __typename
    ... on InvitationBatchProgress { cursor batchId state counts { total queued waitingForLaunch } }
    ... on Lagged { cursor oldestCursor }
  }
}
"""
ELIGIBLE = """
query ($campaign: ID!, $creators: [ID!]!) {
  checkEligibility(campaignId: $campaign, creatorIds: $creators) {
    creatorId handle answer findings { question answer reason knownAt code remedy }
  }
}
"""


async def invite(gateway: Gateway, **wanted: Any) -> dict[str, Any]:
    answer: dict[str, Any] = (await gateway.data(INVITE, {"input": wanted}, by=Role.MANAGER))["inviteInBatch"]
    return answer


async def work(gateway: Gateway, batch: str) -> None:
    """Bring a batch one slice further, as the worker would."""
    standings = AskStandings(gateway.units, gateway.clock, gateway.one.status, DAY)
    advance = AdvanceBatch(gateway.units, gateway.clock, gateway.identities, standings)
    await advance(WorkOffBatch(gateway.member().workspace_id, BatchId(local_id("InvitationBatch", batch))))


async def excluded(seeds: Seeds, creator: str) -> None:
    gateway = seeds.gateway
    reason = Exclusion.of(
        WorkspaceId(seeds.workspace),
        CreatorId(creator),
        reason="Rude.",
        by=MemberId("owner-1"),
        now=gateway.clock.now(),
    )
    async with gateway.units() as uow:
        await uow.exclusions.put([reason])
        await uow.commit()


async def test_a_batch_says_for_how_many_days_its_invitations_may_be_answered(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    given = {"campaignId": await seeds.campaign(), "creatorIds": [await seeds.creator("ana")], "message": "Hi!"}
    for days in (0, 91):
        refused = (await invite(gateway, **given, expiresInDays=days))["errors"]
        assert [(one["code"], one["field"]) for one in refused] == [("INVALID_VALUE", "expiresInDays")]
    await work(gateway, (await invite(gateway, **given, expiresInDays=90))["batch"]["id"])
    (invited,) = [one for one in gateway.units.storage.records.values() if isinstance(one, Invitation)]
    assert invited.life == timedelta(days=90)


async def test_a_batch_is_made_worked_off_and_shown_creator_by_creator(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, template = await seeds.campaign(), await seeds.template()
    ana, ben = await seeds.creator("ana"), await seeds.creator("ben")
    await excluded(seeds, "ben")
    nobody = global_id("Creator", "nobody")
    made = await invite(gateway, campaignId=campaign, creatorIds=[ana, ben, nobody], templateId=template)
    batch = made["batch"]["id"]
    assert made == {
        "batch": {
            "id": batch,
            "state": "WORKING",
            "counts": {"total": 3, "queued": 2, "waitingForLaunch": 0, "refused": 1},
            "templateId": template,
            "templateNumber": 1,
            "createdBy": "manager-1",
        },
        "errors": [],
    }
    await work(gateway, batch)
    shown = (await gateway.data(SHOWN, {"id": batch}, by=Role.VIEWER))["invitationBatch"]
    assert shown["campaign"] == {
        "name": "Campaign glow",
        "invitationBatches": {"totalCount": 1, "nodes": [{"id": batch}]},
    }
    assert (shown["state"], shown["settledAt"]) == ("DONE", "2026-11-20T09:00:00Z")
    assert {name: many for name, many in shown["counts"].items() if many} == {
        "total": 3,
        "waitingForLaunch": 1,
        "refused": 2,
    }
    first, second, third = shown["items"]["nodes"]
    assert first == {
        "position": 1,
        "handle": "ana",
        "message": "Hi Ana!",
        "result": "WAITING_FOR_LAUNCH",
        "code": None,
        "reason": None,
        "fixableBy": None,
        "remedy": None,
        "invitation": {"state": "DRAFT"},
    }
    assert (second["result"], second["code"], second["remedy"], second["invitation"]) == (
        "REFUSED",
        "CREATOR_EXCLUDED",
        "READMIT",
        None,
    )
    assert (third["handle"], third["code"], third["fixableBy"], third["remedy"]) == (
        None,
        "NOT_FOUND",
        "CALLER",
        "FIND_CREATOR",
    )
    refused = await gateway.data(SHOWN, {"id": batch, "results": ["REFUSED"]})
    assert refused["invitationBatch"]["items"]["totalCount"] == 2


async def test_the_same_key_makes_one_batch(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    wanted = {
        "campaignId": await seeds.campaign(),
        "creatorIds": [await seeds.creator()],
        "message": "Hi",
        "idempotencyKey": "k",
    }
    assert await invite(gateway, **wanted) == await invite(gateway, **wanted)
    assert len(stored(gateway, "batch")) == 1


async def test_a_batch_of_too_many_or_of_nobody_is_refused(gateway: Gateway) -> None:
    campaign = await Seeds(gateway).campaign()
    for number in (0, 1001):
        ids = [global_id("Creator", f"c{one}") for one in range(number)]
        answer = await invite(gateway, campaignId=campaign, creatorIds=ids, message="Hi")
        assert (answer["batch"], answer["errors"]) == (None, [{"code": "INVALID_VALUE", "field": "creatorIds"}])
    assert stored(gateway, "batch") == []


async def test_a_batch_is_cancelled(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    batch = await seeds.batch("wave", "glow", "ana", "ben")
    cancelled = await gateway.data(CANCEL, {"id": batch}, by=Role.MANAGER)
    assert cancelled["cancelInvitationBatch"] == {
        "batch": {"state": "CANCELLED", "counts": {"cancelled": 2}},
        "errors": [],
    }


def follow(gateway: Gateway, batch: str, after: str | None = None) -> AsyncGenerator[Any, None]:
    async def results() -> AsyncGenerator[Any, None]:
        following: Any = await schema.subscribe(
            FOLLOW,
            variable_values={"id": batch, "after": after},
            context_value=gateway.context(gateway.member(Role.VIEWER)),
        )
        async for answer in following:
            assert answer.errors is None, answer.errors
            yield answer.data["invitationBatchProgress"]

    return results()


async def test_a_batch_is_followed_and_taken_up_again_without_gap_or_repeat(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    await seeds.creator()
    batch = await seeds.batch()
    async with aclosing(follow(gateway, batch)) as followed, asyncio.timeout(30):
        first = await anext(followed)
        assert first == {
            "__typename": "InvitationBatchProgress",
            "cursor": first["cursor"],
            "batchId": batch,
            "state": "WORKING",
            "counts": {"total": 1, "queued": 1, "waitingForLaunch": 0},
        }
        await work(gateway, batch)
        second = await anext(followed)
        assert (second["state"], second["counts"]["waitingForLaunch"]) == ("DONE", 1)
    async with aclosing(follow(gateway, batch, first["cursor"])) as resumed, asyncio.timeout(30):
        assert await anext(resumed) == second


async def test_a_cursor_that_is_too_old_is_told_where_to_go_on(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    await seeds.campaign()
    batch = await seeds.batch()
    stream = batch_progress(BatchId("wave"))
    async with aclosing(follow(gateway, batch, cursor(stream, 99))) as followed, asyncio.timeout(30):
        lagged = await anext(followed)
    assert lagged == {
        "__typename": "Lagged",
        "cursor": cursor(stream, 1),
        "oldestCursor": cursor(stream, 0),
    }


async def test_eligibility_is_told_question_by_question(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, ana, ben = await seeds.campaign(), await seeds.creator("ana"), await seeds.creator("ben")
    await gateway.connect_marketplace()
    gateway.one.onboard("ana")
    await excluded(seeds, "ben")
    shown = await gateway.data(ELIGIBLE, {"campaign": campaign, "creators": [ben, ana]}, by=Role.MANAGER)
    second, first = shown["checkEligibility"]
    assert (first["creatorId"], first["handle"], first["answer"], second["answer"]) == (ana, "ana", "YES", "NO")
    assert [one["question"] for one in first["findings"]] == [
        "CAMPAIGN",
        "CREATOR",
        "EXCLUSION",
        "INVITATION",
        "TIKTOK_ONE",
        "REGION",
    ]
    assert first["findings"][4] == {
        "question": "TIKTOK_ONE",
        "answer": "YES",
        "reason": "TikTok One has this creator.",
        "knownAt": "2026-11-20T09:00:00Z",
        "code": None,
        "remedy": None,
    }
    told = [(one["question"], one["code"], one["remedy"]) for one in second["findings"] if one["answer"] == "NO"]
    assert told == [
        ("EXCLUSION", "CREATOR_EXCLUDED", "READMIT"),
        ("TIKTOK_ONE", "NOT_ON_TIKTOK_ONE", "JOIN_LINK"),
    ]
