from datetime import datetime

import strawberry

from creatorport.graphql.error.types import ErrorCode, FixableBy
from creatorport.graphql.fields import attribute


@strawberry.type(description="Why the performance of a campaign could not be captured when that was tried last.")
class CaptureFailure:
    code: ErrorCode = attribute("What was wrong, for programs.")
    message: str = attribute("What was wrong, for people: TikTok's words, or ours.")
    fixable_by: FixableBy = attribute("Who can do something about it.")
    since: datetime = attribute("When it failed first, without a success since.")
    at: datetime = attribute("When it failed last.")
    retry_at: datetime = attribute("When it is tried again, at the latest: a new video's webhook has it tried at once.")
    tiktok_code: str | None = attribute("TikTok's own code; null where there was no answer.")
    log_id: str | None = attribute("TikTok's log id of the call, for their support; null where there was no answer.")
