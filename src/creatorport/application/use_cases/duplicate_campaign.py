from dataclasses import dataclass, replace

from creatorport.application.activities import record
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitsOfWork
from creatorport.domain.activity import ActivityKind, Actor
from creatorport.domain.campaign import NAME_MAX, Campaign
from creatorport.domain.ids import CampaignId
from creatorport.domain.workspace import Member

_COPY = "Copy of "


@dataclass(frozen=True, slots=True)
class DuplicateCampaignCommand:
    """Without a name, the copy is called one."""

    member: Member
    campaign_id: CampaignId
    name: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True)
class DuplicateCampaign:
    """Make a draft with another campaign's texts and plan, in whatever state that one is.

    Invitations, posts and milestones that were reached are the other one's alone. A timeline that is over is left
    out. Raises NotAllowed, NotFound, InvalidValue, IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities

    async def __call__(self, command: DuplicateCampaignCommand) -> CampaignId:
        authorize(command.member, Action.PLAN_CAMPAIGNS)
        now = self.clock.now()
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, str):
                return CampaignId(earlier)
            model = await uow.campaigns.load(command.member.workspace_id, command.campaign_id)
            line = model.plan.timeline
            copy = Campaign.draft(
                CampaignId(self.identities.new()),
                model.workspace_id,
                name=(_COPY + model.name)[:NAME_MAX] if command.name is None else command.name,
                brand_name=model.brand_name,
                brief=model.brief,
                by=command.member.id,
                now=now,
                plan=replace(model.plan, timeline=None if line is None or line.ends_at <= now else line),
            )
            await uow.campaigns.add(copy)
            by = Actor.member(command.member.id)
            await record(uow, copy, by, ActivityKind.CAMPAIGN, "created", now, copy_of=model.id)
            await once.keep(copy.id)
            await uow.commit()
        return copy.id
