import pytest

from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id, local_id, split
from tests.graphql import hook_walk
from tests.graphql.connecting import connect
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds

NODE = "query ($id: ID!) { node(id: $id) { __typename id } }"
NODES = "query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }"


async def everything(gateway: Gateway) -> dict[str, str]:
    """Put one thing of each kind into the home workspace; return their ids by type."""
    seeds = Seeds(gateway)
    await seeds.campaign("later")
    await seeds.received()
    return {
        "Campaign": await seeds.campaign(),
        "ReceivedInvitation": global_id("ReceivedInvitation", "later-mara.cooks"),
        "Creator": await seeds.creator(),
        "Invitation": await seeds.invitation(),
        "InvitationBatch": await seeds.batch(),
        "MessageTemplate": await seeds.template(),
        "Post": await seeds.post(),
        "Deliverable": await seeds.deliverable(),
        "TikTokAccount": await connect(gateway),
        **await hook_walk.ids(seeds),
    }


async def test_whatever_has_an_id_is_found_by_it(gateway: Gateway) -> None:
    ids = await everything(gateway)
    for kind, global_ in ids.items():
        assert (await gateway.data(NODE, {"id": global_}))["node"] == {"__typename": kind, "id": global_}
    together = (await gateway.data(NODES, {"ids": list(ids.values())}))["nodes"]
    assert together == [{"__typename": kind, "id": global_} for kind, global_ in ids.items()]


async def test_nothing_of_another_workspace_is_found_or_told_apart_from_nothing(gateway: Gateway) -> None:
    ids = await everything(gateway)
    other = gateway.member(Role.OWNER, workspace="rival")
    for kind, global_ in ids.items():
        theirs = await gateway.run(NODE, {"id": global_}, by=other)
        nobodys = await gateway.run(NODE, {"id": global_id(kind, "nobodys")}, by=other)
        assert (theirs.data, theirs.errors) == (nobodys.data, nobodys.errors) == ({"node": None}, None)
    together = await gateway.data(NODES, {"ids": list(ids.values())}, by=other)
    assert together["nodes"] == [None] * len(ids)
    for one in ("campaigns", "creators", "tiktokAccounts", "messageTemplates", "deliverables"):
        assert (await gateway.data(f"{{ {one} {{ totalCount nodes {{ id }} }} }}", by=other))[one] == {
            "totalCount": 0,
            "nodes": [],
        }


@pytest.mark.parametrize(
    ("mutation", "field", "kind"),
    [
        (
            "launchCampaign(input: {campaignId: $id}) { campaign { id } errors { code message } }",
            "campaign",
            "Campaign",
        ),
        (
            'inviteCreators(input: {campaignId: $id, creatorIds: [], message: "?"}) { errors { code message } }',
            None,
            "Campaign",
        ),
        (
            "cancelInvitationBatch(input: {batchId: $id}) { batch { id } errors { code message } }",
            "batch",
            "InvitationBatch",
        ),
        (
            (
                'inviteInBatch(input: {campaignId: $id, creatorIds: [], message: "?"}) { batch { id } '
                "errors { code message } }"
            ),
            "batch",
            "Campaign",
        ),
        (
            (
                'updateMessageTemplate(input: {templateId: $id, basedOn: 1, name: "x"}) { template { id } '
                "errors { code message } }"
            ),
            "template",
            "MessageTemplate",
        ),
        (
            "archiveMessageTemplate(input: {templateId: $id}) { template { id } errors { code message } }",
            "template",
            "MessageTemplate",
        ),
        (
            "refreshTiktokAccount(input: {accountId: $id}) { account { id } errors { code message } }",
            "account",
            "TikTokAccount",
        ),
        (
            "disconnectTiktokAccount(input: {accountId: $id}) { account { id } errors { code message } }",
            "account",
            "TikTokAccount",
        ),
    ],
    ids=[
        "launch",
        "invite",
        "cancel batch",
        "invite in batch",
        "update template",
        "archive template",
        "refresh",
        "disconnect",
    ],
)
async def test_nothing_of_another_workspace_can_be_changed(
    gateway: Gateway, mutation: str, field: str | None, kind: str
) -> None:
    ids = await everything(gateway)
    before = dict(gateway.units.storage.records)
    mutation = mutation.replace("creatorIds: []", f'creatorIds: ["{ids["Creator"]}"]')
    document = f"mutation ($id: ID!) {{ done: {mutation} }}"
    other = gateway.member(Role.OWNER, workspace="rival")
    theirs = (await gateway.data(document, {"id": ids[kind]}, by=other))["done"]
    assert [error["code"] for error in theirs["errors"]] == ["NOT_FOUND"]
    nobodys = (await gateway.data(document, {"id": global_id(kind, "nobodys")}, by=other))["done"]
    name = local_id(kind, ids[kind])
    assert theirs["errors"][0]["message"].replace(name, "") == nobodys["errors"][0]["message"].replace("nobodys", "")
    if field is not None:
        assert theirs[field] is None
    assert dict(gateway.units.storage.records) == before


@pytest.mark.parametrize(
    "text",
    ["", "x", "ä", "Q2FtcGFpZ24", "!!!!", "a" * 300, global_id("Campaign", ""), global_id("Query", "x"), "Q2Ft\n"],
)
async def test_what_was_never_an_id_is_refused(gateway: Gateway, text: str) -> None:
    assert codes(await gateway.run(NODE, {"id": text})) == ["INVALID_VALUE"]
    several = await gateway.run(NODES, {"ids": [global_id("Campaign", "x"), text]})
    assert [(error.extensions or {})["field"] for error in several.errors or ()] == ["ids.1"]


@pytest.mark.parametrize("local", ["1", "018f-22", "a:b", "ü", "7678907398077074696"])
def test_an_id_comes_back_as_it_went(local: str) -> None:
    assert split(global_id("Campaign", local)) == ("Campaign", local)
