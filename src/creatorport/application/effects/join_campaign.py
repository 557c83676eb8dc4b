from collections.abc import Callable
from dataclasses import dataclass

from creatorport.application.activities import record
from creatorport.application.as_creator import AsCreator
from creatorport.application.effects.in_creators_name import in_creators_name
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.creator_campaigns import CreatorAccess, CreatorCampaigns
from creatorport.application.ports.tiktok_one import Access, AnswerStatus, PersonalInvitations
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.domain.activity import GATEWAY, ActivityKind, Subject
from creatorport.domain.campaign import Campaign
from creatorport.domain.effect import Effect
from creatorport.domain.errors import TikTokRefused
from creatorport.domain.ids import InvitationId
from creatorport.domain.invitation import Invitation
from creatorport.domain.joining import Joining, JoiningState

OVER = "The campaign ended before the creator was joined."
_CALL = "tto.creator.join"


@dataclass(frozen=True, slots=True)
class JoinCampaign:
    """Joining the campaign at TikTok with the token of a creator who said yes here.

    TikTok shows nobody who joined. That it arrived is told by what follows from it: a linked video, which our capture
    takes down, or the message that it answers (the ASSUMED contract, `messages`). Where neither is to be seen in time,
    it is done once more: joining twice is joining once, in TikTok's books as in ours.
    """

    units: UnitsOfWork
    clock: Clock
    creators: CreatorCampaigns
    as_creator: AsCreator
    messages: PersonalInvitations | None = None

    async def call(self, effect: Effect, access: Access) -> bool:  # noqa: ARG002  the brand's, which this call does without
        invitation, campaign = await self._subject(effect)
        if _is_in(invitation):
            return True
        if campaign.has_ended:
            raise TikTokRefused(_CALL, OVER)

        async def join(own: CreatorAccess) -> None:
            await self.creators.join(own, effect.reference)

        await in_creators_name(self.as_creator, effect, _CALL, join)
        return True

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> bool | None:  # noqa: ARG002  it shows or not
        invitation, _ = await self._subject(effect)
        return True if _is_in(invitation) or await self._has_answered(effect, access, invitation) else None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: bool) -> None:  # noqa: ARG002  there is only one outcome; the port's signature
        await self._take(uow, effect, lambda joining: joining.succeed(self.clock.now()), "joined")

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        await self._take(uow, effect, lambda joining: joining.fail(reason), "not joined")

    async def _has_answered(self, effect: Effect, access: Access, invitation: Invitation) -> bool:
        if self.messages is None or invitation.tiktok_id is None:
            return False
        sent = await self.messages.of_campaign(
            access, str(effect.request["campaign_tiktok_id"]), handle=invitation.handle
        )
        return any(one.tiktok_id == invitation.tiktok_id and one.status is AnswerStatus.ACCEPTED for one in sent)

    async def _subject(self, effect: Effect) -> tuple[Invitation, Campaign]:
        async with self.units() as uow:
            invitation = await uow.invitations.load(effect.workspace_id, InvitationId(effect.subject))
            campaign = await uow.campaigns.load(effect.workspace_id, invitation.campaign_id)
        return invitation, campaign

    async def _take(self, uow: UnitOfWork, effect: Effect, step: Callable[[Joining], Joining], verb: str) -> None:
        found = await uow.invitations.load(effect.workspace_id, InvitationId(effect.subject))
        # Locked in the order in which captures and answers lock them.
        campaign = await uow.campaigns.lock(effect.workspace_id, found.campaign_id)
        invitation = await uow.invitations.lock(effect.workspace_id, found.id)
        seen = invitation.join(step(invitation.joining or Joining()))
        if seen is invitation:
            return
        await uow.invitations.save(seen)
        subject = Subject("Invitation", seen.id)
        await record(uow, campaign, GATEWAY, ActivityKind.INVITATION, verb, self.clock.now(), subject=subject)


def _is_in(invitation: Invitation) -> bool:
    return invitation.joining is not None and invitation.joining.state is JoiningState.JOINED
