"""Outgoing webhooks in the graph: made, changed, tried, replayed; and what came of each event."""

import json
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from creatorport.adapters.persistence.units_of_work import SqlUnitsOfWork
from creatorport.application.hooks.drive import DriveHooks
from creatorport.application.ports.jobs import DriveHook
from creatorport.application.use_cases.expire_hook_deliveries import ExpireHookDeliveries
from creatorport.domain.hooks.delivery import DeadBecause, DeliveryState
from creatorport.domain.hooks.hook import Hook
from creatorport.domain.hooks.news import HookEventType
from creatorport.domain.workspace import Role
from creatorport.graphql.global_ids import global_id
from creatorport.graphql.hook import states
from tests.graphql import hook_walk
from tests.graphql.gateway import Gateway, codes
from tests.graphql.seeds import Seeds
from tests.graphql.test_statements import Database, shown
from tests.integration.cost.counting import statements

URL = "https://lumen.example/hooks?key=k-1"
HOOK = """
id origin url eventTypes state disabledBecause disabledAt createdAt secretRotatedAt formerSecretUntil failingSince
"""
CREATE = f"""
mutation ($input: CreateOutgoingWebhookInput!) {{
  createOutgoingWebhook(input: $input) {{ webhook {{ {HOOK} }} errors {{ code field }} }}
}}
"""
CREATE_TELLING = CREATE.replace("errors", "secret errors")
UPDATE = f"""
mutation ($input: UpdateOutgoingWebhookInput!) {{
  updateOutgoingWebhook(input: $input) {{ webhook {{ {HOOK} }} errors {{ code field }} }}
}}
"""
ROTATE = f"""
mutation ($input: RotateOutgoingWebhookSecretInput!) {{
  rotateOutgoingWebhookSecret(input: $input) {{ webhook {{ {HOOK} }} secret errors {{ code }} }}
}}
"""
TEST = """
mutation ($id: ID!) {
  sendTestEvent(input: {webhookId: $id}) { delivery { id state eventType eventId body } errors { code } }
}
"""
REPLAY = """
mutation ($id: ID!) {
  replayOutgoingWebhookDelivery(input: {deliveryId: $id}) { delivery { id state attemptCount } errors { code } }
}
"""
REPLAY_DEAD = """
mutation ($id: ID!, $since: DateTime!) {
  replayDeadOutgoingWebhookDeliveries(input: {webhookId: $id, since: $since}) { replayed errors { code } }
}
"""
DELETE = "mutation ($id: ID!) { deleteOutgoingWebhook(input: {webhookId: $id}) { deletedId errors { code } } }"
DELIVERIES = """
query ($hook: ID, $states: [OutgoingWebhookDeliveryState!], $types: [OutgoingWebhookEventType!], $first: Int! = 20) {
  outgoingWebhookDeliveries(webhookId: $hook, states: $states, eventTypes: $types, first: $first) {
    totalCount
    nodes {
      id eventId eventType objectType objectId sequence occurredAt state attemptCount dueAt expiresAt
      sendingSince settledAt deadBecause body webhook { id }
      attempts { number at outcome status excerpt durationMs reason }
    }
  }
}
"""
NODE = """
query ($id: ID!) {
  node(id: $id) {
    ... on OutgoingWebhookDelivery { attempts { number at outcome status excerpt durationMs reason } }
  }
}
"""
NOW = "2026-11-20T09:00:00Z"


async def create(gateway: Gateway, document: str = CREATE, **given: Any) -> dict[str, Any]:
    made: dict[str, Any] = (await gateway.data(document, {"input": {"url": URL, **given}}))["createOutgoingWebhook"]
    return made


async def drive(gateway: Gateway) -> None:
    """Run the waiting jobs of webhooks, once each."""
    jobs = gateway.units.storage.jobs
    waiting = [one.job for one in jobs if isinstance(one.job, DriveHook)]
    jobs[:] = [one for one in jobs if not isinstance(one.job, DriveHook)]
    for job in waiting:
        await DriveHooks(gateway.units, gateway.clock, gateway.clock, gateway.receiver)(job)


async def deliveries(gateway: Gateway, **variables: Any) -> dict[str, Any]:
    page: dict[str, Any] = (await gateway.data(DELIVERIES, variables))["outgoingWebhookDeliveries"]
    return page


@pytest.mark.speaks_secrets("the secret is told to whoever makes the webhook")
async def test_a_webhook_is_made_with_its_secret_which_is_never_shown_again(gateway: Gateway) -> None:
    made = await create(gateway, CREATE_TELLING, eventTypes=["POST_LINKED", "CAMPAIGN_MOVED", "POST_LINKED"])
    assert made["errors"] == []
    assert made["secret"].startswith("whsec_")
    webhook = made["webhook"]
    assert webhook == {
        "id": global_id("OutgoingWebhook", _hook(gateway).id),
        "origin": "https://lumen.example",
        "url": URL,
        "eventTypes": ["CAMPAIGN_MOVED", "POST_LINKED"],
        "state": "ENABLED",
        "disabledBecause": None,
        "disabledAt": None,
        "createdAt": NOW,
        "secretRotatedAt": None,
        "formerSecretUntil": None,
        "failingSince": None,
    }
    for role in (Role.MANAGER, Role.OWNER):
        every = await gateway.data(f"{{ outgoingWebhooks {{ {HOOK} }} }}", by=role)
        assert every["outgoingWebhooks"] == [webhook]


async def test_of_its_address_viewers_see_where_it_leads_and_nothing_that_may_be_its_secret(gateway: Gateway) -> None:
    webhook = (await create(gateway))["webhook"]
    result = await gateway.run(f"{{ outgoingWebhooks {{ {HOOK} }} }}", by=Role.VIEWER)
    assert (result.data, codes(result)) == ({"outgoingWebhooks": [{**webhook, "url": None}]}, ["NOT_ALLOWED"])
    gateway.receiver.answer(URL, 404, "Cannot POST /hooks?key=k-1")
    await gateway.data(TEST, {"id": webhook["id"]})
    await drive(gateway)
    excerpts = {}
    for role in (Role.MANAGER, Role.VIEWER):
        [sent] = (await gateway.data(DELIVERIES, by=role))["outgoingWebhookDeliveries"]["nodes"]
        again = await gateway.data(NODE, {"id": sent["id"]}, by=role)
        assert again["node"]["attempts"] == sent["attempts"]
        excerpts[role] = [(one["status"], one["excerpt"]) for one in sent["attempts"]]
    assert excerpts == {Role.MANAGER: [(404, "Cannot POST /hooks?key=k-1")], Role.VIEWER: [(404, None)]}


@pytest.mark.speaks_secrets("the new secret is told to whoever changes it")
async def test_a_former_secret_is_shown_to_sign_along_until_it_does_not(gateway: Gateway) -> None:
    made = await create(gateway, CREATE_TELLING)
    rotated = (await gateway.data(ROTATE, {"input": {"webhookId": made["webhook"]["id"]}}))[
        "rotateOutgoingWebhookSecret"
    ]
    assert rotated["secret"] not in (None, made["secret"])
    assert rotated["webhook"]["formerSecretUntil"] == "2026-11-21T09:00:00Z"
    gateway.clock.advance(timedelta(days=1))
    [shown_] = (await gateway.data(f"{{ outgoingWebhooks {{ {HOOK} }} }}"))["outgoingWebhooks"]
    assert (shown_["formerSecretUntil"], shown_["secretRotatedAt"]) == (None, NOW)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"url": "http://lumen.example"}, "WEBHOOK_ADDRESS_REFUSED", "url"),
        ({"url": "https://127.0.0.1/"}, "WEBHOOK_ADDRESS_REFUSED", "url"),
        ({"url": "https://lumen.example/" + "x" * 2048}, "INVALID_VALUE", "url"),
        ({"eventTypes": []}, "INVALID_VALUE", "eventTypes"),
        ({"eventTypes": ["TEST"]}, "INVALID_VALUE", "eventTypes"),
    ],
)
async def test_what_cannot_be_a_webhook_is_refused_with_its_field(
    gateway: Gateway, given: dict[str, Any], code: str, field: str
) -> None:
    refused = await create(gateway, **given)
    assert refused == {"webhook": None, "errors": [{"code": code, "field": field}]}
    changed = await gateway.data(UPDATE, {"input": {"webhookId": (await create(gateway))["webhook"]["id"], **given}})
    assert changed["updateOutgoingWebhook"] == {"webhook": None, "errors": [{"code": code, "field": field}]}


async def test_a_workspace_has_twenty_at_most(gateway: Gateway) -> None:
    made = [await create(gateway) for _ in range(21)]
    assert [error["code"] for one in made for error in one["errors"]] == ["TOO_MANY_WEBHOOKS"]


async def test_a_webhook_is_changed_disabled_and_told_of_everything_again(gateway: Gateway) -> None:
    webhook = (await create(gateway, eventTypes=["POST_LINKED"]))["webhook"]
    elsewhere = "https://elsewhere.example"
    steps: list[tuple[dict[str, Any], dict[str, Any]]] = [
        (
            {"url": f"{elsewhere}:8443/in?key=k-2"},
            {"origin": f"{elsewhere}:8443", "url": f"{elsewhere}:8443/in?key=k-2"},
        ),
        ({"eventTypes": ["ACCOUNT_MOVED"]}, {"eventTypes": ["ACCOUNT_MOVED"]}),
        ({"allEventTypes": True}, {"eventTypes": None}),
        ({"enabled": False}, {"state": "DISABLED", "disabledBecause": "MEMBER", "disabledAt": NOW}),
        ({"enabled": True}, {"state": "ENABLED", "disabledBecause": None, "disabledAt": None}),
    ]
    for given, change in steps:
        webhook = {**webhook, **change}
        answer = await gateway.data(UPDATE, {"input": {"webhookId": webhook["id"], **given}})
        assert answer["updateOutgoingWebhook"] == {"webhook": webhook, "errors": []}


async def test_a_test_event_shows_what_came_of_it(gateway: Gateway) -> None:
    webhook = (await create(gateway))["webhook"]
    gateway.receiver.answer(URL, 503, "busy")
    sent = (await gateway.data(TEST, {"id": webhook["id"]}))["sendTestEvent"]
    assert sent["errors"] == []
    assert (sent["delivery"]["state"], sent["delivery"]["eventType"]) == ("PENDING", "TEST")
    await drive(gateway)
    [retrying] = (await deliveries(gateway))["nodes"]
    [attempt] = retrying["attempts"]
    assert attempt == {
        "number": 1,
        "at": NOW,
        "outcome": "ANSWERED",
        "status": 503,
        "excerpt": "busy",
        "durationMs": 20,
        "reason": None,
    }
    assert (retrying["state"], retrying["attemptCount"], retrying["settledAt"]) == ("RETRYING", 1, None)
    assert retrying["dueAt"] > NOW
    replayed = (await gateway.data(REPLAY, {"id": retrying["id"]}))["replayOutgoingWebhookDelivery"]
    assert replayed == {"delivery": {"id": retrying["id"], "state": "PENDING", "attemptCount": 0}, "errors": []}
    await drive(gateway)
    [delivered] = (await deliveries(gateway))["nodes"]
    assert {**delivered, "attempts": [one["status"] for one in delivered["attempts"]]} == {
        "id": retrying["id"],
        "eventId": sent["delivery"]["eventId"],
        "eventType": "TEST",
        "objectType": "OutgoingWebhook",
        "objectId": webhook["id"],
        "sequence": "1",
        "occurredAt": NOW,
        "state": "DELIVERED",
        "attemptCount": 1,
        "dueAt": None,
        "expiresAt": None,
        "sendingSince": None,
        "settledAt": NOW,
        "deadBecause": None,
        "body": gateway.receiver.received[0].body.decode(),
        "webhook": {"id": webhook["id"]},
        "attempts": [503, 204],
    }
    assert json.loads(delivered["body"])["object"] == {"type": "OutgoingWebhook", "id": webhook["id"]}


async def test_dead_letters_since_a_time_are_replayed(gateway: Gateway) -> None:
    webhook = (await create(gateway))["webhook"]
    gateway.receiver.answer(URL, 410)
    await gateway.data(TEST, {"id": webhook["id"]})
    await drive(gateway)
    [dead] = (await deliveries(gateway, states=["DEAD"]))["nodes"]
    assert dead["deadBecause"] == "GONE"
    given = {"id": webhook["id"], "since": NOW}
    refused = await gateway.data(REPLAY_DEAD, given)
    assert refused["replayDeadOutgoingWebhookDeliveries"] == {"replayed": 0, "errors": [{"code": "WRONG_STATE"}]}
    await gateway.data(UPDATE, {"input": {"webhookId": webhook["id"], "enabled": True}})
    assert (await gateway.data(REPLAY_DEAD, given))["replayDeadOutgoingWebhookDeliveries"]["replayed"] == 1
    await drive(gateway)
    assert (await deliveries(gateway, states=["DEAD"]))["totalCount"] == 0


async def test_what_waited_for_eight_days_is_shown_as_given_up_for_that_reason_and_is_replayed(
    gateway: Gateway,
) -> None:
    webhook = (await create(gateway))["webhook"]
    gateway.receiver.answer(URL, 503)
    await gateway.data(TEST, {"id": webhook["id"]})
    await drive(gateway)
    expire = ExpireHookDeliveries(gateway.units, gateway.clock)
    await expire()
    [waiting] = (await deliveries(gateway))["nodes"]
    assert (waiting["state"], waiting["expiresAt"]) == ("RETRYING", "2026-11-28T09:00:00Z")
    gateway.clock.advance(timedelta(days=8))
    await expire()
    [dead] = (await deliveries(gateway, states=["DEAD"]))["nodes"]
    assert {name: dead[name] for name in ("id", "deadBecause", "settledAt", "expiresAt", "dueAt")} == {
        "id": waiting["id"],
        "deadBecause": "EXPIRED",
        "settledAt": "2026-11-28T09:00:00Z",
        "expiresAt": None,
        "dueAt": None,
    }
    replayed = (await gateway.data(REPLAY, {"id": dead["id"]}))["replayOutgoingWebhookDelivery"]
    assert replayed["delivery"]["state"] == "PENDING"
    await drive(gateway)
    assert [one["state"] for one in (await deliveries(gateway))["nodes"]] == ["DELIVERED"]


def test_the_graph_names_whatever_can_become_of_an_event() -> None:
    assert {one.value for one in states.OutgoingWebhookDeadBecause} == {one.value for one in DeadBecause}
    assert {one.value for one in states.OutgoingWebhookDeliveryState} == {one.value for one in DeliveryState}


async def test_deliveries_are_found_by_webhook_state_and_type(gateway: Gateway) -> None:
    await hook_walk.furnish(Seeds(gateway))
    webhook = (await create(gateway))["webhook"]
    await gateway.data(TEST, {"id": webhook["id"]})
    wanted: list[tuple[dict[str, Any], list[str]]] = [
        ({}, ["ACCOUNT_GRANT_ENDING", "TEST"]),
        ({"hook": webhook["id"]}, ["TEST"]),
        ({"types": ["ACCOUNT_GRANT_ENDING"]}, ["ACCOUNT_GRANT_ENDING"]),
        ({"states": ["DEAD"]}, []),
        ({"states": ["PENDING"], "hook": hook_walk.WEBHOOK}, ["ACCOUNT_GRANT_ENDING"]),
    ]
    for given, found in wanted:
        assert sorted(one["eventType"] for one in (await deliveries(gateway, **given))["nodes"]) == found


async def test_a_deleted_webhook_is_gone_with_what_was_told_to_it(gateway: Gateway) -> None:
    await hook_walk.furnish(Seeds(gateway))
    deleted = (await gateway.data(DELETE, {"id": hook_walk.WEBHOOK}))["deleteOutgoingWebhook"]
    assert deleted == {"deletedId": hook_walk.WEBHOOK, "errors": []}
    assert (await deliveries(gateway))["totalCount"] == 0
    again = (await gateway.data(DELETE, {"id": hook_walk.WEBHOOK}))["deleteOutgoingWebhook"]
    assert again == {"deletedId": None, "errors": [{"code": "NOT_FOUND"}]}


async def test_a_creator_sees_nothing_of_it(gateway: Gateway) -> None:
    await hook_walk.furnish(Seeds(gateway))
    for document in ("{ outgoingWebhooks { id } }", "{ outgoingWebhookDeliveries { totalCount } }"):
        assert codes(await gateway.run(document, by=Role.CREATOR)) == ["NOT_ALLOWED"]


def test_the_graph_names_every_type_that_is_told() -> None:
    assert {one.value for one in states.OutgoingWebhookEventType} == {one.value for one in HookEventType}


@pytest.mark.parametrize("many", [1, 20])
async def test_deliveries_take_two_statements_whatever_their_number(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, many: int
) -> None:
    first = await hook_walk.furnish(Seeds(Database(sql_units)))
    async with sql_units() as uow:
        for number in range(1, many):
            about = replace(first.news, id=f"evt_{number + 1}")
            await uow.hook_deliveries.tell(first.workspace_id, [about])
        await uow.commit()
    with statements(engine) as seen:
        page = (await shown(gateway, engine, DELIVERIES, first=100))["outgoingWebhookDeliveries"]
    assert len(page["nodes"]) == page["totalCount"] == many
    assert {one["webhook"]["id"] for one in page["nodes"]} == {hook_walk.WEBHOOK}
    assert len(seen) == 2


@pytest.mark.parametrize("many", [1, 5])
async def test_whole_addresses_take_one_more_statement_whatever_their_number(
    gateway: Gateway, engine: AsyncEngine, sql_units: SqlUnitsOfWork, many: int
) -> None:
    for number in range(many):
        await hook_walk.furnish(Seeds(Database(sql_units)), f"hook-{number}")
    with statements(engine) as seen:
        webhooks = (await shown(gateway, engine, "{ outgoingWebhooks { origin url } }"))["outgoingWebhooks"]
    assert webhooks == [
        {"origin": f"https://hook-{number}.example", "url": f"https://hook-{number}.example/hooks?key=1"}
        for number in range(many)
    ]
    assert len(seen) == 2


def _hook(gateway: Gateway) -> Hook:
    [found] = [one for one in gateway.units.storage.records.values() if isinstance(one, Hook)]
    return found
