from collections.abc import Sequence
from dataclasses import dataclass

from creatorport.application.effects.added_creators import OVER
from creatorport.application.effects.intents import intend_cancellation
from creatorport.application.ports.clock import Clock
from creatorport.application.ports.identities import Identities
from creatorport.application.ports.tiktok_one import (
    ENDED_THERE,
    Access,
    NewPersonalInvitation,
    PersonalInvitation,
    PersonalInvitations,
)
from creatorport.application.ports.unit_of_work import UnitOfWork, UnitsOfWork
from creatorport.application.unanswered import unless_over
from creatorport.domain.effect import Effect, EffectKind
from creatorport.domain.errors import TikTokError, TikTokRefused, WrongState
from creatorport.domain.ids import CampaignId, InvitationId
from creatorport.domain.invitation import Delivery, Invitation, InvitationState

ENDED = "The invitation ended before it was sent."
WAITING = "It waits for what becomes of an earlier message to this creator: TikTok takes one at a time."
_CALL = "invitations.send"
_MESSAGES = frozenset({EffectKind.SEND_INVITATION, EffectKind.CANCEL_INVITATION})


@dataclass(frozen=True, slots=True)
class SendInvitation:
    """Sending one personal message (the ASSUMED contract).

    What is over here is not sent any more; a message of it that arrived all the same is taken back. TikTok takes one
    live message per campaign and creator: while an earlier one is on its way, or being taken back, this one waits.
    """

    units: UnitsOfWork
    clock: Clock
    identities: Identities
    messages: PersonalInvitations

    async def call(self, effect: Effect, access: Access) -> PersonalInvitation:
        invitation, tiktok_id = await self._subject(effect, unless_ended=True)
        new = NewPersonalInvitation(
            tiktok_id,
            invitation.handle,
            invitation.message,
            reference=effect.reference,
            expires_at=invitation.expires_at,
        )
        return await self.messages.send(access, new)

    async def look_up(self, effect: Effect, access: Access, *, patient: bool) -> PersonalInvitation | None:  # noqa: ARG002  a message is there as a whole or not
        invitation, tiktok_id = await self._subject(effect)
        earlier = effect.request["earlier_ids"]
        known = set(earlier) if isinstance(earlier, list) else set()
        for sent in await self.messages.of_campaign(access, tiktok_id, handle=invitation.handle):
            # Another invitation of the same creator, which ended before we knew its id, is told apart by its reference.
            ours = sent.reference in (None, effect.reference)
            if ours and sent.handle == invitation.handle and sent.tiktok_id not in known:
                return sent
        return None

    async def settle(self, uow: UnitOfWork, effect: Effect, outcome: PersonalInvitation) -> None:
        now = self.clock.now()
        invitation = await uow.invitations.load(effect.workspace_id, InvitationId(effect.subject))
        # Locked, so that whoever ends the campaign now sees this invitation either on its way or arrived.
        campaign = await uow.campaigns.lock(effect.workspace_id, invitation.campaign_id)
        invitation = await uow.invitations.load(effect.workspace_id, invitation.id)
        delivered = invitation.deliver(Delivery.PERSONAL_MESSAGE, now, tiktok_id=outcome.tiktok_id)
        arrived = unless_over(campaign, delivered, now)
        await uow.invitations.save(arrived)
        # Whoever ended it before took back what they knew of: not this message, unless they had its id.
        left = invitation.is_live or invitation.tiktok_id != outcome.tiktok_id
        if left and not arrived.is_live and outcome.status not in ENDED_THERE:
            await intend_cancellation(uow, campaign, arrived, outcome.tiktok_id, self.clock, self.identities)

    async def give_up(self, uow: UnitOfWork, effect: Effect, reason: str) -> None:
        invitation = await uow.invitations.load(effect.workspace_id, InvitationId(effect.subject))
        if invitation.state is InvitationState.SENDING:
            await uow.invitations.save(invitation.fail(reason, self.clock.now()))

    async def _subject(self, effect: Effect, *, unless_ended: bool = False) -> tuple[Invitation, str]:
        async with self.units() as uow:
            invitation = await uow.invitations.load(effect.workspace_id, InvitationId(effect.subject))
            campaign = await uow.campaigns.load(effect.workspace_id, CampaignId(invitation.campaign_id))
            waits = unless_ended and await uow.effects.is_pending(effect.workspace_id, _MESSAGES, _earlier(effect))
        if campaign.at_tiktok is None:
            raise WrongState("campaign", campaign.state.value, "send invitations")
        if unless_ended and campaign.has_ended:
            raise TikTokRefused(_CALL, OVER)
        if unless_ended and (not invitation.is_live or self._is_late(invitation)):
            raise TikTokRefused(_CALL, ENDED)
        if waits:
            raise TikTokError(_CALL, WAITING)
        return invitation, campaign.at_tiktok.campaign_id

    def _is_late(self, invitation: Invitation) -> bool:
        return invitation.is_open and invitation.expires_at is not None and invitation.expires_at <= self.clock.now()


def _earlier(effect: Effect) -> Sequence[str]:
    """The creator's earlier invitations to the campaign; effects of older releases do not name them."""
    named = effect.request.get("earlier")
    return [str(one) for one in named] if isinstance(named, list) else []
