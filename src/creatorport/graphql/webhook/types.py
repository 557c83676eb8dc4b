from datetime import datetime
from enum import Enum

import strawberry

from creatorport.application.webhook_views import WebhookDeliveryView
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived
from creatorport.graphql.node.types import Node, identity


@strawberry.enum(description="Which of TikTok's webhook families a delivery belongs to.")
class WebhookFamily(Enum):
    TIKTOK_FOR_DEVELOPERS = value("open", description="The app at TikTok for Developers.")
    SUBSCRIPTION = value("business", description="A subscription at API for Business, such as TikTok One's.")
    ACCOUNT = value("account", description="Events of accounts that authorised the app at API for Business.")
    SHOP = value("shop", description="An app at TikTok Shop.")


@strawberry.enum(description="Where a stored webhook stands.")
class WebhookDeliveryState(Enum):
    WAITING = value("waiting", description="It is to be acted on, for the first time or again.")
    PROCESSED = value("processed", description="It was acted on; what came of it is the outcome.")
    DEAD = value("dead", description="A dead letter: it could not be acted on. It can be replayed.")


@strawberry.type(description="A webhook of TikTok that is kept here. Its body is shown to nobody.")
class WebhookDelivery(Node):
    id: strawberry.ID = identity("WebhookDelivery")
    family: WebhookFamily = attribute("Which family it belongs to.")
    event: str | None = derived(
        lambda delivery: delivery.event or None, "What TikTok calls the event, or the first of several."
    )
    received_at: datetime = attribute("When it arrived.")
    state: WebhookDeliveryState = attribute("Where it stands.")
    attempts: int = attribute("How often it was tried since it arrived, or was replayed last.")
    tried_at: datetime | None = attribute("When it was tried last; null before the first time.")
    settled_at: datetime | None = attribute("When it got its verdict; null while it waits.")
    outcome: str | None = attribute("What came of it, the last time that it was acted on.")
    last_error: str | None = derived(
        lambda delivery: delivery.error, "What went wrong in the last attempt; null where nothing did."
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, WebhookDeliveryView)
