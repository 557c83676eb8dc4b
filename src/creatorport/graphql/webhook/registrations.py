from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.error.types import ERRORS, UserError
from creatorport.graphql.fields import attribute, derived


@strawberry.enum(description="What TikTok can be asked to tell of.")
class WebhookTopic(Enum):
    TCM_VIDEOS = value("TCM_VIDEOS", description="Videos linked to campaigns of a TikTok One account.")
    TCM_INVITATIONS = value("TCM_INVITATIONS", description="Answers to personal invitations; the assumed contract.")
    TCM_PERFORMANCE = value("TCM_PERFORMANCE", description="Thresholds that videos cross; the assumed contract.")
    VIDEO = value("VIDEO", description="Posts of accounts that authorised the business app.")
    COMMENT = value("COMMENT", description="Comments on posts of accounts that authorised the business app.")


@strawberry.enum(description="How a registration at TikTok stands.")
class WebhookStanding(Enum):
    REGISTERED = value("REGISTERED", description="TikTok tells this gateway.")
    MISSING = value("MISSING", description="TikTok tells nobody.")
    ELSEWHERE = value("ELSEWHERE", description="TikTok tells another address.")
    DEAD_TOKEN = value(
        "DEAD_TOKEN", description="It was made with a token that has been replaced: TikTok may be silent any time."
    )


@strawberry.type(description="Whether TikTok tells of a topic, and whom.")
class WebhookRegistration:
    topic: WebhookTopic = attribute("What is told of.")
    standing: WebhookStanding = derived(lambda one: one.standing.value, "How it stands.")
    callback_url: str | None = attribute("The address that is told; null where nobody is.")
    subscription_id: str | None = attribute("TikTok's id of the subscription; null for topics that are the app's.")
    tto_account_id: str | None = attribute("The TikTok One account; null for topics that are the app's.")


@strawberry.input(description="What is to be done about webhooks.")
class RepairWebhooksInput:
    only_look: bool = strawberry.field(default=False, description="Only look how they stand, and change nothing.")


@strawberry.type(description="How webhooks stand now, or why that is not known.")
class RepairWebhooksPayload:
    made: int = derived(
        lambda outcome: 0 if outcome.shown is None else outcome.shown.made, "How many registrations were made."
    )
    registrations: list[WebhookRegistration] = derived(
        lambda outcome: () if outcome.shown is None else outcome.shown.registrations,
        "The app's, and those of the workspace's TikTok One account.",
    )
    errors: list[UserError] = attribute(ERRORS)
