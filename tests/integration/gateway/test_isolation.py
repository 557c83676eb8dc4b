"""Ids of another workspace: whatever takes an id answers as if there were nothing, tells nothing, and does nothing."""

from contextlib import aclosing
from typing import Any
from uuid import uuid4

import pytest
from gql.transport.exceptions import TransportQueryError

from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.journey import (
    campaign_of,
    connect_account,
    connect_marketplace,
    discovered,
    drafted,
    launched,
)
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually
from tests.integration.gateway import lists

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

SYNC = """
mutation ($input: SyncTiktokAccountInput!) {
  syncTiktokAccount(input: $input) { run { id } errors { code message } }
}"""
CONNECT_ANEW = """
mutation ($input: StartTiktokConnectInput!) {
  startTiktokConnect(input: $input) { authorizeUrl errors { code message } }
}"""
MAKE_INVITE = """
mutation ($input: CreateConnectInviteInput!) { createConnectInvite(input: $input) { inviteId errors { code } } }"""
TAKE_BACK = """
mutation ($input: RevokeConnectInviteInput!) { revokeConnectInvite(input: $input) { errors { code message } } }"""
PROMISE = """
mutation ($input: PromiseFreshnessInput!) {
  promiseFreshness(input: $input) { promise { promiseId } errors { code message } } }"""
FOLLOW_SYNC = """
subscription ($id: ID!, $after: String) { syncProgress(accountId: $id, after: $after) { __typename } }"""

UPDATE_TEMPLATE = """
mutation ($input: UpdateMessageTemplateInput!) {
  updateMessageTemplate(input: $input) { template { id } errors { code message } }
}"""
ARCHIVE_TEMPLATE = """
mutation ($input: ArchiveMessageTemplateInput!) {
  archiveMessageTemplate(input: $input) { template { id } errors { code message } }
}"""
PREVIEW = """
query ($id: ID!) { found: previewInvitations(campaignId: $id, creatorIds: ["Q3JlYXRvcjp4"], message: "?") { text } }"""
INVITE_MANY = """
mutation ($input: InviteInBatchInput!) { inviteInBatch(input: $input) { batch { id } errors { code message } } }"""
CANCEL_BATCH = """
mutation ($input: CancelInvitationBatchInput!) {
  cancelInvitationBatch(input: $input) { batch { id } errors { code message } }
}"""
ELIGIBLE = """
query ($id: ID!) { found: checkEligibility(campaignId: $id, creatorIds: ["Q3JlYXRvcjp4"]) { answer } }"""
FOLLOW_BATCH = """
subscription ($id: ID!, $after: String) { invitationBatchProgress(batchId: $id, after: $after) { __typename } }"""
MAKE_TEMPLATE = """
mutation ($input: CreateMessageTemplateInput!) {
  createMessageTemplate(input: $input) { template { id } errors { code } }
}"""

# Fields that take an id, and the kinds of ids tried here; all there are, in tests/graphql/test_foreign_ids.py.
READS = {
    "node": ("id", "query ($id: ID!) { found: node(id: $id) { __typename id } }"),
    "nodes": ("ids", "query ($id: ID!) { found: nodes(ids: [$id]) { __typename id } }"),
    "campaign": ("id", "query ($id: ID!) { found: campaign(id: $id) { id name } }"),
    "invitationBatch": ("id", "query ($id: ID!) { found: invitationBatch(id: $id) { id state } }"),
    "checkEligibility": ("campaignId", ELIGIBLE),
    "previewInvitations": ("campaignId", PREVIEW),
    "tiktokAccount": ("id", "query ($id: ID!) { found: tiktokAccount(id: $id) { id handle } }"),
    **lists.READS,
    "syncPlan": ("stale", "query ($id: ID!) { found: syncPlan(stale: [$id]) { stale { reason } } }"),
}
MUTATIONS = {
    "launchCampaign": documents.LAUNCH,
    "inviteCreators": documents.INVITE,
    "refreshTiktokAccount": documents.REFRESH,
    "syncTiktokAccount": SYNC,
    "startTiktokConnect": CONNECT_ANEW,
    "disconnectTiktokAccount": documents.DISCONNECT,
    "revokeConnectInvite": TAKE_BACK,
    "promiseFreshness": PROMISE,
    "inviteInBatch": INVITE_MANY,
    "cancelInvitationBatch": CANCEL_BATCH,
    "updateMessageTemplate": UPDATE_TEMPLATE,
    "archiveMessageTemplate": ARCHIVE_TEMPLATE,
    **lists.MUTATIONS,
}
OF_ACCOUNTS = ("refreshTiktokAccount", "syncTiktokAccount", "startTiktokConnect", "disconnectTiktokAccount")
SUBSCRIPTIONS = {
    "Campaign": [documents.LIVE],
    "TikTokAccount": [FOLLOW_SYNC],
    "InvitationBatch": [FOLLOW_BATCH],
}


@pytest.fixture
async def rival(stage: Stage) -> Caller:
    """The owner of another workspace, which is connected to the same TikTok One account."""
    rival = stage.caller(workspace="rival", member="rival")
    if (await rival.ask(documents.MARKETPLACE))["marketplace"] is None:
        await connect_marketplace(stage, rival)
    return rival


@pytest.fixture
async def ours(stage: Stage, brand: Caller) -> dict[str, str]:
    """One id of each type that has ids, all of the brand's workspace. Nobody changes anything of it."""
    if "ours" not in stage.kept:
        stage.kept["ours"] = await made(stage, brand)
    return stage.kept["ours"]


async def made(stage: Stage, brand: Caller) -> dict[str, str]:
    creators = await discovered(brand, 6)
    campaign_id = await launched(brand, creators, name="Ours")

    async def posted() -> dict[str, Any] | None:
        await stage.leap(3600)
        found = await brand.ask("query ($id: ID!) { campaign(id: $id) { posts { nodes { id } } } }", id=campaign_id)
        posts: list[dict[str, Any]] = found["campaign"]["posts"]["nodes"]
        return posts[0] if posts else None

    post = await eventually(posted, "a video is linked")
    assert post is not None
    [invitation, *_] = (await campaign_of(brand, campaign_id))["invitations"]["nodes"]
    account_id = await connect_account(stage, stage.caller(Role.CREATOR, member="isolated"), stage.somebody())
    again: dict[str, Any] = {"campaignId": campaign_id, "creatorIds": [creators[0]["id"]], "message": "Hello"}
    batch = (await brand.change(INVITE_MANY, **again))["batch"]
    template = (await brand.change(MAKE_TEMPLATE, name="Hello", text="Hi!"))["template"]
    return {
        "Campaign": campaign_id,
        "Creator": creators[0]["id"],
        "Invitation": invitation["id"],
        "InvitationBatch": batch["id"],
        "MessageTemplate": template["id"],
        "Post": post["id"],
        "TikTokAccount": account_id,
    }


async def test_nothing_of_another_workspace_can_be_read_or_changed_by_its_id(
    stage: Stage, brand: Caller, rival: Caller, ours: dict[str, str]
) -> None:
    before = await facts(brand, ours["Campaign"])
    for kind, id_ in ours.items():
        strange = global_id(kind, str(uuid4()))
        for name, (_, document) in READS.items():
            answer = await read(rival, document, id_)
            assert answer == await read(rival, document, strange), f"{name} of a {kind}"
            assert answer in ({"found": None}, {"found": [None]}, {"code": "INVALID_VALUE"}, {"code": "NOT_FOUND"})
        mine = await drafted(rival, await discovered(rival, 1), f"Mine {kind}")
        for name, inputs in asked(kind, mine).items():
            refusals = [await refusal(rival, MUTATIONS[name], inputs(one)) for one in (id_, strange)]
            assert refusals[0] == refusals[1], f"{name} of a {kind}"
        for document in SUBSCRIPTIONS.get(kind, ()):
            followed = [await follow(rival, document, one) for one in (id_, strange)]
            assert followed == ["NOT_FOUND", "NOT_FOUND"]
    assert await facts(brand, ours["Campaign"]) == before
    accounts = (await brand.ask(documents.ACCOUNTS))["tiktokAccounts"]["nodes"]
    assert [one["state"] for one in accounts if one["id"] == ours["TikTokAccount"]] == ["CONNECTED"]
    # The lists of the other workspace hold their own alone.
    listed = await rival.ask("{ campaigns(first: 100) { nodes { id } } tiktokAccounts { totalCount } }")
    assert ours["Campaign"] not in [one["id"] for one in listed["campaigns"]["nodes"]]
    assert listed["tiktokAccounts"]["totalCount"] == 0


async def test_the_same_ids_work_where_they_belong(brand: Caller, ours: dict[str, str]) -> None:
    found = await brand.ask("query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }", ids=list(ours.values()))
    assert found["nodes"] == [{"__typename": kind, "id": id_} for kind, id_ in ours.items()]


async def test_a_creator_reaches_no_account_but_their_own(stage: Stage, ours: dict[str, str]) -> None:
    other = stage.caller(Role.CREATOR, member="somebody-else")
    assert await read(other, READS["tiktokAccount"][1], ours["TikTokAccount"]) == {"found": None}
    assert await read(other, READS["node"][1], ours["TikTokAccount"]) == {"found": None}
    for name in OF_ACCOUNTS:
        assert await refusal(other, MUTATIONS[name], {"accountId": ours["TikTokAccount"]}) == [
            "NOT_FOUND",
            "There is no such TikTok account in this workspace.",
        ]


async def test_an_invite_link_is_taken_back_by_its_own_workspace_alone(brand: Caller, rival: Caller) -> None:
    made = await brand.change(MAKE_INVITE, name="Mara Lind")
    strange = global_id("ConnectInvite", str(uuid4()))
    refusals = [await refusal(rival, TAKE_BACK, {"inviteId": one}) for one in (made["inviteId"], strange)]
    assert refusals[0] == refusals[1] == ["NOT_FOUND", "There is no such invite link in this workspace."]
    assert (await brand.change(TAKE_BACK, inviteId=made["inviteId"]))["errors"] == []


def asked(kind: str, mine: str) -> dict[str, Any]:
    """Which mutations are tried with an id of this kind, and with which input; `mine` is a campaign of one's own."""
    nobody = [global_id("Creator", "x")]
    takes: dict[str, dict[str, Any]] = {
        "Campaign": {
            "launchCampaign": lambda id_: {"campaignId": id_},
            "inviteInBatch": lambda id_: {"campaignId": id_, "creatorIds": nobody, "message": "Hello"},
        },
        "Creator": {
            "inviteCreators": lambda id_: {"campaignId": mine, "creatorIds": [id_], "message": "Hello"},
            **lists.inputs(),
        },
        "InvitationBatch": {"cancelInvitationBatch": lambda id_: {"batchId": id_}},
        "MessageTemplate": {
            "updateMessageTemplate": lambda id_: {"templateId": id_, "basedOn": 1},
            "archiveMessageTemplate": lambda id_: {"templateId": id_},
            "inviteCreators": lambda id_: {"campaignId": mine, "creatorIds": nobody, "templateId": id_},
            "inviteInBatch": lambda id_: {"campaignId": mine, "creatorIds": nobody, "templateId": id_},
        },
        "TikTokAccount": {
            **{name: lambda id_: {"accountId": id_} for name in OF_ACCOUNTS},
            "promiseFreshness": lambda id_: {"accountId": id_, "boundSeconds": 604_800},
        },
    }
    return takes.get(kind, {})


async def read(caller: Caller, document: str, id_: str) -> dict[str, Any]:
    """The data, or the code of the refusal."""
    try:
        return await caller.ask(document, id=id_)
    except TransportQueryError as refused:
        [error] = refused.errors or []
        return {"code": error["extensions"]["code"]}


async def refusal(caller: Caller, document: str, given: dict[str, Any]) -> list[str]:
    """The code and the words of the refusal: nothing may differ between others' ids and made-up ones."""
    payload = await caller.change(document, **given)
    [error] = payload["errors"]
    assert not any(value for name, value in payload.items() if name != "errors")
    return [error["code"], error["message"]]


async def follow(caller: Caller, document: str, id_: str) -> str:
    """The code with which a subscription is refused."""
    async with caller.socket() as socket, aclosing(socket.follow(document, id=id_)) as updates:
        with pytest.raises(TransportQueryError) as refused:
            await anext(updates)
    assert refused.value.errors is not None
    code: str = refused.value.errors[0]["extensions"]["code"]
    return code


async def facts(brand: Caller, campaign_id: str) -> tuple[Any, ...]:
    """What a stranger might have changed about a campaign."""
    campaign = await campaign_of(brand, campaign_id)
    invited = sorted(one["id"] for one in campaign["invitations"]["nodes"])
    return campaign["name"], campaign["state"], campaign["tiktokCampaignId"], invited
