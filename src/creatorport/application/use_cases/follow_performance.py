from collections.abc import AsyncGenerator
from dataclasses import dataclass, field

from creatorport.application.cursors import position
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
        stream = campaign_performance(query.campaign_id)
        if query.after is not None:
            return self._changes(query, position(stream, query.after))
        last = await self.feed.last(stream)
        if last is None:
            nothing = totals_view(Totals.over(()))
            return self._changes(query, 0, PerformanceChange(query.campaign_id, 0, self.clock.now(), nothing, ()))
        return self._changes(query, last.number, from_logged(last))

    async def _changes(
        self, query: FollowPerformanceQuery, after: int, first: PerformanceChange | None = None
    ) -> AsyncGenerator[PerformanceChange | Gap, None]:
        entries = self.feed.follow(campaign_performance(query.campaign_id), after)
        try:
            with self.attention.watching(query.member.workspace_id, CAMPAIGN, query.campaign_id):
                if first is not None:
                    yield first
                async for entry in entries:
                    yield entry if isinstance(entry, Gap) else from_logged(entry)
        finally:
            if isinstance(entries, AsyncGenerator):  # who stops listening must not leave the feed's own wait behind
                await entries.aclose()
