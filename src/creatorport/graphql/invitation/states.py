from datetime import datetime
from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, derived


@strawberry.enum(description="Where an invitation stands.")
class InvitationState(Enum):
    DRAFT = value("draft", description="Waits for the campaign's launch.")
    SENDING = value("sending", description="On its way to TikTok.")
    SENT = value("sent", description="TikTok has it.")
    VIEWED = value("viewed", description="The creator has looked at it.")
    ACCEPTED = value("accepted", description="The creator said yes.")
    DECLINED = value("declined", description="The creator said no.")
    EXPIRED = value("expired", description="The creator did not answer in time.")
    WITHDRAWN = value("withdrawn", description="It was taken back.")
    UNDELIVERABLE = value("undeliverable", description="TikTok would not deliver it.")


@strawberry.enum(description="How an invitation reached the creator.")
class Delivery(Enum):
    NOTIFICATION_ONLY = value(
        "NOTIFICATION_ONLY", description="By TikTok's own notice of the campaign, without the personal message."
    )
    PERSONAL_MESSAGE = value("PERSONAL_MESSAGE", description="With the personal message.")
    JOIN_LINK = value(
        "JOIN_LINK",
        description="By a link of this gateway, which somebody sends the creator; TikTok did not reach them.",
    )


@strawberry.enum(description="How the terms of an invitation came to be agreed.")
class AgreedBy(Enum):
    CREATOR = value("CREATOR", description="The creator accepted the version that they named.")
    BRAND = value("BRAND", description="The brand accepted the creator's counter-offer.")
    TIKTOK_SIGNAL = value(
        "TIKTOK_SIGNAL",
        description="TikTok told that the creator accepted. It names no version: the brand's newest is meant.",
    )


@strawberry.enum(description="Where the negotiation of an invitation's terms stands.")
class NegotiationState(Enum):
    OPEN = value("open", description="The brand's terms stand; the creator may accept, counter or decline.")
    COUNTERED = value("countered", description="The creator proposed other terms; the brand has to answer.")
    REFUSED = value(
        "refused", description="The brand refused the counter-offer: its own last terms stand, to be taken or left."
    )
    AGREED = value("agreed", description="Both sides agree.")


@strawberry.enum(description="How a reminder reached the creator. TikTok has no call for it.")
class ReminderDelivery(Enum):
    SHOWN_HERE = value("SHOWN_HERE", description="The creator is connected, and sees it among their invitations here.")
    JOIN_LINK = value(
        "JOIN_LINK", description="The creator is not connected: nothing was sent. Send them the join link."
    )


@strawberry.type(description="A reminder of an invitation.")
class Reminder:
    at: datetime = attribute("When the creator was reminded.")
    delivery: ReminderDelivery = derived(lambda reminder: reminder.delivery.value, "How it reached them.")


@strawberry.enum(description="How a creator who said yes gets into the campaign at TikTok.")
class JoiningWay(Enum):
    IN_CREATORS_NAME = value(
        "IN_CREATORS_NAME", description="By this gateway, with the token that the creator granted the business app."
    )
    JOIN_LINK = value("JOIN_LINK", description="By the creator themselves: TikTok's link, or an answer at TikTok.")


@strawberry.enum(description="Where a creator's joining at TikTok stands.")
class JoiningState(Enum):
    OPEN = value("open", description="The creator has to open TikTok's link; or has, and TikTok shows it to nobody.")
    UNDER_WAY = value("under_way", description="This gateway is about to join them, or asks what became of it.")
    JOINED = value("joined", description="The creator is in.")


@strawberry.type(description="Whether a creator who said yes is in the campaign at TikTok too.")
class Joining:
    way: JoiningWay = derived(lambda joining: joining.way.value, "How they get there.")
    state: JoiningState = derived(lambda joining: joining.state.value, "Where that stands.")
    joined_at: datetime | None = attribute("When it was known that they are in; null before.")
    failure: str | None = attribute("Why they could not be joined in their name; null unless that was tried in vain.")
