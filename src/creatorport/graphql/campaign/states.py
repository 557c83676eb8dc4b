from enum import Enum

import strawberry

from creatorport.graphql.enums import value


@strawberry.enum(description="Where a campaign stands.")
class CampaignState(Enum):
    DRAFT = value("draft", description="Being prepared here; TikTok knows nothing of it.")
    SUBMITTING = value("submitting", description="Handed to TikTok; the answer is open.")
    ACTIVE = value("active", description="Running on TikTok One.")
    PAUSED = value("paused", description="Running, but no more creators are invited for now.")
    COMPLETED = value("completed", description="Over, as planned.")
    CANCELLED = value("cancelled", description="Over before its time.")
    REJECTED = value("rejected", description="TikTok would not have it.")
