from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="What an outgoing webhook is told of. New types may be added.")
class OutgoingWebhookEventType(Enum):
    CAMPAIGN_MOVED = value("campaign.moved", description="A campaign entered another state, or was archived.")
    CAMPAIGN_CHANGED = value("campaign.changed", description="A campaign's texts or plan were changed.")
    CAMPAIGN_MILESTONE_REACHED = value(
        "campaign.milestone_reached", description="A campaign reached a milestone, for the first and only time."
    )
    CAMPAIGN_PERFORMANCE_CHANGED = value(
        "campaign.performance_changed", description="A capture found other numbers than the one before."
    )
    INVITATION_MOVED = value("invitation.moved", description="An invitation entered another state.")
    INVITATION_TERMS_MOVED = value(
        "invitation.terms_moved", description="The terms of an invitation were countered, answered or agreed."
    )
    DELIVERABLE_MOVED = value("deliverable.moved", description="A deliverable entered another state.")
    DELIVERABLE_REMINDED = value("deliverable.reminded", description="A creator was reminded of a deliverable.")
    DELIVERABLE_LINK_MOVED = value(
        "deliverable.link_moved", description="The request to link a deliverable's video entered another state."
    )
    POST_LINKED = value("post.linked", description="A creator's video was linked to a campaign.")
    POST_SPARK_MOVED = value(
        "post.spark_moved", description="The permission to advertise a post entered another state."
    )
    POST_SPARK_ENDING = value("post.spark_ending", description="The permission to advertise a post ends soon.")
    ACCOUNT_MOVED = value("account.moved", description="A TikTok account's connection entered another state.")
    ACCOUNT_GRANT_ENDING = value(
        "account.grant_ending", description="A TikTok account's grant ends soon, and has to be given anew by then."
    )
    PUBLICATION_MOVED = value("publication.moved", description="A publication entered another state.")
    TEST = value("webhook.test", description="A test, which is told whatever was chosen; it cannot be chosen.")


@strawberry.enum(description="Whether an outgoing webhook is told anything.")
class OutgoingWebhookState(Enum):
    ENABLED = value("enabled", description="It is told what happens.")
    DISABLED = value("disabled", description="It is told nothing; what happens meanwhile is never told to it.")


@strawberry.enum(description="Why an outgoing webhook is told nothing.")
class OutgoingWebhookDisabledBecause(Enum):
    MEMBER = value("member", description="A member wanted it so.")
    GONE = value("gone", description="Its receiver answered 410 Gone.")
    FAILING = value("failing", description="Its receiver did nothing but fail for five days.")


@strawberry.enum(description="Where an event stands on its way to an outgoing webhook.")
class OutgoingWebhookDeliveryState(Enum):
    PENDING = value(
        "pending",
        description="It waits for its first attempt, or for an earlier event of the same object, see `expiresAt`.",
    )
    RETRYING = value("retrying", description="An attempt failed; it is tried again, see `dueAt`.")
    DELIVERED = value("delivered", description="The receiver took it: it answered with a status from 200 to 299.")
    DEAD = value("dead", description="A dead letter: it was given up. It can be replayed.")


@strawberry.enum(description="Why an event was given up.")
class OutgoingWebhookDeadBecause(Enum):
    SPENT = value("spent", description="All of its attempts failed.")
    GONE = value("gone", description="The receiver answered 410 Gone.")
    DISABLED = value("disabled", description="The webhook was disabled meanwhile.")
    EXPIRED = value(
        "expired",
        description="Its eight days were over, or would be before its next attempt: it waited for its turn behind "
        "earlier events, or as long as its receiver asked.",
    )


@strawberry.enum(description="What a call of a receiver came to.")
class OutgoingWebhookAttemptOutcome(Enum):
    ANSWERED = value("answered", description="It answered, see `status`.")
    UNREACHABLE = value("unreachable", description="It gave no whole answer in time; it may have got the event.")
    ADDRESS_REFUSED = value(
        "address_refused", description="Nothing was sent: the address leads to where nothing is ever sent."
    )
    LOST = value("lost", description="The gateway stopped before it saw the answer; the receiver may have the event.")
