from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING, Annotated

import strawberry

from creatorport.application.views import PostView
from creatorport.domain.errors import InvalidValue
from creatorport.graphql.campaign.loaders import CampaignByIdLoader
from creatorport.graphql.creator.loaders import CreatorByIdLoader
from creatorport.graphql.creator.types import Creator
from creatorport.graphql.enums import value
from creatorport.graphql.fields import attribute, edge
from creatorport.graphql.node.types import Node, identity
from creatorport.graphql.performance.loaders import HistoryByPostIdLoader
from creatorport.graphql.performance.types import Snapshot
from creatorport.graphql.scalars import URL
from creatorport.graphql.spark.loaders import SparkByPostIdLoader
from creatorport.graphql.spark.types import SparkAuthorization

if TYPE_CHECKING:
    from creatorport.graphql.campaign.types import Campaign

HISTORY_DEFAULT = 30
HISTORY_MAX = 200


def newest_asked(
    newest: Annotated[
        int, strawberry.argument(description=f"How many of the newest captures to return: 1 to {HISTORY_MAX}.")
    ] = HISTORY_DEFAULT,
) -> int:
    if not 1 <= newest <= HISTORY_MAX:
        raise InvalidValue("newest", f"ask for 1 to {HISTORY_MAX} captures")
    return newest


@strawberry.enum(description="Where a post stands.")
class PostState(Enum):
    DRAFT = value("draft", description="Prepared here, not sent.")
    SCHEDULED = value("scheduled", description="To be published later.")
    UPLOADING = value("uploading", description="On its way to TikTok.")
    PROCESSING = value("processing", description="TikTok is working on it.")
    PUBLISHED = value("published", description="On TikTok.")
    IN_INBOX = value("in_inbox", description="In the creator's inbox, to be finished in the app.")
    FAILED = value("failed", description="TikTok did not take it.")
    BLOCKED = value("blocked", description="TikTok took it down, or will not show it.")
    UNCONFIRMED = value("unconfirmed", description="It is not known whether TikTok has it.")


@strawberry.type(description="A creator's video that counts for a campaign.")
class Post(Node):
    id: strawberry.ID = identity("Post")
    creator: Creator = edge(CreatorByIdLoader, "Who made it.", key=lambda post: post.creator_id)
    campaign: Annotated["Campaign", strawberry.lazy("creatorport.graphql.campaign.types")] = edge(
        CampaignByIdLoader, "The campaign it counts for.", key=lambda post: post.campaign_id
    )
    video_id: str = attribute("TikTok's id of the video.")
    url: URL = attribute("The video's page on TikTok.")
    state: PostState = attribute("Where it stands.")
    published_at: datetime | None = attribute("When it was published; null where TikTok does not tell.")
    linked_at: datetime = attribute("When it was first seen as part of the campaign.")
    latest: Snapshot | None = attribute("The newest capture of its counters; null before the first one.")
    history: list[Snapshot] = edge(
        HistoryByPostIdLoader,
        "The newest captures, oldest of them first.",
        key=lambda post: post.id,
        asked=newest_asked,
    )

    spark_authorization: SparkAuthorization | None = edge(
        SparkByPostIdLoader,
        "The creator's permission to advertise it; null where nobody has asked for it.",
        key=lambda post: post.id,
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PostView)
