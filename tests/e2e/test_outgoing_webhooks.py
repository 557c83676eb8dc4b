"""Outgoing webhooks as a front-end manages them and a receiver of its own gets them, over real HTTP at both ends."""

import json
from typing import Any

import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from tests.e2e.stage import documents
from tests.e2e.stage.caller import Caller
from tests.e2e.stage.stage import Stage
from tests.e2e.stage.waiting import eventually
from tests.receivers.server import Call, receiving

pytestmark = [pytest.mark.process, pytest.mark.xdist_group("gateway")]

MAKE = f"""
mutation ($input: CreateOutgoingWebhookInput!) {{
  createOutgoingWebhook(input: $input) {{ webhook {{ id url state }} secret {documents.ERRORS} }}
}}"""
ROTATE = f"""
mutation ($input: RotateOutgoingWebhookSecretInput!) {{
  rotateOutgoingWebhookSecret(input: $input) {{ secret {documents.ERRORS} }}
}}"""
ENABLE = f"""
mutation ($input: UpdateOutgoingWebhookInput!) {{
  updateOutgoingWebhook(input: $input) {{ webhook {{ state }} {documents.ERRORS} }}
}}"""
TEST = f"mutation ($input: SendTestEventInput!) {{ sendTestEvent(input: $input) {{ {documents.ERRORS} }} }}"
REPLAY = f"""
mutation ($input: ReplayOutgoingWebhookDeliveryInput!) {{
  replayOutgoingWebhookDelivery(input: $input) {{ delivery {{ state }} {documents.ERRORS} }}
}}"""
EDIT = f"mutation ($input: UpdateCampaignInput!) {{ updateCampaign(input: $input) {{ {documents.ERRORS} }} }}"
CANCEL = f"mutation ($input: CancelCampaignInput!) {{ cancelCampaign(input: $input) {{ {documents.ERRORS} }} }}"
SEEN = """
query ($type: OutgoingWebhookEventType!) {
  outgoingWebhooks { state disabledBecause }
  outgoingWebhookDeliveries(eventTypes: [$type]) {
    nodes { id eventId state deadBecause sequence attempts { number outcome status excerpt } }
  }
}"""


async def changed(caller: Caller, document: str, **given: Any) -> dict[str, Any]:
    payload = await caller.change(document, **given)
    assert payload["errors"] == []
    return payload


async def delivery_of(caller: Caller, kind: str, *, state: str) -> dict[str, Any]:
    """Wait until the one delivery of this type is in this state, and return it."""

    async def probe() -> dict[str, Any] | None:
        [found] = (await caller.ask(SEEN, type=kind))["outgoingWebhookDeliveries"]["nodes"]
        return found if found["state"] == state else None

    found = await eventually(probe, f"the delivery of {kind} is {state}")
    assert found is not None
    return found


def believed(call: Call, *secrets: str) -> dict[str, Any]:
    """What a call tells, once the specification's own library believes it by each of the secrets."""
    for secret in secrets:
        Webhook(secret).verify(call.body, call.headers)
    told: dict[str, Any] = json.loads(call.body)
    assert call.headers["webhook-id"] == told["id"]
    return told


@pytest.mark.speaks_secrets("a webhook's secret is shown once, when it is made")
async def test_what_happens_is_received_signed_tried_again_in_order_given_up_and_replayed(stage: Stage) -> None:
    brand = stage.caller(workspace="hooked")
    async with receiving() as receiver:
        url = f"http://localhost:{receiver.port}/in"
        made = await changed(brand, MAKE, url=url)
        hook, secret = made["webhook"]["id"], made["secret"]
        created = await changed(brand, documents.CREATE, name="Hooked", brandName="Lumen", brief="Show your routine.")
        campaign = created["campaign"]["id"]

        receiver.answer(500, "out of order")
        await changed(brand, EDIT, campaignId=campaign, expectedVersion=0, brief="Show your evening.")
        failed = await delivery_of(brand, "CAMPAIGN_CHANGED", state="RETRYING")
        assert failed["attempts"] == [{"number": 1, "outcome": "ANSWERED", "status": 500, "excerpt": "out of order"}]
        first = believed(receiver.calls[0], secret)
        assert first["object"] == {"type": "Campaign", "id": campaign}
        assert (first["type"], first["data"]) == ("campaign.changed", {"fields": ["brief"]})
        assert first["workspace"] == "hooked"

        # A later event of the campaign waits for the earlier; what comes at last is signed with both secrets.
        await changed(brand, CANCEL, campaignId=campaign)
        fresh = (await changed(brand, ROTATE, webhookId=hook))["secret"]
        await stage.leap(10)
        await changed(brand, TEST, webhookId=hook)
        await delivery_of(brand, "CAMPAIGN_CHANGED", state="DELIVERED")
        moved = await delivery_of(brand, "CAMPAIGN_MOVED", state="DELIVERED")
        told = [believed(call, secret, fresh) for call in (await receiver.got(4))[1:]]
        kinds = [one["type"] for one in told]
        assert sorted(kinds) == ["campaign.changed", "campaign.moved", "webhook.test"]
        assert kinds.index("campaign.changed") < kinds.index("campaign.moved")
        [again] = [call for call in receiver.calls[1:] if call.headers["webhook-id"] == first["id"]]
        assert again.body == receiver.calls[0].body
        with pytest.raises(WebhookVerificationError):
            believed(receiver.calls[0], fresh)

        # Another campaign's event meets a receiver that wants nothing more.
        receiver.answer(410)
        other = await changed(brand, documents.CREATE, name="Unwanted", brandName="Lumen", brief="Show your routine.")
        await changed(brand, EDIT, campaignId=other["campaign"]["id"], expectedVersion=0, brief="Show your morning.")

        async def disabled() -> bool:
            shown: list[dict[str, Any]] = (await brand.ask(SEEN, type="TEST"))["outgoingWebhooks"]
            return shown == [{"state": "DISABLED", "disabledBecause": "GONE"}]

        await eventually(disabled, "the webhook is disabled")
        nodes = (await brand.ask(SEEN, type="CAMPAIGN_CHANGED"))["outgoingWebhookDeliveries"]["nodes"]
        [dead] = [one for one in nodes if one["state"] == "DEAD"]
        assert (dead["deadBecause"], [one["status"] for one in dead["attempts"]]) == ("GONE", [410])

        await changed(brand, ENABLE, webhookId=hook, enabled=True)
        await changed(brand, REPLAY, deliveryId=dead["id"])
        replayed = (await receiver.got(6))[5]
        assert replayed.headers["webhook-id"] == dead["eventId"] == believed(replayed, fresh)["id"]
        assert replayed.body == receiver.calls[4].body

        # And every event that was taken comes once more to whoever asks for it.
        await changed(brand, REPLAY, deliveryId=moved["id"])
        assert (await receiver.got(7))[6].headers["webhook-id"] == moved["eventId"]
    log = stage.gateway.log.read_text(encoding="utf-8")
    assert [one for one in (secret, fresh, url) if one in log] == []


async def test_an_internal_address_cannot_be_named(stage: Stage) -> None:
    refused = await stage.caller(workspace="hooked-inside").change(MAKE, url="https://169.254.169.254/latest/meta-data")
    assert (refused["webhook"], refused["secret"]) == (None, None)
    assert [(one["code"], one["field"], one["fixableBy"]) for one in refused["errors"]] == [
        ("WEBHOOK_ADDRESS_REFUSED", "url", "CALLER")
    ]
