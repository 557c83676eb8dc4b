from datetime import datetime

import strawberry

from creatorport.graphql.fields import attribute


@strawberry.type(
    description="What TikTok told by webhook of a video's comments, since it tells: not all of them, and no text."
)
class CommentTally:
    heard: int = attribute("Of how many comments and replies anything was told.")
    replies: int = attribute("How many of them are replies.")
    hidden: int = attribute("How many of them are hidden now.")
    deleted: int = attribute("How many of them were deleted.")
    last_at: datetime | None = attribute("When the newest of it happened; null where nothing was told.")
