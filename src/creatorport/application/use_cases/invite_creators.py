from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from creatorport.application.activities import record
from creatorport.application.effects.intents import BATCH, intend_additions
from creatorport.application.offers import NO_OFFERS, Offers
from creatorport.application.once import Once
from creatorport.application.policy import Action, authorize
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.refused import Refused
from creatorport.domain.activity import ActivityKind, Actor
from creatorport.domain.campaign import Campaign, CampaignState
from creatorport.domain.creator import Creator
from creatorport.domain.effect import Json
from creatorport.domain.errors import AlreadyInvited, CreatorExcluded, InvalidValue, NotFound, Refusal, WrongState
from creatorport.domain.ids import CampaignId, CreatorId, InvitationId
from creatorport.domain.invitation import LIFE, Invitation
from creatorport.domain.lists.exclusion import Exclusion
from creatorport.domain.message_values import values_for
from creatorport.domain.wording import Wording
from creatorport.domain.workspace import Member


@dataclass(frozen=True, slots=True)
class InviteCreatorsCommand:
    member: Member
    campaign_id: CampaignId
    creator_ids: tuple[CreatorId, ...]
    message: str
    idempotency_key: str | None = None
    offers: Offers = NO_OFFERS
    life: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Invited:
    """What came of the call, creator by creator: who is invited, and who could not be."""

    invitation_ids: tuple[InvitationId, ...]
    refusals: tuple[Refused, ...]


@dataclass(frozen=True, slots=True)
class InviteCreators:
    """Invite up to 100 creators with one personal message.

    Into a draft, invitations wait for the launch; into an active campaign, they go out at once. The message's
    variables stand for the creator's own. One creator who cannot be invited does not hold up the others. Raises
    NotAllowed, NotFound, WrongState, InvalidValue, UnknownVariable, CurrencyMismatch,
    IdempotencyConflict.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    life: timedelta = LIFE

    async def __call__(self, command: InviteCreatorsCommand) -> Invited:
        authorize(command.member, Action.RUN_CAMPAIGNS)
        if not 1 <= len(command.creator_ids) <= BATCH:
            raise InvalidValue("creatorIds", f"name 1 to {BATCH} creators")
        wording = Wording.of(command.message)
        command.offers.check(command.creator_ids)
        workspace_id = command.member.workspace_id
        async with self.units() as uow:
            once = Once(uow, command)
            earlier = await once.earlier()
            if isinstance(earlier, dict):
                return _recalled(earlier)
            campaign = await uow.campaigns.lock(workspace_id, command.campaign_id)
            await command.offers.settle_currency(uow, workspace_id)
            if not campaign.accepts_invitations:
                raise WrongState("campaign", campaign.state.value, "invite creators")
            creators = await uow.creators.find_many(workspace_id, command.creator_ids)
            invitations, refusals = await self._draft(uow, command, wording, campaign, creators)
            await uow.invitations.add(invitations)
            if invitations:
                by, now = Actor.member(command.member.id), self.clock.now()
                await record(uow, campaign, by, ActivityKind.INVITATION, "invited", now, creators=len(invitations))
            if campaign.state is CampaignState.ACTIVE and invitations:
                await intend_additions(uow, campaign, invitations, self.clock, self.identities)
            invited = Invited(tuple(invitation.id for invitation in invitations), tuple(refusals))
            await once.keep(_kept(invited))
            await uow.commit()
        return invited

    async def _draft(
        self,
        uow: UnitOfWork,
        command: InviteCreatorsCommand,
        wording: Wording,
        campaign: Campaign,
        creators: Mapping[CreatorId, Creator],
    ) -> tuple[Sequence[Invitation], Sequence[Refused]]:
        taken = set(await uow.invitations.live_of(campaign.workspace_id, campaign.id, command.creator_ids))
        excluded = await uow.exclusions.find_many(campaign.workspace_id, command.creator_ids)
        now = self.clock.now()
        invitations: list[Invitation] = []
        refusals: list[Refused] = []
        for index, creator_id in enumerate(command.creator_ids):
            try:
                creator = _invitable(creator_id, creators, taken, excluded)
                offer = command.offers.to(creator_id)
                invitation = Invitation.draft(
                    InvitationId(self.identities.new()),
                    campaign.workspace_id,
                    campaign.id,
                    creator_id,
                    handle=creator.handle,
                    message=wording.message(creator.handle.text, values_for(creator, campaign, offer)),
                    now=now,
                    offer=offer,
                    life=command.life or self.life,
                )
            except Refusal as refusal:
                refusals.append(Refused.of(refusal, field=f"creatorIds.{index}"))
            else:
                taken.add(creator_id)
                invitations.append(invitation.send(now) if campaign.state is CampaignState.ACTIVE else invitation)
        return invitations, refusals


def _invitable(
    creator_id: CreatorId,
    creators: Mapping[CreatorId, Creator],
    taken: Collection[CreatorId],
    excluded: Mapping[CreatorId, Exclusion],
) -> Creator:
    creator = creators.get(creator_id)
    if creator is None:
        raise NotFound("creator", creator_id)
    if creator_id in taken:
        raise AlreadyInvited(creator.handle.text)
    if creator_id in excluded:
        raise CreatorExcluded(creator.handle.text, excluded[creator_id].reason)
    return creator


def _kept(invited: Invited) -> Json:
    return {
        "invitation_ids": list(invited.invitation_ids),
        "refusals": [refused.to_json() for refused in invited.refusals],
    }


def _recalled(kept: dict[str, Json]) -> Invited:
    ids, refusals = kept["invitation_ids"], kept["refusals"]
    if not isinstance(ids, list) or not isinstance(refusals, list):
        raise TypeError(f"not a kept outcome: {kept!r}")
    return Invited(
        tuple(InvitationId(str(invitation_id)) for invitation_id in ids),
        tuple(Refused.from_json(refused) for refused in refusals),
    )
