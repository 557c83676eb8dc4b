from enum import Enum

import strawberry


@strawberry.enum(description="Where an invitation stands.")
class InvitationState(Enum):
    DRAFT = strawberry.enum_value("draft", description="Waits for the campaign's launch.")
    SENDING = strawberry.enum_value("sending", description="On its way to TikTok.")
    SENT = strawberry.enum_value("sent", description="TikTok has it.")
    VIEWED = strawberry.enum_value("viewed", description="The creator has looked at it.")
    ACCEPTED = strawberry.enum_value("accepted", description="The creator said yes.")
    DECLINED = strawberry.enum_value("declined", description="The creator said no.")
    EXPIRED = strawberry.enum_value("expired", description="The creator did not answer in time.")
    WITHDRAWN = strawberry.enum_value("withdrawn", description="It was taken back.")
    UNDELIVERABLE = strawberry.enum_value("undeliverable", description="TikTok would not deliver it.")


@strawberry.enum(description="How an invitation reached the creator.")
class Delivery(Enum):
    NOTIFICATION_ONLY = strawberry.enum_value(
        "NOTIFICATION_ONLY", description="By TikTok's own notice of the campaign, without the personal message."
    )
    PERSONAL_MESSAGE = strawberry.enum_value("PERSONAL_MESSAGE", description="With the personal message.")
