"""Stored webhooks as owners see them, and replay them."""

from typing import Any

from creatorport.application.ports.inbox import Channel, Delivery
from creatorport.application.ports.jobs import ProcessDelivery
from creatorport.domain.handling import Handling
from creatorport.domain.ids import WorkspaceId
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from tests.graphql.gateway import HOME, HOOK, Gateway, codes

SHOW = """
query ($states: [WebhookDeliveryState!], $family: WebhookFamily) {
  webhookDeliveries(states: $states, family: $family) {
    totalCount
    nodes { id family event receivedAt state attempts triedAt settledAt outcome lastError }
  }
}
"""
NODE = "query ($id: ID!) { node(id: $id) { id ... on WebhookDelivery { event state } } }"
REPLAY = """
mutation ($id: ID!) {
  replayWebhook(input: {deliveryId: $id}) { delivery { id state attempts } errors { code field message } }
}
"""
RIVAL = WorkspaceId("rival")


async def filled(gateway: Gateway) -> None:
    """Three deliveries: one processed that concerns home, one dead that concerns nobody, one of somebody else's."""
    now = gateway.clock.now()
    processed = Handling().settle("capturing 1 campaigns", frozenset({HOME}), now)
    async with gateway.units() as uow:
        for name, channel, event, handling in (
            ("d-1", Channel.BUSINESS, "tto_video_published", processed),
            ("d-2", Channel.ACCOUNT, "", Handling().about(frozenset()).bury("unreadable: no", now)),
            ("d-3", Channel.OPEN, "authorization.removed", Handling().settle("done", frozenset({RIVAL}), now)),
        ):
            await uow.inbox.store(Delivery(name, channel, b"act.secret-token", now, event), name)
            await uow.inbox.save(name, handling)
        await uow.commit()


async def shown(gateway: Gateway, **variables: Any) -> dict[str, Any]:
    page: dict[str, Any] = (await gateway.data(SHOW, variables))["webhookDeliveries"]
    return page


async def test_owners_see_what_became_of_their_webhooks(gateway: Gateway) -> None:
    await filled(gateway)
    at = "2026-11-20T09:00:00Z"
    page = await shown(gateway)
    dead, processed = page["nodes"]
    assert page["totalCount"] == 2
    assert processed == {
        "id": global_id("WebhookDelivery", "d-1"),
        "family": "SUBSCRIPTION",
        "event": "tto_video_published",
        "receivedAt": at,
        "state": "PROCESSED",
        "attempts": 1,
        "triedAt": at,
        "settledAt": at,
        "outcome": "capturing 1 campaigns",
        "lastError": None,
    }
    assert (dead["event"], dead["state"], dead["lastError"]) == (None, "DEAD", "unreadable: no")
    assert "secret" not in str(page)


async def test_they_choose_by_state_and_family(gateway: Gateway) -> None:
    await filled(gateway)
    assert [one["state"] for one in (await shown(gateway, states=["DEAD"]))["nodes"]] == ["DEAD"]
    assert (await shown(gateway, states=["DEAD"], family="SUBSCRIPTION"))["totalCount"] == 0
    assert (await shown(gateway, states=["DEAD", "PROCESSED"], family="SUBSCRIPTION"))["totalCount"] == 1
    assert (await shown(gateway, states=["WAITING"]))["totalCount"] == 0


async def test_a_dead_letter_is_found_by_its_id_and_replayed(gateway: Gateway) -> None:
    await filled(gateway)
    dead = global_id("WebhookDelivery", "d-2")
    assert (await gateway.data(NODE, {"id": dead}))["node"] == {"id": dead, "event": None, "state": "DEAD"}
    for _ in range(2):
        replayed = (await gateway.data(REPLAY, {"id": dead}))["replayWebhook"]
        assert replayed == {"delivery": {"id": dead, "state": "WAITING", "attempts": 0}, "errors": []}
    assert [waiting.job for waiting in gateway.units.storage.jobs] == [ProcessDelivery("d-2")]


async def test_what_concerns_another_workspace_is_not_there(gateway: Gateway) -> None:
    await filled(gateway)
    theirs = global_id("WebhookDelivery", "d-3")
    assert (await gateway.data(NODE, {"id": theirs}))["node"] is None
    refused = (await gateway.data(REPLAY, {"id": theirs}))["replayWebhook"]
    assert (refused["delivery"], [error["code"] for error in refused["errors"]]) == (None, ["NOT_FOUND"])
    rival = gateway.member(Role.OWNER, workspace="rival")
    page = (await gateway.data(SHOW, by=rival))["webhookDeliveries"]
    assert [one["event"] for one in page["nodes"]] == ["authorization.removed", None]


async def test_an_id_of_another_kind_is_refused_with_its_field(gateway: Gateway) -> None:
    refused = (await gateway.data(REPLAY, {"id": global_id("Campaign", "x")}))["replayWebhook"]
    assert [(error["code"], error["field"]) for error in refused["errors"]] == [("INVALID_VALUE", "deliveryId")]


async def test_only_owners_see_them(gateway: Gateway) -> None:
    for role in (Role.MANAGER, Role.VIEWER, Role.CREATOR):
        assert codes(await gateway.run(SHOW, by=role)) == ["NOT_ALLOWED"]


REPAIR = """
mutation ($look: Boolean!) {
  repairWebhooks(input: {onlyLook: $look}) {
    made registrations { topic standing callbackUrl subscriptionId ttoAccountId } errors { code }
  }
}
"""


async def test_what_is_missing_is_registered_and_shown(gateway: Gateway) -> None:
    await gateway.connect_marketplace()
    looked = (await gateway.data(REPAIR, {"look": True}))["repairWebhooks"]
    assert (looked["made"], {one["standing"] for one in looked["registrations"]}) == (0, {"MISSING"})
    repaired = (await gateway.data(REPAIR, {"look": False}))["repairWebhooks"]
    assert (repaired["made"], repaired["errors"]) == (5, [])
    topics = {one["topic"]: (one["standing"], one["callbackUrl"]) for one in repaired["registrations"]}
    assert topics == dict.fromkeys(
        ("VIDEO", "COMMENT", "TCM_VIDEOS", "TCM_INVITATIONS", "TCM_PERFORMANCE"), ("REGISTERED", HOOK)
    )
    again = (await gateway.data(REPAIR, {"look": False}))["repairWebhooks"]
    assert (again["made"], again["registrations"]) == (0, repaired["registrations"])


async def test_trouble_at_tiktok_is_told_in_the_payload(gateway: Gateway) -> None:
    gateway.one.troubles.unreachable("account_webhooks.find")
    told = (await gateway.data(REPAIR, {"look": False}))["repairWebhooks"]
    assert told == {"made": 0, "registrations": [], "errors": [{"code": "TIKTOK_UNREACHABLE"}]}
