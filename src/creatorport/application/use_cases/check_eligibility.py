from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.eligibility import Evidence
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.application.standings import AskStandings
from creatorport.application.writing import named_once
from creatorport.domain.eligibility import Eligibility
from creatorport.domain.ids import CampaignId, CreatorId
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class CheckEligibilityQuery:
    member: Member
    campaign_id: CampaignId
    creator_ids: tuple[CreatorId, ...]


@dataclass(frozen=True, slots=True)
class CheckEligibility:
    """Say for each creator, in the order asked for, what is known for and against inviting them.

    TikTok is asked about those whose standing was not seen lately; where it cannot be, nothing fails: it is unknown.
    Raises NotAllowed, NotFound, InvalidValue.
    """

    units: UnitsOfWork
    clock: Clock
    standings: AskStandings

    async def __call__(self, query: CheckEligibilityQuery) -> Sequence[Eligibility]:
        authorize(query.member, Action.RUN_CAMPAIGNS)
        named_once(query.creator_ids)
        workspace_id, ids = query.member.workspace_id, query.creator_ids
        async with self.units() as uow:
            campaign = await uow.campaigns.load(workspace_id, query.campaign_id)
            creators = await uow.creators.find_many(workspace_id, ids)
        seen = await self.standings(workspace_id, [creators[one].handle for one in ids if one in creators])
        async with self.units() as uow:
            evidence = await Evidence.read(uow, campaign, ids, seen, self.clock.now())
        return [evidence.judge(one) for one in ids]
