from enum import Enum

import strawberry


@strawberry.enum(description="Where a campaign stands.")
class CampaignState(Enum):
    DRAFT = strawberry.enum_value("draft", description="Being prepared here; TikTok knows nothing of it.")
    SUBMITTING = strawberry.enum_value("submitting", description="Handed to TikTok; the answer is open.")
    ACTIVE = strawberry.enum_value("active", description="Running on TikTok One.")
    PAUSED = strawberry.enum_value("paused", description="Running, but no more creators are invited for now.")
    COMPLETED = strawberry.enum_value("completed", description="Over, as planned.")
    CANCELLED = strawberry.enum_value("cancelled", description="Over before its time.")
    REJECTED = strawberry.enum_value("rejected", description="TikTok would not have it.")
