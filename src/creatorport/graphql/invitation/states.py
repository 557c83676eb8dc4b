from enum import Enum

import strawberry

from creatorport.graphql.enums import value


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


@strawberry.enum(description="How the terms of an invitation came to be agreed.")
class AgreedBy(Enum):
    CREATOR = value("CREATOR", description="The creator accepted the version that they named.")
    BRAND = value("BRAND", description="The brand accepted the creator's counter-offer.")
    TIKTOK_SIGNAL = value(
        "TIKTOK_SIGNAL",
        description="TikTok told that the creator accepted. It names no version: the one that stood then is meant.",
    )
