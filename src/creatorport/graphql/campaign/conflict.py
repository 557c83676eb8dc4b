from datetime import datetime

import strawberry

from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.campaign.types import Campaign
from creatorport.graphql.error.remedies import Remedy
from creatorport.graphql.error.types import (
    CODE,
    FIELD,
    FIXABLE_BY,
    MESSAGE,
    REMEDY,
    RETRY_AT,
    ErrorCode,
    FixableBy,
    UserError,
)
from creatorport.graphql.errors import EditConflict
from creatorport.graphql.fields import attribute, derived, edge


@strawberry.type(description="Somebody else changed the campaign since the version that was seen.")
class CampaignEditConflict(UserError):
    code: ErrorCode = attribute(CODE)
    message: str = attribute(MESSAGE)
    field: str | None = attribute(FIELD)
    fixable_by: FixableBy = attribute(FIXABLE_BY)
    retry_at: datetime | None = attribute(RETRY_AT)
    remedy: Remedy | None = derived(lambda _: None, REMEDY)
    campaign: Campaign | None = edge(
        CampaignByIdLoader, "The campaign as it is now.", key=lambda conflict: conflict.campaign_id
    )
    expected_version: int = attribute("The version that was seen.")
    present_version: int = attribute("The version that it is at now.")
    changed_fields: list[str] = attribute("What was changed since, as inputs name it; `state` for a step of its life.")
    changed_by: list[str] = attribute("The ids of the members who did, each once.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, EditConflict)
