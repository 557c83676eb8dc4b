from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from creatorport.application.following import follow
from creatorport.application.performance_log import PerformanceChange, from_logged, totals_view
from creatorport.application.planning.attention import Inattention
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.attention import CAMPAIGN, Attention
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.event_log import EventFeed, Gap
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.streams import campaign_performance
from creatorport.domain.ids import CampaignId
from creatorport.domain.performance import Totals
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class FollowPerformanceQuery:
    member: Member
    campaign_id: CampaignId
    after: str | None = None


@dataclass(frozen=True, slots=True)
class FollowPerformance:
    """Follow the changes of a campaign's numbers.

    Without `after`: the present state first, then each change. With `after`: every change behind that cursor, without
    gap or repeat; a Gap first where some of them are no longer kept. Raises NotAllowed, NotFound, InvalidValue.
    """

    units: UnitsOfWork
    feed: EventFeed
    clock: Clock
    attention: Attention = field(default_factory=Inattention)

    async def __call__(self, query: FollowPerformanceQuery) -> AsyncGenerator[PerformanceChange | Gap, None]:
        authorize(query.member, Action.SEE_PERFORMANCE)
        async with self.units() as uow:
            await uow.campaigns.load(query.member.workspace_id, query.campaign_id)
        nothing = PerformanceChange(query.campaign_id, 0, self.clock.now(), totals_view(Totals.over(())), ())
        watching = self.attention.watching(query.member.workspace_id, CAMPAIGN, query.campaign_id)
        stream = campaign_performance(query.campaign_id)
        return await follow(self.feed, stream, query.after, from_logged, nothing=nothing, watching=watching)
