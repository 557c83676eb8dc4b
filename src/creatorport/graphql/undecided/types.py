from datetime import datetime
from enum import Enum

import strawberry

from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute


@strawberry.enum(description="What was to be changed at TikTok.")
class UndecidedChange(Enum):
    LAUNCH_CAMPAIGN = value("launch_campaign", description="The campaign is made, with its first creators.")
    ADD_CREATORS = value("add_creators", description="Creators are added to the campaign.")
    SEND_INVITATION = value("send_invitation", description="A personal message is sent.")
    CANCEL_INVITATION = value("cancel_invitation", description="A personal message is taken back.")
    JOIN_CAMPAIGN = value("join_campaign", description="A creator joins, in their name.")
    CREATE_LINK = value("create_link", description="The product's link is made.")
    PLACE_ORDER = value("place_order", description="An order is placed.")
    CHANGE_ORDER = value("change_order", description="An order is ended or cancelled.")
    AMEND_ORDER = value("amend_order", description="An order gets another budget or another last day.")


@strawberry.type(
    description="A change at TikTok whose answer was lost. It is being found out whether it happened; until then "
    "nothing is sent twice."
)
class Undecided:
    change: UndecidedChange = attribute("What was to be changed.")
    since: datetime = attribute("When the request left whose answer was lost.")
    reason: str = attribute("Why it is not decided yet: what the last question came to, or how the answer was lost.")
    refused: bool = attribute("Whether TikTok was asked and refused to tell: somebody has to put right what it names.")
    retry_at: datetime | None = attribute("When TikTok is asked next; null where that is not known.")
