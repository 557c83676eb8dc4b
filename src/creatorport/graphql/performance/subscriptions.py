from collections.abc import AsyncGenerator
from dataclasses import dataclass
from typing import Annotated

import strawberry

from creatorport.application.cursors import cursor
from creatorport.application.performance_log import PerformanceChange
from creatorport.application.ports.event_log import Gap
from creatorport.application.streams import campaign_performance
from creatorport.application.use_cases.follow_performance import FollowPerformanceQuery
from creatorport.application.views import TotalsView
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.graphql.context import Info
from creatorport.graphql.fields import attribute, derived, subscription
from creatorport.graphql.global_ids import global_id, local_id
from creatorport.graphql.performance.types import Totals


@dataclass(frozen=True, slots=True)
class _CreatorTotals:
    creator_id: CreatorId
    totals: TotalsView


def _changed(change: PerformanceChange) -> list[_CreatorTotals]:
    return [_CreatorTotals(creator_id, totals) for creator_id, totals in change.changed]


def _place(change: PerformanceChange) -> str:
    return cursor(campaign_performance(change.campaign_id), change.number)


@strawberry.type(description="What one creator's posts did for a campaign.")
class CreatorPerformance:
    creator_id: strawberry.ID = derived(lambda one: global_id("Creator", one.creator_id), "The creator.")
    totals: Totals = attribute("Sums over the creator's posts in this campaign.")


@strawberry.type(description="A campaign's numbers changed.")
class CampaignPerformanceUpdate:
    cursor: str = derived(_place, "Give it as `after` to follow on behind this message, without gap or repeat.")
    campaign_id: strawberry.ID = derived(lambda change: global_id("Campaign", change.campaign_id), "The campaign.")
    totals: Totals = attribute("Sums over all posts of the campaign, as they are now.")
    changed: list[CreatorPerformance] = derived(_changed, "The creators whose numbers changed, each with their sums.")

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, PerformanceChange)


@strawberry.type(
    description="What lies behind the cursor is no longer kept, or was never written. Load the campaign anew."
)
class Lagged:
    cursor: str = derived(
        lambda gap: cursor(gap.stream, gap.newest), "Where following goes on: behind the newest change that is kept."
    )
    oldest_cursor: str = derived(
        lambda gap: cursor(gap.stream, gap.oldest - 1), "Give it as `after` to get every change that is still kept."
    )
    message: str = derived(
        lambda _: (
            "The log does not have what lies behind this cursor: it is no longer kept, or was never written. "
            "Load the campaign, then follow on."
        ),
        "What happened, for people.",
    )

    @classmethod
    def is_type_of(cls, shown: object, _info: object) -> bool:
        return isinstance(shown, Gap)


CampaignPerformanceMessage = Annotated[
    CampaignPerformanceUpdate | Lagged,
    strawberry.union("CampaignPerformanceMessage", description="What a follower of a campaign's performance is told."),
]


@strawberry.type
class PerformanceSubscriptions:
    @subscription(
        "Follow a campaign's numbers: the present state, then every change; with `after`, every change behind it.",
        AsyncGenerator[CampaignPerformanceMessage, None],
    )
    async def campaign_performance(
        self,
        info: Info,
        campaign_id: Annotated[strawberry.ID, strawberry.argument(description="The campaign.")],
        after: Annotated[
            str | None, strawberry.argument(description="The cursor of the last message that was received.")
        ] = None,
    ) -> AsyncGenerator[PerformanceChange | Gap, None]:
        local = CampaignId(local_id("Campaign", campaign_id, "campaignId"))
        asked = FollowPerformanceQuery(info.context.member, local, after)
        return await info.context.use_cases.follow_performance(asked)
