from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from creatorport.application.eligibility import Evidence
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.standings import AskStandings
from creatorport.application.writing import named_once
from creatorport.domain.eligibility import Eligibility
from creatorport.domain.ids import CampaignId, CreatorId, WorkspaceId
from creatorport.domain.invitation import Invitation, InvitationState
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
            evidence = Evidence(
                campaign,
                creators,
                await uow.exclusions.find_many(workspace_id, ids),
                await uow.invitations.live_of(workspace_id, campaign.id, ids),
                await _turned_down(uow, workspace_id, campaign.id),
                seen,
                self.clock.now(),
            )
        return [evidence.judge(one) for one in ids]


async def _turned_down(
    uow: UnitOfWork, workspace_id: WorkspaceId, campaign_id: CampaignId
) -> Mapping[CreatorId, Invitation]:
    found = await uow.invitations.of_campaign(workspace_id, campaign_id, {InvitationState.UNDELIVERABLE})
    return {one.creator_id: one for one in found}
