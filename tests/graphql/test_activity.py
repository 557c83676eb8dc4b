from creatorport.domain.activity import Activity, ActivityKind, Actor, ActorKind
from creatorport.domain.ids import CampaignId, WorkspaceId
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import HOME, Gateway
from tests.graphql.seeds import Seeds

SHOWN = """
query ($id: ID!, $kinds: [ActivityKind!]) {
  campaign(id: $id) {
    activity(first: 5, kinds: $kinds) {
      totalCount
      nodes { at actorKind actorId kind verb subjectId facts { name value } }
    }
  }
}
"""


async def test_a_campaign_shows_who_did_what_newest_first(gateway: Gateway) -> None:
    document = 'mutation { createCampaign(input: {name: "Glow", brandName: "Lumen"}) { campaign { id } } }'
    created = await gateway.data(document, by=Role.MANAGER)
    campaign = created["createCampaign"]["campaign"]["id"]
    creator = await Seeds(gateway).creator()
    await gateway.data(
        """mutation ($campaign: ID!, $creator: ID!) {
          inviteCreators(input: {campaignId: $campaign, creatorIds: [$creator], message: "?"}) { errors { code } }
        }""",
        {"campaign": campaign, "creator": creator},
    )
    entry = {"at": "2026-11-20T09:00:00Z", "actorKind": "MEMBER", "subjectId": None}
    invited = {
        **entry,
        "actorId": "owner-1",
        "kind": "INVITATION",
        "verb": "invited",
        "facts": [{"name": "creators", "value": "1"}],
    }
    made: dict[str, object] = {**entry, "actorId": "manager-1", "kind": "CAMPAIGN", "verb": "created", "facts": []}
    shown = await gateway.data(SHOWN, {"id": campaign}, by=Role.VIEWER)
    assert shown["campaign"]["activity"] == {"totalCount": 2, "nodes": [invited, made]}
    only = await gateway.data(SHOWN, {"id": campaign, "kinds": ["CAMPAIGN"]})
    assert only["campaign"]["activity"] == {"totalCount": 1, "nodes": [made]}


async def test_a_creator_who_did_something_can_be_asked_for_until_they_are_forgotten(gateway: Gateway) -> None:
    seeds = Seeds(gateway)
    campaign, creator = await seeds.campaign(), await seeds.creator("mara")
    async with gateway.units() as uow:
        for verb, actor in (("accepted", Actor.creator("mara")), ("viewed", Actor(ActorKind.CREATOR))):
            made = WorkspaceId(HOME), CampaignId("glow"), gateway.clock.now(), actor, ActivityKind.INVITATION, verb
            await uow.activities.record([Activity(*made)])
        await uow.commit()
    shown = (await gateway.data(SHOWN, {"id": campaign}))["campaign"]["activity"]["nodes"]
    who = {one["verb"]: (one["actorKind"], one["actorId"]) for one in shown}
    assert who == {"accepted": ("CREATOR", creator), "viewed": ("CREATOR", None)}


async def test_the_activity_of_another_workspaces_campaign_is_not_there(gateway: Gateway) -> None:
    await Seeds(gateway, "rival").campaign("theirs")
    shown = await gateway.data(SHOWN, {"id": global_id("Campaign", "theirs")})
    assert shown == {"campaign": None}
